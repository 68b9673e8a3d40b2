interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly step?: 'any';
}

/** The number that a typed text stands for: brought within the bounds, and whole unless `step` says otherwise; `null` where it is none. */
export function numberWithin(
  text: string,
  { min = -Infinity, max = Infinity, step }: Bounds,
): number | null {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) return null;
  return Math.min(max, Math.max(min, step === 'any' ? number : Math.trunc(number)));
}

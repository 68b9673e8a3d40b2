import type { InitLaw } from '../../core/init/init-law.ts';
import type { Words } from '../../words/translate.ts';

/** A weight with four figures that matter, in the language's form; the very large and very small as powers of ten. */
export function weightWords({ number }: Words, value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return value.toExponential(2);
  const before = size >= 1 ? Math.floor(Math.log10(size)) + 1 : 0;
  const leading = size > 0 && size < 1 ? Math.ceil(-Math.log10(size)) - 1 : 0;
  return number(value, Number.isInteger(value) ? 0 : Math.max(0, 4 - before + leading));
}

/** Bounds of a law as far as it has any. */
export function lawBounds(law: InitLaw): readonly [number, number] | null {
  if (law.kind === 'normal') return null;
  return law.kind === 'constant' ? [law.value, law.value] : [-law.bound, law.bound];
}

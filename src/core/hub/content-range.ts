/** What a `Content-Range` of a partial answer says; `total` is `null` where the server does not know it. */
export interface ContentRange {
  readonly begin: number;
  /** The byte after the last. */
  readonly end: number;
  readonly total: number | null;
}

/** Reads `bytes a-b/total` (RFC 9110, 14.4); `null` for anything else. */
export function parseContentRange(header: string | null): ContentRange | null {
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header?.trim() ?? '');
  if (!match) return null;
  const [begin, last] = [Number(match[1]), Number(match[2])];
  const total = match[3] === '*' ? null : Number(match[3]);
  if (last < begin || (total !== null && last >= total)) return null;
  if (![begin, last, total ?? 0].every(Number.isSafeInteger)) return null;
  return { begin, end: last + 1, total };
}

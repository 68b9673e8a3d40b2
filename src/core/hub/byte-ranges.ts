/** Bytes of a file from `begin` up to, not including, `end`. */
export type ByteRange = readonly [begin: number, end: number];

/** Ranges in order, none of which touches the next: the one way to write down a set of bytes. */
export function mergeRanges(ranges: readonly ByteRange[]): readonly ByteRange[] {
  return joinNear(ranges, 0);
}

/**
 * Ranges in order, where those with at most `gap` bytes between them are one: asking for a few bytes too many is cheaper
 * than one more request.
 */
export function joinNear(ranges: readonly ByteRange[], gap: number): readonly ByteRange[] {
  const joined: [number, number][] = [];
  const ordered = ranges.filter(([begin, end]) => end > begin).toSorted((a, b) => a[0] - b[0]);
  for (const [begin, end] of ordered) {
    const last = joined.at(-1);
    if (last && begin <= last[1] + gap) last[1] = Math.max(last[1], end);
    else joined.push([begin, end]);
  }
  return joined;
}

/** What of `wanted` is not in `have`, in order. */
export function missingRanges(
  wanted: readonly ByteRange[],
  have: readonly ByteRange[],
): readonly ByteRange[] {
  const there = mergeRanges(have);
  return mergeRanges(wanted).flatMap(([begin, end]) => {
    const holes: ByteRange[] = [];
    let position = begin;
    for (const [first, last] of there) {
      if (last <= position || first >= end) continue;
      if (first > position) holes.push([position, first]);
      position = Math.max(position, last);
    }
    if (position < end) holes.push([position, end]);
    return holes;
  });
}

/** What of the set lies before `end`. */
export function rangesBefore(ranges: readonly ByteRange[], end: number): readonly ByteRange[] {
  return mergeRanges(ranges.map(([first, last]) => [first, Math.min(last, end)]));
}

/** Number of bytes in the set. */
export function totalBytes(ranges: readonly ByteRange[]): number {
  return mergeRanges(ranges).reduce((sum, [begin, end]) => sum + end - begin, 0);
}

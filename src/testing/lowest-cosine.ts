/** The lowest cosine of a row of `data` [rows, width] with its reference. */
export function lowestCosine(
  data: Float32Array | readonly number[],
  rows: readonly (readonly number[])[],
): number {
  const cosines = rows.map((row, index) => {
    const own = data.slice(index * row.length, (index + 1) * row.length);
    const dot = row.reduce((sum, value, i) => sum + value * (own[i] ?? 0), 0);
    return dot / Math.hypot(...row) / Math.hypot(...own);
  });
  return Math.min(...cosines);
}

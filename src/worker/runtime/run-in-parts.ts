import { lengthUntilEnd } from '../../core/text/length-until-end.ts';

/** Rows of numbers: pixels, or token ids with what of them is text. */
interface Rows {
  readonly data: Float32Array | Int32Array;
  readonly dims: readonly number[];
  readonly mask?: Int32Array;
}

/** Which rows run together, and whether they are read up to their ends only. */
export interface Parts {
  readonly together: 'all' | 'equal lengths' | 'none';
  readonly untilEnd: boolean;
}

/**
 * A batch in parts. A file's quantised graph takes one row at a time, since the range of a batch would leave its mark on every
 * row. Ours scales every row by itself, but sums over more places are other sums, by a bit: there texts run with
 * those of their length.
 */
export async function runInParts(
  { together, untilEnd }: Parts,
  run: (input: Rows) => Promise<Float32Array>,
  input: Rows,
): Promise<Float32Array> {
  if (together === 'all') return run(input);
  const [rows = 1] = input.dims;
  const lengths = rowLengths(input, untilEnd);
  const parts = together === 'none' ? lengths.map((_, row) => [row]) : equalRows(lengths);
  let all = new Float32Array();
  for (const part of parts) {
    const answer = await run(takeRows(input, part, lengths[part[0] ?? 0] ?? 0));
    const width = answer.length / part.length;
    if (all.length === 0) all = new Float32Array(rows * width);
    for (const [place, row] of part.entries()) {
      all.set(answer.subarray(place * width, (place + 1) * width), row * width);
    }
  }
  return all;
}

/** Numbers of each row that count: of a text those up to its end. */
function rowLengths({ data, dims, mask }: Rows, untilEnd: boolean): number[] {
  const [rows = 1] = dims;
  const size = data.length / rows;
  return Array.from({ length: rows }, (_, row) => {
    if (!untilEnd) return size;
    const [start, end] = [row * size, (row + 1) * size];
    if (mask) return mask.subarray(start, end).lastIndexOf(1) + 1;
    return lengthUntilEnd(data.subarray(start, end));
  });
}

/** The places of each length. */
function equalRows(lengths: readonly number[]): number[][] {
  const groups = new Map<number, number[]>();
  for (const [row, length] of lengths.entries()) {
    groups.set(length, [...(groups.get(length) ?? []), row]);
  }
  return [...groups.values()];
}

/** The first `length` numbers of each of those rows. */
function takeRows({ data, dims, mask }: Rows, places: readonly number[], length: number): Rows {
  const [rows = 1, ...rest] = dims;
  const size = data.length / rows;
  const count = places.length * length;
  const taken = data instanceof Int32Array ? new Int32Array(count) : new Float32Array(count);
  const seen = mask && new Int32Array(count);
  for (const [place, row] of places.entries()) {
    taken.set(data.subarray(row * size, row * size + length), place * length);
    seen?.set(mask?.subarray(row * size, row * size + length) ?? [], place * length);
  }
  return {
    data: taken,
    dims: [places.length, ...(length === size ? rest : [length])],
    ...(seen && { mask: seen }),
  };
}

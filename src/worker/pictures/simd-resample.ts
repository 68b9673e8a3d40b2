import type { AxisWeights } from '../../core/image/resize-weights.ts';
import type { RowSource } from '../../core/image/row-source.ts';
import { layOut } from '../kernels/lay-out.ts';
import type { Kernel } from '../kernels/open-kernel.ts';

/** Both passes of `src/kernels/rows.as.ts`; every parameter but counts is an address in its memory. */
export interface ResamplingFunctions {
  narrowRow(
    row: number,
    starts: number,
    counts: number,
    weights: number,
    stride: number,
    outputs: number,
    out: number,
  ): void;
  sumRows(lines: number, length: number, weights: number, count: number, out: number): void;
}

/** Along rows, then along columns: of each row only what is left of it is held. */
export function rowsFirst(
  kernel: Kernel<ResamplingFunctions>,
  source: RowSource,
  across: AxisWeights,
  down: AxisWeights,
): Uint8Array {
  const [columns, rows] = [across.starts.length, down.starts.length];
  const [firstColumn, endColumn] = extent(across);
  const [firstRow, endRow] = extent(down);
  const line = columns * 4;
  const { bytes, narrow, sum, addresses } = prepared(kernel, across, down, [
    (endColumn - firstColumn) * 4,
    (endRow - firstRow) * line,
    rows * line,
  ]);
  const [row = 0, lines = 0, out = 0] = addresses;
  for (let y = firstRow; y < endRow; y++) {
    const { bytes: pixels, offset } = source.row(y);
    bytes.set(pixels.subarray(offset + firstColumn * 4, offset + endColumn * 4), row);
    narrow(row, lines + (y - firstRow) * line);
  }
  for (let y = 0; y < rows; y++)
    sum(y, lines + ((down.starts[y] ?? 0) - firstRow) * line, line, out + y * line);
  return bytes.slice(out, out + rows * line);
}

/** Along columns, then along rows: of the picture as many rows are held as two outputs need, and each output is finished at once. */
export function columnsFirst(
  kernel: Kernel<ResamplingFunctions>,
  source: RowSource,
  across: AxisWeights,
  down: AxisWeights,
): Uint8Array {
  const [columns, rows] = [across.starts.length, down.starts.length];
  const [firstColumn, endColumn] = extent(across);
  const line = (endColumn - firstColumn) * 4;
  const held = down.counts.reduce((most, count) => Math.max(most, count), 0) * 2;
  const { bytes, narrow, sum, addresses } = prepared(kernel, across, down, [
    held * line,
    line,
    rows * columns * 4,
  ]);
  const [window = 0, middle = 0, out = 0] = addresses;
  let first = down.starts[0] ?? 0;
  let end = first;
  const at = (row: number): number => window + (row - first) * line;
  for (let y = 0; y < rows; y++) {
    const [start, count] = [down.starts[y] ?? 0, down.counts[y] ?? 0];
    if (start + count - first > held) {
      bytes.copyWithin(window, at(start), at(end));
      first = start;
    }
    for (; end < start + count; end++) {
      const { bytes: pixels, offset } = source.row(end);
      bytes.set(pixels.subarray(offset + firstColumn * 4, offset + endColumn * 4), at(end));
    }
    sum(y, at(start), line, middle);
    narrow(middle, out + y * columns * 4);
  }
  return bytes.slice(out, out + rows * columns * 4);
}

/** The weights in the kernel's memory, both passes with them, and addresses of further pieces of those sizes. */
function prepared(
  { memory, functions: { narrowRow, sumRows } }: Kernel<ResamplingFunctions>,
  across: AxisWeights,
  down: AxisWeights,
  sizes: readonly number[],
) {
  const columns = across.starts.length;
  const [starts = 0, counts = 0, weights = 0, downWeights = 0, ...addresses] = layOut(memory, [
    columns * 4,
    columns * 4,
    across.weights.byteLength,
    down.weights.byteLength,
    ...sizes,
  ]);
  const numbers = new Int32Array(memory.buffer);
  const [firstColumn] = extent(across);
  numbers.set(
    across.starts.map((start) => start - firstColumn),
    starts / 4,
  );
  numbers.set(across.counts, counts / 4);
  numbers.set(across.weights, weights / 4);
  numbers.set(down.weights, downWeights / 4);
  return {
    bytes: new Uint8Array(memory.buffer),
    addresses,
    narrow: (row: number, to: number) =>
      narrowRow(row, starts, counts, weights, across.stride, columns, to),
    /** Output `y` of the pass along columns. */
    sum: (y: number, lines: number, length: number, to: number) =>
      sumRows(lines, length, downWeights + y * down.stride * 4, down.counts[y] ?? 0, to),
  };
}

/** First input that any output of an axis needs, and the one behind the last. */
function extent({ starts, counts }: AxisWeights): readonly [first: number, end: number] {
  const last = starts.length - 1;
  return [starts[0] ?? 0, (starts[last] ?? 0) + (counts[last] ?? 0)];
}

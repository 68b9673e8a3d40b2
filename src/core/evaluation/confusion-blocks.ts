import type { Confusion } from './confusion.ts';

/** A window on a confusion matrix whose classes stand in some order: `size` classes on each side. */
export interface ConfusionWindow {
  /** Place of the first class shown, from 0, for true classes (rows) and predicted ones (columns). */
  readonly row: number;
  readonly column: number;
  readonly size: number;
}

/** A cell of the whole matrix, by the places of its classes. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** A confusion matrix drawn with few enough cells to be seen: each cell holds `step` classes by `step` classes. */
export interface ConfusionBlocks {
  readonly step: number;
  /** Cells on a side. */
  readonly cells: number;
  /** [cells, cells] pictures. */
  readonly counts: Uint32Array;
  /** [cells] pictures of the row's true classes, those outside of the window included. */
  readonly totals: Uint32Array;
}

/**
 * The part of a matrix inside a window, neighbouring classes added up where there are more than `most` on a side.
 * So a thousand classes stay readable as a whole, and single ones appear as the window gets smaller.
 *
 * @param order class at each place; a permutation of all classes
 * @throws RangeError for a window that does not lie inside the matrix
 */
export function confusionBlocks(
  matrix: Confusion,
  order: readonly number[],
  window: ConfusionWindow,
  most: number,
): ConfusionBlocks {
  const { classCount, counts: all } = matrix;
  const { row, column, size } = window;
  if (size < 1 || Math.min(row, column) < 0 || Math.max(row, column) + size > classCount) {
    throw new RangeError(`There are no ${size} classes at ${row}, ${column} of ${classCount}.`);
  }
  const step = Math.ceil(size / most);
  const cells = Math.ceil(size / step);
  const counts = new Uint32Array(cells * cells);
  const totals = new Uint32Array(cells);
  for (let r = 0; r < size; r++) {
    const start = (order[row + r] ?? 0) * classCount;
    const cellRow = Math.floor(r / step);
    for (let c = 0; c < size; c++) {
      const count = all[start + (order[column + c] ?? 0)] ?? 0;
      const cell = cellRow * cells + Math.floor(c / step);
      counts[cell] = (counts[cell] ?? 0) + count;
    }
    let total = 0;
    for (let c = 0; c < classCount; c++) total += all[start + c] ?? 0;
    totals[cellRow] = (totals[cellRow] ?? 0) + total;
  }
  return { step, cells, counts, totals };
}

/** The places, from the first to the last, that a row or column of cells covers. */
export function placesOfCell(
  start: number,
  cell: number,
  step: number,
  size: number,
): { readonly first: number; readonly last: number } {
  const first = start + cell * step;
  return { first, last: Math.min(first + step, start + size) - 1 };
}

/** A window of another size round the same middle, kept inside the matrix. */
function zoomedWindow(window: ConfusionWindow, size: number, classCount: number): ConfusionWindow {
  const bounded = Math.max(Math.min(size, classCount), Math.min(4, classCount));
  const place = (start: number): number =>
    clamp(Math.round(start + (window.size - bounded) / 2), classCount - bounded);
  return { row: place(window.row), column: place(window.column), size: bounded };
}

/** The window of another size: in on a cell where there is one, out round the middle. */
export function zoomedAt(
  window: ConfusionWindow,
  place: Place | null,
  factor: number,
  classCount: number,
): ConfusionWindow {
  const size = Math.round(window.size * factor);
  if (!place || factor > 1) return zoomedWindow(window, size, classCount);
  const half = Math.floor(size / 2);
  const centred = { row: place.row - half, column: place.column - half, size };
  return zoomedWindow(centred, size, classCount);
}

/** The window moved so far that the cell of `step` classes at that place lies in it. */
export function followingWindow(
  window: ConfusionWindow,
  { row, column }: Place,
  step: number,
  classCount: number,
): ConfusionWindow {
  const beyond = (place: number, start: number): number => {
    if (place < start) return place - start;
    return Math.max(0, place + step - (start + window.size));
  };
  const most = classCount - window.size;
  return {
    row: clamp(window.row + beyond(row, window.row), most),
    column: clamp(window.column + beyond(column, window.column), most),
    size: window.size,
  };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

import type { Rect } from '../image/picture-view.ts';

/** Places of a picture in rows and columns, each with a value or a vector, row by row from the top left. */
export interface PlaceGrid {
  readonly rows: number;
  readonly columns: number;
  /** The part of the picture that the map shows, in shares of it. */
  readonly region: Rect;
  /**
   * Where the middle of the first place lies, as a share of the region's sides; the last one lies as far from the other
   * side. Where it is missing, half a place: places lie side by side.
   */
  readonly first?: number;
}

type Lattice = Pick<PlaceGrid, 'rows' | 'columns' | 'first'>;

/**
 * A map's value between its places: bilinear between their middles, and beyond the outermost as in them.
 * @param x share of the region's width, 0 to 1; `y` of its height
 */
export function smoothAt(values: ArrayLike<number>, grid: Lattice, x: number, y: number): number {
  const { rows, columns, first } = grid;
  return blend(values, columns, between(y, rows, first), between(x, columns, first));
}

/**
 * The same for every pixel of a picture of the region, row by row. Right and left are computed as mirror images, so that
 * the map of mirrored values is the mirrored map, to the bit.
 * @returns [height * width]
 */
export function smoothMap(
  values: ArrayLike<number>,
  { rows, columns, first }: Lattice,
  { width, height }: { readonly width: number; readonly height: number },
): Float32Array {
  const down = axis(height, rows, first);
  const across = axis(width, columns, first);
  const map = new Float32Array(width * height);
  for (const [y, v] of down.entries()) {
    for (const [x, u] of across.entries()) map[y * width + x] = blend(values, columns, v, u);
  }
  return map;
}

/** Two neighbouring places, and how much each counts. */
interface Between {
  readonly a: number;
  readonly b: number;
  readonly shareA: number;
  readonly shareB: number;
}

function between(at: number, count: number, first = 0.5 / count): Between {
  const step = count > 1 ? (1 - 2 * first) / (count - 1) : 1;
  const place = Math.min(Math.max((at - first) / step, 0), count - 1);
  const a = Math.min(Math.floor(place), Math.max(count - 2, 0));
  const shareB = place - a;
  return { a, b: Math.min(a + 1, count - 1), shareA: 1 - shareB, shareB };
}

function axis(pixels: number, count: number, first: number | undefined): Between[] {
  const all: Between[] = [];
  for (let i = 0; i < pixels; i++) {
    const twin = all[pixels - 1 - i];
    all.push(twin ? mirrored(twin, count) : between((i + 0.5) / pixels, count, first));
  }
  return all;
}

function mirrored({ a, b, shareA, shareB }: Between, count: number): Between {
  return { a: count - 1 - b, b: count - 1 - a, shareA: shareB, shareB: shareA };
}

/** Sums of two, which come out the same in either order. */
function blend(values: ArrayLike<number>, columns: number, v: Between, u: Between): number {
  const row = (r: number): number =>
    (values[r * columns + u.a] ?? 0) * u.shareA + (values[r * columns + u.b] ?? 0) * u.shareB;
  return row(v.a) * v.shareA + row(v.b) * v.shareB;
}

import { type PlaceGrid, smoothAt } from '../../core/maps/place-grid.ts';
import { bestLabels } from '../../core/maps/place-scores.ts';
import type { PlaceMap } from '../../store/selectors/place-maps.ts';
import type { Point } from './frame.ts';

/** Labels of one place that are named. */
const BEST = 3;

/** The labels that a place of the picture is nearest to, the nearest first. */
export function bestAt(maps: readonly PlaceMap[], grid: PlaceGrid, at: Point) {
  const values = maps.map((map) => valueAt(map.values, grid, at));
  return bestLabels(values, BEST).flatMap((place) => {
    const map = maps[place];
    return map ? [{ label: map.label, value: values[place] ?? Number.NaN }] : [];
  });
}

/** A map's value at a place of the picture; not a number outside of what the places cover. */
export function valueAt(values: Float32Array, grid: PlaceGrid, { x, y }: Point): number {
  const { region } = grid;
  const [u, v] = [(x - region.left) / region.width, (y - region.top) / region.height];
  return u < 0 || u > 1 || v < 0 || v > 1 ? Number.NaN : smoothAt(values, grid, u, v);
}

/** The place of the grid whose middle is nearest to a point, counted from 1. */
export function cellOf({ rows, columns, region, first }: PlaceGrid, { x, y }: Point) {
  const cell = (share: number, count: number): number => {
    const [start, step] = middles(count, first);
    return Math.min(Math.max(Math.round((share - start) / step), 0), count - 1) + 1;
  };
  return {
    row: cell((y - region.top) / region.height, rows),
    column: cell((x - region.left) / region.width, columns),
  };
}

/** The middle of the next place in a direction; of the one in the middle, at the first press. */
export function neighbour(grid: PlaceGrid, from: Point | null, by: Point): Point {
  const { rows, columns, region, first } = grid;
  const cell = from
    ? cellOf(grid, from)
    : { row: Math.ceil(rows / 2), column: Math.ceil(columns / 2) };
  const middle = (at: number, move: number, count: number): number => {
    const [start, step] = middles(count, first);
    return start + step * (Math.min(Math.max(at + (from ? move : 0), 1), count) - 1);
  };
  return {
    x: region.left + middle(cell.column, by.x, columns) * region.width,
    y: region.top + middle(cell.row, by.y, rows) * region.height,
  };
}

/** Where the middle of the first of `count` places lies, and how far it is to the next one. */
function middles(count: number, first = 0.5 / count): readonly [start: number, step: number] {
  return [first, count > 1 ? (1 - 2 * first) / (count - 1) : 1];
}

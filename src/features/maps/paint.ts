import { type PlaceGrid, smoothMap } from '../../core/maps/place-grid.ts';

/** Nearer to the label than to the others on average, and farther: apart for every kind of eye, and on every ground. */
const NEARER = [232, 93, 0] as const;
const FARTHER = [42, 52, 150] as const;
/** The picture is seen below the strongest colour. */
const STRONGEST = 0.75;

/**
 * The colours over a picture, RGBA bytes row by row: nothing where a value is 0, and the more the farther from it; `most` and
 * what is beyond it have the strongest colour.
 * @param values one for each place of the grid, row by row
 */
export function paintMap(
  values: ArrayLike<number>,
  grid: PlaceGrid,
  most: number,
  size: { readonly width: number; readonly height: number },
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(size.width * size.height * 4);
  for (const [pixel, value] of smoothMap(values, grid, size).entries()) {
    const share = Math.min(Math.abs(value) / (most || 1), 1);
    pixels.set(value > 0 ? NEARER : FARTHER, pixel * 4);
    pixels[pixel * 4 + 3] = 255 * STRONGEST * share;
  }
  return pixels;
}

/** The same colours along a line, from the farthest to the nearest. */
export const LEGEND_COLOURS = `linear-gradient(to right, rgb(${FARTHER.join(' ')} / ${STRONGEST}), rgb(${FARTHER.join(' ')} / 0) 50%, rgb(${NEARER.join(' ')} / 0) 50%, rgb(${NEARER.join(' ')} / ${STRONGEST}))`;

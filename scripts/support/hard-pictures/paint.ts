import type { Colour, Shape } from './shapes.ts';

/** Samples along each side of a pixel. */
const FINE = 4;
const SAMPLES = FINE * FINE;

/**
 * Paints shapes one over the other, with soft edges. Only sums, products and quotients are used, which every machine
 * computes alike, so that the pixels are the same wherever this runs. RGB, `[size, size, 3]`, 0 to 255.
 */
export function paint(shapes: readonly Shape[], size: number, ground: Colour): Uint8Array {
  const pixels = new Uint8Array(size * size * 3);
  for (let at = 0; at < pixels.length; at += 3) pixels.set(ground, at);
  for (const shape of shapes) paintOver(pixels, size, shape);
  return pixels;
}

function paintOver(pixels: Uint8Array, size: number, shape: Shape): void {
  const [left, top, right, bottom] = shape.bounds;
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(size, bottom + 1); y++)
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(size, right + 1); x++) {
      const covered = samplesHeld(shape, x, y);
      if (covered > 0) blend(pixels, (y * size + x) * 3, shape.colour, covered);
    }
}

function samplesHeld({ holds }: Shape, x: number, y: number): number {
  let held = 0;
  for (let part = 0; part < SAMPLES; part++) {
    const across = (part % FINE) + 0.5;
    const down = Math.floor(part / FINE) + 0.5;
    if (holds(x + across / FINE, y + down / FINE)) held++;
  }
  return held;
}

function blend(pixels: Uint8Array, at: number, colour: Colour, covered: number): void {
  for (const [channel, value] of colour.entries()) {
    const under = pixels[at + channel] ?? 0;
    pixels[at + channel] = Math.round((under * (SAMPLES - covered) + value * covered) / SAMPLES);
  }
}

import type { Preprocessing } from '../core/model/architecture.ts';

/** What the kit's `Square` (page_model.py) is told beside the size; the fields that say nothing new are given too. */
export function squareOf({ crop = 1, kernel = 'bicubic', fit = 'shortest', fill }: Preprocessing) {
  return { crop, kernel, fit, fill: fill ?? [0, 0, 0] };
}

/** The Python that makes it. All of it are numbers and two of a few known words. */
export function squareCall(preprocessing: Preprocessing): string {
  const { crop, kernel, fit, fill } = squareOf(preprocessing);
  return `Square(${preprocessing.size}, ${crop}, '${kernel}', '${fit}', (${fill.join(', ')}))`;
}

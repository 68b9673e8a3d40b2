import { cropDefaults, type Preprocessing } from '../core/model/architecture.ts';

/** The Python that makes the kit's `Square` (page_model.py). All of it are numbers and two of a few known words. */
export function squareCall(preprocessing: Preprocessing): string {
  const { crop, kernel, fit, fill } = cropDefaults(preprocessing);
  return `Square(${preprocessing.size}, ${crop}, '${kernel}', '${fit}', (${fill.join(', ')}))`;
}

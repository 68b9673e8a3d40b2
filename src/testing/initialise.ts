import type { Architecture } from '../core/model/architecture.ts';
import { drawParameters, type DrawOptions } from '../core/init/draw-parameters.ts';

/** As `DrawOptions`; `onProgress` hears after each parameter how many of the wanted ones are made. */
export interface InitialiseOptions extends DrawOptions {
  readonly onProgress?: (done: number, total: number) => void;
}

/** The random start of the wanted parameters, all at once, by name in the order of drawing. See `drawParameters`. */
export function initialise(
  architecture: Architecture,
  seed: number,
  options: InitialiseOptions,
): Map<string, Float32Array<ArrayBuffer>> {
  const parameters = new Map<string, Float32Array<ArrayBuffer>>();
  for (const drawn of drawParameters(architecture, seed, options)) {
    if (!drawn) continue;
    const [name, values] = drawn;
    parameters.set(name, values);
    options.onProgress?.(parameters.size, options.wanted.size);
  }
  return parameters;
}

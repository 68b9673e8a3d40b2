import type { Architecture } from '../model/architecture.ts';
import { drawingOrder } from './drawing-order.ts';
import type { ImageProjectionStart, InitLaw } from './init-law.ts';

type Laws = ReadonlyMap<string, InitLaw>;

/** A load report asks for every parameter of one architecture, and the order of drawing is long. */
const known = new WeakMap<Architecture, Map<ImageProjectionStart, Laws>>();

/**
 * The law behind the random start of a parameter under OpenCLIP's name: that of the last draw, which stays.
 * Throws a `RangeError` for a name that the model does not have.
 */
export function lawOf(
  architecture: Architecture,
  name: string,
  imageProjection: ImageProjectionStart,
): InitLaw {
  const law = lawsOf(architecture, imageProjection).get(name);
  if (!law) throw new RangeError(`The model has no parameter named ${JSON.stringify(name)}.`);
  return law;
}

function lawsOf(architecture: Architecture, imageProjection: ImageProjectionStart): Laws {
  const byStart = known.get(architecture) ?? new Map<ImageProjectionStart, Laws>();
  known.set(architecture, byStart);
  const laws =
    byStart.get(imageProjection) ??
    new Map(drawingOrder(architecture, imageProjection).map(({ name, law }) => [name, law]));
  byStart.set(imageProjection, laws);
  return laws;
}

import type { Architecture } from '../model/architecture.ts';
import { drawingOrder } from './drawing-order.ts';
import type { InitOrder, InitLaw } from './init-law.ts';

type Laws = ReadonlyMap<string, InitLaw>;

/** A load report asks for every parameter of one architecture, and the order of drawing is long. */
const known = new WeakMap<Architecture, Map<InitOrder, Laws>>();

/**
 * The law behind the random start of a parameter under OpenCLIP's name: that of the last draw, which stays.
 * Throws a `RangeError` for a name that the model does not have.
 */
export function lawOf(architecture: Architecture, name: string, order: InitOrder): InitLaw {
  const law = lawsOf(architecture, order).get(name);
  if (!law) throw new RangeError(`The model has no parameter named ${JSON.stringify(name)}.`);
  return law;
}

function lawsOf(architecture: Architecture, order: InitOrder): Laws {
  const byOrder = known.get(architecture) ?? new Map<InitOrder, Laws>();
  known.set(architecture, byOrder);
  const laws =
    byOrder.get(order) ??
    new Map(
      drawingOrder(architecture, order).flatMap(({ name, law }) =>
        name === null ? [] : [[name, law] as const],
      ),
    );
  byOrder.set(order, laws);
  return laws;
}

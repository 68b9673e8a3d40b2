import type { Architecture } from '../model/architecture.ts';
import { drawingOrder } from './drawing-order.ts';
import type { InitLaw, InitOrder } from './init-law.ts';
import type { Draw } from './layer-steps.ts';
import {
  createTorchGenerator,
  fillNormal,
  fillTruncatedNormal,
  fillUniform,
  skipNormal,
  skipUniform,
  type TorchGenerator,
} from './torch-random.ts';

export interface DrawOptions {
  /** OpenCLIP's names of the parameters to make; draws of all others only advance the generator. */
  readonly wanted: ReadonlySet<string>;
  readonly order: InitOrder;
}

export type DrawnParameter = readonly [name: string, values: Float32Array<ArrayBuffer>];

/** So many numbers of the generator are passed over at once: some 30 ms. A whole image tower takes 170 million. */
const SKIPPED_AT_ONCE = 1 << 23;

/**
 * The random start of a model, one parameter at a time in the order of drawing: what `torch.manual_seed(seed)` followed by
 * OpenCLIP's constructor leaves under each wanted name. The arrays are new and belong to the caller; the generator keeps none.
 * Between them comes `null` whenever many numbers were passed over, so that the caller can see whether it is still wanted.
 * It ends with the last wanted parameter. Throws a `RangeError` for a name that the model does not have.
 */
export function* drawParameters(
  architecture: Architecture,
  seed: number,
  { wanted, order }: DrawOptions,
): Generator<DrawnParameter | null, void, undefined> {
  const draws = drawingOrder(architecture, order);
  const lastStep = new Map(draws.map(({ name }, step) => [name, step]));
  for (const name of wanted) {
    if (!lastStep.has(name)) {
      throw new RangeError(`The model has no parameter named ${JSON.stringify(name)}.`);
    }
  }
  const generator = createTorchGenerator(seed);
  let remaining = wanted.size;
  let passed = 0;
  for (const [step, draw] of draws.entries()) {
    if (remaining === 0) return;
    const { name } = draw;
    if (name !== null && wanted.has(name) && lastStep.get(name) === step) {
      remaining--;
      yield [name, take(generator, draw)];
    } else {
      for (const count of skip(generator, draw)) {
        passed += count;
        if (passed < SKIPPED_AT_ONCE) continue;
        passed = 0;
        yield null;
      }
    }
  }
}

function take(generator: TorchGenerator, draw: Draw): Float32Array<ArrayBuffer> {
  const values = new Float32Array(draw.count);
  fill(generator, values, draw.law);
  return draw.transposedFrom ? transpose(values, ...draw.transposedFrom) : values;
}

function fill(generator: TorchGenerator, values: Float32Array, law: InitLaw): void {
  if (law.kind === 'constant') values.fill(law.value);
  else if (law.kind === 'uniform') fillUniform(generator, values, -law.bound, law.bound);
  else if (law.cutAt === undefined) fillNormal(generator, values, law.mean, law.std);
  else fillTruncatedNormal(generator, values, { ...law, cut: law.cutAt });
}

/** Leaves the generator as drawing does, and tells after each piece how many of its numbers were passed over. */
function* skip(
  generator: TorchGenerator,
  { law, count }: Draw,
): Generator<number, void, undefined> {
  if (law.kind === 'constant') return;
  let remaining = count;
  // Normal numbers use up as many as uniform ones, but for the last block of 16.
  while (remaining >= SKIPPED_AT_ONCE + 16) {
    skipUniform(generator, SKIPPED_AT_ONCE);
    remaining -= SKIPPED_AT_ONCE;
    yield SKIPPED_AT_ONCE;
  }
  if (law.kind === 'normal' && law.cutAt === undefined) skipNormal(generator, remaining);
  else skipUniform(generator, remaining);
  yield remaining;
}

/** The transpose of a row-major matrix [rows, columns]. */
function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array<ArrayBuffer> {
  const result = new Float32Array(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = matrix[row * columns + column] ?? 0;
    }
  }
  return result;
}

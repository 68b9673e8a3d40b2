import type { Architecture } from '../model/architecture.ts';
import { drawingOrder, type Draw } from './drawing-order.ts';
import type { ImageProjectionStart } from './init-law.ts';
import {
  createTorchGenerator,
  fillNormal,
  fillUniform,
  skipNormal,
  skipUniform,
  type TorchGenerator,
} from './torch-random.ts';

export interface DrawOptions {
  /** OpenCLIP's names of the parameters to make; draws of all others only advance the generator. */
  readonly wanted: ReadonlySet<string>;
  readonly imageProjection: ImageProjectionStart;
}

/**
 * The random start of a model, one parameter at a time in the order of drawing: what `torch.manual_seed(seed)` followed by
 * OpenCLIP's constructor leaves under each wanted name. The arrays are new and belong to the caller; the generator keeps none.
 * It ends with the last wanted parameter. Throws a `RangeError` for a name that the model does not have.
 */
export function* drawParameters(
  architecture: Architecture,
  seed: number,
  { wanted, imageProjection }: DrawOptions,
): Generator<readonly [name: string, values: Float32Array<ArrayBuffer>], void, undefined> {
  const order = drawingOrder(architecture, imageProjection);
  const lastStep = new Map(order.map(({ name }, step) => [name, step]));
  for (const name of wanted) {
    if (!lastStep.has(name)) {
      throw new RangeError(`The model has no parameter named ${JSON.stringify(name)}.`);
    }
  }
  const generator = createTorchGenerator(seed);
  let remaining = wanted.size;
  for (const [step, draw] of order.entries()) {
    if (remaining === 0) return;
    if (wanted.has(draw.name) && lastStep.get(draw.name) === step) {
      remaining--;
      yield [draw.name, take(generator, draw)];
    } else {
      skip(generator, draw);
    }
  }
}

function take(generator: TorchGenerator, draw: Draw): Float32Array<ArrayBuffer> {
  const values = new Float32Array(draw.count);
  const { law } = draw;
  if (law.kind === 'constant') return values.fill(law.value);
  if (law.kind === 'normal') fillNormal(generator, values, law.mean, law.std);
  else fillUniform(generator, values, -law.bound, law.bound);
  return draw.transposedFrom ? transpose(values, ...draw.transposedFrom) : values;
}

function skip(generator: TorchGenerator, { law, count }: Draw): void {
  if (law.kind === 'normal') skipNormal(generator, count);
  else if (law.kind === 'uniform') skipUniform(generator, count);
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

import { encodeModel } from '../../core/graph/onnx.ts';
import type { Ort } from './load-ort.ts';

/** Large enough that the runtime splits the product among its threads. */
const SIDE = 256;

/** Whole numbers up to 7 x 7 x 256: sums of them are exact in float32, in whatever order threads add. */
function pattern(factor: number): Float32Array {
  return Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i * factor) % 8);
}

/**
 * Starts an instance of the runtime by multiplying two matrices, and checks the product. A runtime whose threads do not
 * come up, or compute something else, throws or never answers.
 */
export async function tryRuntime(ort: Ort): Promise<void> {
  const matrix = { type: 'float32', dims: [SIDE, SIDE] } as const;
  const model = encodeModel({
    name: 'trial',
    nodes: [{ operator: 'MatMul', domain: '', inputs: ['a', 'b'], outputs: ['c'], attributes: {} }],
    tensors: [],
    inputs: [
      { name: 'a', ...matrix },
      { name: 'b', ...matrix },
    ],
    outputs: [{ name: 'c', ...matrix }],
  });
  const [a, b] = [pattern(3), pattern(5)];
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  try {
    const { c } = await session.run({
      a: new ort.Tensor('float32', a, [SIDE, SIDE]),
      b: new ort.Tensor('float32', b, [SIDE, SIDE]),
    });
    const product = c?.data as Float32Array | undefined;
    // One number of each row, on a diagonal: all threads have a part in them.
    for (let i = 0; i < SIDE; i++) {
      if (product?.[i * SIDE + i] !== entry(a, b, i)) throw new Error('A product came out wrong.');
    }
  } finally {
    await session.release();
  }
}

/** Entry (i, i) of the product, by its definition. */
function entry(a: Float32Array, b: Float32Array, i: number): number {
  let sum = 0;
  for (let k = 0; k < SIDE; k++) sum += (a[i * SIDE + k] ?? 0) * (b[k * SIDE + i] ?? 0);
  return sum;
}

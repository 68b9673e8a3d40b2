import { startKernel, type TowerCode } from './kernel-functions.ts';
import { createLayout, floatsAt, packWeights, zeroSums } from './kernel-memory.ts';

/** A third of a millisecond: without isolation, browsers tell the time in tenths. */
const [ROWS, INPUTS, OUTPUTS] = [64, 512, 512];
/** Runs whose fastest counts: the first ones are those of a browser that still compiles. */
const RUNS = 20;

/**
 * A known layer, whose sums are whole numbers that can be counted by hand: each number of a row is -63 to 63 with 63
 * among them, each weight -127 to 127, all scales are 1.
 * @returns milliseconds of the fastest run; `null` where a number came out wrong or the code does not run
 */
export function checkKernel(code: TowerCode): number | null {
  const numbers = Float32Array.from({ length: ROWS * INPUTS }, (_, i) =>
    i % INPUTS === 0 ? 63 : ((i * 37) % 127) - 63,
  );
  const weights = Int8Array.from({ length: INPUTS * OUTPUTS }, (_, i) => ((i * 91) % 255) - 127);
  try {
    const layout = createLayout();
    const floats = (count: number) => layout.take(4 * count);
    const [x, panels] = [floats(ROWS * INPUTS), layout.take(INPUTS * OUTPUTS)];
    const [scales, bias, out] = [floats(OUTPUTS), floats(OUTPUTS), floats(ROWS * OUTPUTS)];
    const sums = layout.put(4 * OUTPUTS, (room) =>
      room.set(new Uint8Array(zeroSums(weights, OUTPUTS).buffer)),
    );
    const [q, rowScales] = [layout.take(2 * ROWS * INPUTS), floats(ROWS)];
    const memory = layout.make(code.shared);
    const kernel = startKernel(code, memory);
    floatsAt(memory, x, numbers.length).set(numbers);
    floatsAt(memory, scales, OUTPUTS).fill(1);
    packWeights(
      weights,
      INPUTS,
      OUTPUTS,
      kernel.inputsAtOnce(),
      new Int8Array(memory.buffer, panels, weights.length),
    );
    let fastest = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      kernel.linear(x, ROWS, INPUTS, panels, scales, sums, bias, OUTPUTS, 0, out, q, rowScales);
      fastest = Math.min(fastest, performance.now() - start);
    }
    const made = floatsAt(memory, out, ROWS * OUTPUTS);
    // Every row and every output are among them.
    const places = Array.from({ length: OUTPUTS }, (_, i) => (i % ROWS) * OUTPUTS + i);
    return places.every((i) => made[i] === sumOf(numbers, weights, i)) ? fastest : null;
  } catch {
    return null;
  }
}

function sumOf(numbers: Float32Array, weights: Int8Array, index: number): number {
  const [row, output] = [Math.floor(index / OUTPUTS), index % OUTPUTS];
  let sum = 0;
  for (let i = 0; i < INPUTS; i++)
    sum += (numbers[row * INPUTS + i] ?? 0) * (weights[i * OUTPUTS + output] ?? 0);
  return sum;
}

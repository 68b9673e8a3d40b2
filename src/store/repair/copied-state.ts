import { createBreath } from '../../evaluation/breathe.ts';
import type { TrainingState } from '../../engine/training-progress.ts';

/** Numbers that are copied in a go: one MiB, a few milliseconds of a slow machine. */
const PIECE = 2 ** 18;

/**
 * A copy of a training's state for the engine, which takes it over. Tens of megabytes: it is made piece by piece, so that the
 * page draws and hears clicks meanwhile.
 */
export async function copiedState({
  values,
  moments,
  ...reached
}: TrainingState): Promise<TrainingState> {
  const breathe = createBreath();
  const copyOf = async (numbers: Float32Array): Promise<Float32Array> => {
    const copy = new Float32Array(numbers.length);
    for (let at = 0; at < numbers.length; at += PIECE) {
      await breathe();
      copy.set(numbers.subarray(at, at + PIECE), at);
    }
    return copy;
  };
  const copied: {
    values: Record<string, Float32Array>;
    moments: Record<string, TrainingState['moments'][string]>;
  } = { values: {}, moments: {} };
  for (const [name, numbers] of Object.entries(values)) copied.values[name] = await copyOf(numbers);
  for (const [name, { mean, square }] of Object.entries(moments))
    copied.moments[name] = { mean: await copyOf(mean), square: await copyOf(square) };
  return { ...reached, ...copied };
}

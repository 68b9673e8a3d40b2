import { attempt } from '../../engine/attempt.ts';
import { follower } from '../../engine/follower.ts';
import type { Engine } from '../../engine/contract.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { BenchData } from './bench.ts';

/**
 * Seconds of one step of a text tower's training, by making one: on the names that are to be taught, with stand-ins for
 * pictures, as those change nothing in the time. `null` where it failed or was given up.
 */
export async function timeStep(
  engine: Pick<Engine, 'train'>,
  { id, model }: LoadedModel,
  { names, heldOut }: BenchData,
  signal: AbortSignal,
  fail: (error: EngineErrorData) => void,
): Promise<number | null> {
  const width = model.description.architecture.embedDim;
  const taught = names.filter((_, name) => !heldOut.includes(name));
  const data = new Float32Array(taught.length * width);
  taught.forEach((_, row) => (data[row * width + (row % width)] = 1));
  const timed = follower(signal);
  let started = 0;
  let seconds: number | null = null;
  await attempt(
    () =>
      engine.train(
        id,
        {
          names: taught,
          pictures: { data, dims: [taught.length, width] },
          labels: taught.map((_, at) => at),
        },
        {
          repair: 'text-tower',
          recipe: { steps: 2, views: 1 },
          signal: timed.signal,
          onProgress: ({ stage, done }) => {
            if (stage !== 'train') return;
            if (done === 0) started = performance.now();
            if (done !== 1) return;
            seconds = (performance.now() - started) / 1000;
            timed.abort();
          },
        },
      ),
    (error) => {
      if (!timed.signal.aborted) fail(error);
    },
  );
  return signal.aborted ? null : seconds;
}

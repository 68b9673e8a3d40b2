import type { TowerGraph } from '../../core/graph/tower-graph.ts';
import { nextTask } from '../../engine/next-task.ts';
import type { KernelTower } from '../kernels/kernel-tower.ts';
import type { TowerKernels } from '../kernels/tower-kernels.ts';
import { free } from './external-weights.ts';

/** What of a session has to be given: the tower alone, after another task of this thread. */
interface KernelSession {
  readonly sharesBeginnings: true;
  run(input: {
    readonly data: Float32Array | Int32Array;
    readonly dims: readonly number[];
  }): Promise<ReturnType<KernelTower['run']>>;
  release(): Promise<void>;
}

/**
 * A session without the runtime, for a graph in 8 bits that the kernels can compute; `null` for all others. Each row is the same
 * alone and in any batch, so that texts of all lengths run together.
 */
export async function kernelSession(
  kernels: TowerKernels,
  graph: TowerGraph,
  weights: readonly Uint8Array<ArrayBuffer>[],
): Promise<KernelSession | null> {
  if (graph.precision !== 'int8' || !graph.plain) return null;
  const places = new Map(graph.weights.map(({ name }, index) => [name, index]));
  const bytesOf = (name: string): Uint8Array<ArrayBuffer> => {
    const weight = weights[places.get(name) ?? -1];
    if (!weight) throw new RangeError(`The graph has no weight named ${name}.`);
    return weight;
  };
  const done = (name: string): void => free(bytesOf(name));
  const tower = await kernels.open(graph.plain, { bytesOf, done });
  if (!tower) return null;
  return {
    sharesBeginnings: true,
    run: async ({ data, dims }) => {
      // A call that stops the work is heard before the next batch.
      await nextTask();
      return tower.run(data, dims);
    },
    release: async () => tower.release(),
  };
}

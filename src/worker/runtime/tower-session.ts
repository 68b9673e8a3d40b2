import { WEIGHTS_PATH, type TowerGraph } from '../../core/graph/tower-graph.ts';
import type { Backend } from './backend.ts';
import { externalWeights } from './external-weights.ts';

/** Numbers for a tower's one input: pixels, or token ids. */
export interface TowerInput {
  readonly data: Float32Array | Int32Array;
  readonly dims: readonly number[];
}

/** A tower that is ready to compute. */
export interface TowerSession {
  /** Un-normalised embeddings, row-major [N, D]. */
  run(input: TowerInput): Promise<Float32Array>;
  release(): Promise<void>;
}

/**
 * Makes a session on `backend`, or on the processor behind it. The weights are copied (to the runtime's memory, or to the
 * graphics card): on the device each is given up when it was copied, for the processor beside it all stay.
 */
export async function createTowerSession(
  { ort, kind, gpu }: Backend,
  graph: TowerGraph,
  weights: readonly Uint8Array<ArrayBuffer>[],
  on: 'device' | 'processor' = 'device',
): Promise<TowerSession> {
  const webgpu = kind === 'webgpu' && on === 'device' && gpu;
  const session = await ort.InferenceSession.create(graph.model, {
    executionProviders: webgpu ? [{ name: 'webgpu', device: gpu }] : ['wasm'],
    externalData: [{ path: WEIGHTS_PATH, data: externalWeights(graph, weights, on === 'device') }],
    graphOptimizationLevel: 'all',
    // Errors only: that small shape computations stay on the processor is no news.
    logSeverityLevel: 3,
    // Without the arena, memory of a large batch is given back after it.
    enableCpuMemArena: false,
  });
  return {
    async run({ data, dims }) {
      const tensor =
        data instanceof Float32Array
          ? new ort.Tensor('float32', data, dims)
          : new ort.Tensor('int32', data, dims);
      const outputs = await session.run({ [graph.input]: tensor });
      const embeds = outputs[graph.output];
      const values = (await embeds?.getData()) as Float32Array;
      embeds?.dispose();
      return values;
    },
    release: () => session.release(),
  };
}

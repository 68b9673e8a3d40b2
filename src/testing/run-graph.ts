import * as ort from 'onnxruntime-web/wasm';
import { WEIGHTS_PATH, type TowerGraph } from '../core/graph/tower-graph.ts';

// Threads are the page's business; a test needs none.
ort.env.wasm.numThreads = 1;

/** A tower ready to run on the WASM provider. */
export interface TestTower {
  /** Un-normalised embeddings [N, D]: of pixels in a Float32Array, of token ids in an Int32Array. */
  readonly run: (
    values: Float32Array | Int32Array,
    dims: readonly number[],
  ) => Promise<Float32Array>;
  readonly release: () => Promise<void>;
}

/** Binds a graph to the bytes of its weights in the real runtime. */
export async function openTower(graph: TowerGraph, weights: Uint8Array): Promise<TestTower> {
  const session = await ort.InferenceSession.create(graph.model, {
    executionProviders: ['wasm'],
    externalData: [{ path: WEIGHTS_PATH, data: weights }],
    logSeverityLevel: 3,
  });
  return {
    run: async (values, dims) => {
      const tensor =
        values instanceof Int32Array
          ? new ort.Tensor('int32', values, dims)
          : new ort.Tensor('float32', values, dims);
      const results = await session.run({ [graph.input]: tensor });
      const data = results[graph.output]?.data;
      if (!(data instanceof Float32Array)) throw new Error('The graph gave no float32 output.');
      return data.slice();
    },
    release: () => session.release(),
  };
}

/** A tower whose outputs are all wanted. */
export interface OpenedOutputs {
  readonly run: (
    values: Float32Array,
    dims: readonly number[],
  ) => Promise<Readonly<Record<string, Float32Array>>>;
  readonly release: () => Promise<void>;
}

/** The same with every output by its name. */
export async function openOutputs(graph: TowerGraph, weights: Uint8Array): Promise<OpenedOutputs> {
  const session = await ort.InferenceSession.create(graph.model, {
    executionProviders: ['wasm'],
    externalData: [{ path: WEIGHTS_PATH, data: weights }],
    logSeverityLevel: 3,
  });
  return {
    run: async (values, dims) =>
      floatsOf(await session.run({ [graph.input]: new ort.Tensor('float32', values, dims) })),
    release: () => session.release(),
  };
}

function floatsOf(results: ort.InferenceSession.OnnxValueMapType): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, (data as Float32Array).slice()]),
  );
}

/** Runs any graph once in the real runtime: every float32 output, by name. */
export async function openGraph(model: Uint8Array): Promise<{
  readonly run: (
    feeds: Readonly<
      Record<string, { readonly data: Float32Array | Int32Array; readonly dims: readonly number[] }>
    >,
  ) => Promise<Readonly<Record<string, Float32Array>>>;
  readonly release: () => Promise<void>;
}> {
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['wasm'],
    logSeverityLevel: 3,
  });
  return {
    run: async (feeds) => {
      const tensors = Object.entries(feeds).map(([name, { data, dims }]) => [
        name,
        data instanceof Int32Array
          ? new ort.Tensor('int32', data, dims)
          : new ort.Tensor('float32', data, dims),
      ]);
      const results = await session.run(Object.fromEntries(tensors));
      return floatsOf(results);
    },
    release: () => session.release(),
  };
}

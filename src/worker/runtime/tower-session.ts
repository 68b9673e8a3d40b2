import { encodeHalf } from '../../core/checkpoint/half.ts';
import { decodeTensor } from '../../core/checkpoint/tensor-values.ts';
import { type TowerGraph, WEIGHTS_PATH } from '../../core/graph/tower-graph.ts';
import type { Backend } from './backend.ts';
import { externalWeights, free } from './external-weights.ts';
import type { Ort } from './load-ort.ts';
import { kernelSession } from './kernel-session.ts';
import { type Parts, runInParts } from './run-in-parts.ts';

/** Numbers for a tower's one input: pixels, or token ids. */
export interface TowerInput {
  readonly data: Float32Array | Int32Array;
  readonly dims: readonly number[];
  /** Further inputs of the graph, by name. */
  readonly beside?: Readonly<
    Record<string, { readonly data: Float32Array; readonly dims: readonly number[] }>
  >;
  /** The output that is read, where it is not the graph's own. */
  readonly wanted?: string;
  /** Of token ids: 1 for what is text, 0 for padding, where that is told apart. */
  readonly mask?: Int32Array;
}

/** A graph that a session can be made of: one of ours, or one that a file brought. */
export type RunnableGraph = TowerGraph | FileGraph;

/** A file's own graph; its one piece of weights is the whole file. */
export interface FileGraph {
  readonly model: null;
  readonly weightsByteLength: number;
  readonly precision: 'fp32';
  readonly input: string;
  readonly output: string;
  readonly wants: InputWishes;
}

/** How a file's own graph wants its inputs; ours take float32 pixels or int32 ids. */
export interface InputWishes {
  readonly type: 'float32' | 'float16' | 'int32' | 'int64';
  /** Name of a second input that tells texts from padding. */
  readonly mask: string | null;
  /** Tokens of every text, where the graph takes no other number. */
  readonly length: number | null;
  /** The graph quantises whole batches, so that a row's numbers would depend on its neighbours. */
  readonly rowByRow: boolean;
  /** A text's padding is read too, so that it is never cut off. */
  readonly wholeRows: boolean;
}

/** A tower that is ready to compute. */
export interface TowerSession {
  /** Whether texts that stand beside each other in a batch have what they begin with computed once, and need no padding. */
  readonly sharesBeginnings: boolean;
  /** Un-normalised embeddings, row-major [N, D]. */
  run(input: TowerInput): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Quantised graphs run on the processor: no two devices would otherwise show the same numbers. */
export function staysOnProcessor(graph: RunnableGraph): boolean {
  return graph.model === null ? graph.wants.rowByRow : graph.precision === 'int8';
}

/**
 * Makes a session on `backend`, or on the processor behind it; what is in 8 bits runs on kernels of our own where they are. The weights are copied (to the runtime's memory, or to the
 * graphics card): on the device each is given up when it was copied, for the processor beside it all stay.
 */
export async function createTowerSession(
  { ort, kind, gpu, kernels }: Backend,
  graph: RunnableGraph,
  weights: readonly Uint8Array<ArrayBuffer>[],
  on: 'device' | 'processor' = 'device',
): Promise<TowerSession> {
  if (kernels && graph.model !== null) {
    const session = await kernelSession(kernels, graph, weights);
    if (session) return session;
  }
  const webgpu = kind === 'webgpu' && on === 'device' && !staysOnProcessor(graph) && gpu;
  const giveUp = on === 'device';
  const whole = graph.model === null;
  const session = await ort.InferenceSession.create(whole ? onlyPiece(weights) : graph.model, {
    executionProviders: webgpu ? [{ name: 'webgpu', device: gpu }] : ['wasm'],
    ...(!whole && {
      externalData: [{ path: WEIGHTS_PATH, data: externalWeights(graph, weights, giveUp) }],
    }),
    graphOptimizationLevel: 'all',
    // Errors only: that small shape computations stay on the processor is no news.
    logSeverityLevel: 3,
    // Without the arena, memory of a large batch is given back after it.
    enableCpuMemArena: false,
  });
  if (whole && giveUp) free(onlyPiece(weights));
  const run = async (input: TowerInput): Promise<Float32Array> => {
    const { wanted = graph.output } = input;
    const feeds = { ...feedsOf(ort, graph, input), ...besideOf(ort, input) };
    const outputs = await session.run(feeds, [wanted]);
    const embeds = outputs[wanted];
    const values = await embeds?.getData();
    embeds?.dispose();
    return asFloats(values);
  };
  return {
    sharesBeginnings: false,
    run: (input) => runInParts(partsOf(graph, input), run, input),
    release: () => session.release(),
  };
}

function partsOf(graph: RunnableGraph, { data }: TowerInput): Parts {
  const whole = graph.model === null ? graph.wants.wholeRows : graph.wholeRows === true;
  const untilEnd = data instanceof Int32Array && !whole;
  if (!staysOnProcessor(graph)) return { together: 'all', untilEnd };
  if (graph.model === null) return { together: 'none', untilEnd };
  return { together: untilEnd ? 'equal lengths' : 'all', untilEnd };
}

function onlyPiece([piece]: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (!piece) throw new RangeError('The file of the graph is not at hand.');
  return piece;
}

function feedsOf(ort: Ort, graph: RunnableGraph, { data, dims, mask: seen }: TowerInput) {
  const { input } = graph;
  const wants = graph.model === null ? graph.wants : null;
  if (data instanceof Float32Array) {
    const tensor =
      wants?.type === 'float16'
        ? new ort.Tensor('float16', encodeHalf(data), dims)
        : new ort.Tensor('float32', data, dims);
    return { [input]: tensor };
  }
  const [rows = 1, columns = 1] = dims;
  const length = wants?.length ?? columns;
  const ids = length === columns ? data : padded(data, rows, columns, length);
  const integers = (values: Int32Array) =>
    wants?.type === 'int64'
      ? new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [rows, length])
      : new ort.Tensor('int32', values, [rows, length]);
  const mask = wants?.mask;
  if (!mask) return { [input]: integers(ids) };
  // Where padding is not told apart, nothing behind a text's end is seen, or all of it is.
  const text = seen ? padded(seen, rows, columns, length) : ids.map(() => 1);
  return { [input]: integers(ids), [mask]: integers(text) };
}

function besideOf(ort: Ort, { beside = {} }: TowerInput) {
  return Object.fromEntries(
    Object.entries(beside).map(([name, { data, dims }]) => [
      name,
      new ort.Tensor('float32', data, dims),
    ]),
  );
}

function padded(ids: Int32Array, rows: number, columns: number, length: number): Int32Array {
  const result = new Int32Array(rows * length);
  for (let row = 0; row < rows; row++) {
    result.set(
      ids.subarray(row * columns, row * columns + Math.min(columns, length)),
      row * length,
    );
  }
  return result;
}

function asFloats(values: unknown): Float32Array {
  if (values instanceof Float32Array) return values;
  // Half precision: as bit patterns, or where the browser has it as an array of its own.
  if (values instanceof Uint16Array) {
    return decodeTensor(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 'F16');
  }
  return Float32Array.from(values as ArrayLike<number>);
}

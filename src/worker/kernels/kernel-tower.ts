import type { PlainTower } from '../../core/graph/plain-tower.ts';
import { lengthUntilEnd } from '../../core/text/length-until-end.ts';
import { startKernel, type TowerCode, type TowerFunctions } from './kernel-functions.ts';
import type { Weights } from './kernel-blocks.ts';
import { createLayout, floatsAt, floatsOf } from './kernel-memory.ts';
import { placesOf, planTower } from './plan-tower.ts';
import { runShare } from './run-share.ts';
import { ALONE, begin, joinTeam } from './team.ts';
import { layOutTexts, type Sequences, wholeSequences } from './text-tree.ts';
import type { BlocksPlan, TowerPlan } from './tower-plan.ts';

/** What another thread takes to do its share. */
export interface ThreadTask {
  readonly code: TowerCode;
  readonly memory: WebAssembly.Memory;
  readonly plan: TowerPlan;
  readonly thread: number;
  readonly threads: number;
}

/** A thread that waits for its task: what of a browser's worker is used. */
export type KernelThread = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;

/** What the kernels take from where they run. */
export interface KernelPlatform {
  /** 1 where memory cannot be shared. */
  readonly threads: number;
  readonly startThread: () => KernelThread;
}

export interface KernelTower {
  /**
   * Rows of pixels, or of token ids up to their ends at least, to un-normalised embeddings [N, embedDim]. What neighbouring texts
   * begin with is computed once in a run, and each comes out as if it were alone, to the bit.
   */
  run(data: Float32Array | Int32Array, dims: readonly number[]): Float32Array<ArrayBuffer>;
  release(): void;
}

/**
 * A tower on this thread and those others, which it ends when it is released. Its weights are copied into the kernels' memory; nothing else of them is kept
 * but a text tower's table of tokens, which is read where it is.
 * @throws RangeError where the browser has no such memory
 */
export function kernelTower(
  code: TowerCode,
  plain: PlainTower,
  weights: Weights,
  others: readonly KernelThread[],
): KernelTower {
  const threads = others.length + 1;
  const layout = createLayout();
  const atOnce = startKernel(code, createLayout().make(code.shared)).inputsAtOnce();
  const plan = planTower({ layout, weights, atOnce, threads }, plain);
  const memory = layout.make(code.shared);
  const kernels = startKernel(code, memory);
  for (const [i, other] of others.entries())
    other.postMessage({ code, memory, plan, thread: i + 1, threads } satisfies ThreadTask, []);
  const control = new Int32Array(memory.buffer, plan.control, 16);
  const team = threads > 1 ? joinTeam(control, 0, threads) : ALONE;
  const { embedDim } = plan;
  const lay =
    plain.side === 'image' ? layPictures(plain, plan, memory) : layTexts(plan, memory, weights);

  /** Embeddings of the first so many inputs from `from` on: as many as one run has room for. */
  function runSome(inputs: readonly Input[], from: number): Float32Array {
    const { rows, count } = lay(inputs, from);
    if (threads > 1) begin(control, rows, count);
    runShare(kernels, memory, plan, team, rows, count);
    team.together();
    return project(kernels, memory, plan, count);
  }

  return {
    run(data, [count = 1]) {
      const size = data.length / count;
      const inputs = Array.from({ length: count }, (_, i) =>
        untilEnd(data.subarray(i * size, (i + 1) * size)),
      );
      const all = new Float32Array(count * embedDim);
      for (let done = 0; done < count;) {
        const made = runSome(inputs, done);
        all.set(made, done * embedDim);
        done += made.length / embedDim;
      }
      return all;
    },
    release: () => {
      for (const other of others) other.terminate();
    },
  };
}

/** Embeddings of the places that are read. */
function project(
  kernels: TowerFunctions,
  memory: WebAssembly.Memory,
  { blocks, norm, projection, embedDim, out }: TowerPlan,
  count: number,
): Float32Array {
  const { read, width, epsilon } = blocks;
  kernels.layerNorm(read, count, width, ...norm, epsilon, read);
  const [row, made] = [width * 4, embedDim * 4];
  kernels.multiply(read, row, count, width, projection, made, 32, embedDim, out, made);
  return floatsAt(memory, out, count * embedDim);
}

/** Pixels of a picture, or the tokens of a text. */
type Input = Float32Array | Int32Array;

/** Lays out the inputs from `from` on, as many as there is room for: returns how many those are, and their rows. */
type Lay = (
  inputs: readonly Input[],
  from: number,
) => { readonly rows: number; readonly count: number };

function layPictures(
  plain: PlainTower & { readonly side: 'image' },
  { stem, blocks }: TowerPlan,
  memory: WebAssembly.Memory,
): Lay {
  const { imageSize, patchSize } = plain.tower;
  const places = placesOf(plain);
  const most = Math.floor(blocks.rows / places);
  const grid = Math.floor(imageSize / patchSize);
  const { pixels = 0, inputs: size = 0 } = stem ?? {};
  const all = floatsAt(memory, pixels, blocks.rows * size);
  return (inputs, from) => {
    const pictures = inputs.slice(from, from + most);
    let to = 0;
    for (const picture of pictures) {
      for (let patch = 0; patch < grid * grid; patch++) {
        const top = Math.floor(patch / grid) * patchSize;
        const left = (patch % grid) * patchSize;
        for (let line = 0; line < 3 * patchSize; line++) {
          const plane = Math.floor(line / patchSize);
          const at = (plane * imageSize + top + (line % patchSize)) * imageSize + left;
          all.set(picture.subarray(at, at + patchSize), to);
          to += patchSize;
        }
      }
    }
    const count = pictures.length;
    putSequences(memory, blocks, wholeSequences(count, places));
    return { rows: count * places, count };
  };
}

function layTexts({ blocks }: TowerPlan, memory: WebAssembly.Memory, weights: Weights): Lay {
  const { width } = blocks;
  const positions = floatsOf(weights.bytesOf('positional_embedding')).slice();
  const table = floatsOf(weights.bytesOf('token_embedding.weight'));
  const x = floatsAt(memory, blocks.x, blocks.rows * width);
  return (inputs, first) => {
    const tree = layOutTexts(inputs, first, blocks.rows);
    for (const [row, token] of tree.tokens.entries()) {
      const [from, at, to] = [token * width, (tree.places[row] ?? 0) * width, row * width];
      for (let i = 0; i < width; i++) x[to + i] = (table[from + i] ?? 0) + (positions[at + i] ?? 0);
    }
    putSequences(memory, blocks, tree);
    return { rows: tree.tokens.length, count: tree.count };
  };
}

function putSequences(
  { buffer }: WebAssembly.Memory,
  blocks: BlocksPlan,
  { paths, sequences }: Sequences,
): void {
  new Int32Array(buffer, blocks.paths, paths.length).set(paths);
  new Int32Array(buffer, blocks.sequences, sequences.length).set(sequences);
}

/** All of a picture; a text up to its end. */
function untilEnd(input: Input): Input {
  return input instanceof Float32Array ? input : input.subarray(0, lengthUntilEnd(input));
}

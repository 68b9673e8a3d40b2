import type { PlainTower } from '../../core/graph/plain-tower.ts';
import type { VitTower } from '../../core/model/architecture.ts';
import { startKernel, type TowerCode, type TowerFunctions } from './kernel-functions.ts';
import type { Weights } from './kernel-blocks.ts';
import { createLayout, floatsAt, floatsOf } from './kernel-memory.ts';
import { placesOf, planTower } from './plan-tower.ts';
import { runShare } from './run-share.ts';
import { ALONE, begin, joinTeam } from './team.ts';
import type { TowerPlan } from './tower-plan.ts';

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
  /** Rows of pixels, or of token ids up to their ends at least, to un-normalised embeddings [N, embedDim]. */
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
  const fill =
    plain.side === 'image'
      ? fillPictures(plain.tower, plan, memory)
      : fillTexts(plan, memory, weights);
  const { blocks, embedDim } = plan;
  const longest = placesOf(plain);

  function runSome(data: Float32Array | Int32Array, count: number, places: number): Float32Array {
    const ends = fill(data, count, places);
    if (threads > 1) begin(control, count, places);
    runShare(kernels, memory, plan, team, count, places);
    team.together();
    return project(kernels, memory, plan, places, ends);
  }

  return {
    run(data, [rows = 1, columns = 1]) {
      const places = plain.side === 'image' ? longest : columns;
      const all = new Float32Array(rows * embedDim);
      const size = data.length / rows;
      const step = Math.max(1, Math.floor(blocks.rows / places));
      for (let row = 0; row < rows; row += step) {
        const count = Math.min(step, rows - row);
        all.set(
          runSome(data.subarray(row * size, (row + count) * size), count, places),
          row * embedDim,
        );
      }
      return all;
    },
    release: () => {
      for (const other of others) other.terminate();
    },
  };
}

/** Embeddings of those places of the sequences, which are the ones that are read. */
function project(
  kernels: TowerFunctions,
  memory: WebAssembly.Memory,
  { blocks, norm, projection, embedDim, out }: TowerPlan,
  places: number,
  ends: readonly number[],
): Float32Array {
  const { x, width, epsilon } = blocks;
  const count = ends.length;
  const found = floatsAt(memory, x, count * places * width);
  for (const [i, end] of ends.entries())
    found.copyWithin(i * width, end * width, (end + 1) * width);
  kernels.layerNorm(x, count, width, ...norm, epsilon, x);
  const [row, made] = [width * 4, embedDim * 4];
  kernels.multiply(x, row, count, width, projection, made, 32, embedDim, out, made);
  return floatsAt(memory, out, count * embedDim);
}

/** Lays out what is to be computed; returns the place of each sequence that is read afterwards. */
type Fill = (data: Float32Array | Int32Array, count: number, places: number) => readonly number[];

function fillPictures(
  { imageSize, patchSize }: VitTower,
  { stem, blocks }: TowerPlan,
  memory: WebAssembly.Memory,
): Fill {
  const grid = Math.floor(imageSize / patchSize);
  const { pixels = 0, inputs = 0 } = stem ?? {};
  const all = floatsAt(memory, pixels, blocks.rows * inputs);
  return (data, count, places) => {
    let to = 0;
    for (let i = 0; i < count * grid * grid; i++) {
      const [patch, picture] = [i % (grid * grid), Math.floor(i / (grid * grid))];
      const top = Math.floor(patch / grid) * patchSize;
      const left = (patch % grid) * patchSize;
      for (let line = 0; line < 3 * patchSize; line++) {
        const plane = picture * 3 + Math.floor(line / patchSize);
        const from = (plane * imageSize + top + (line % patchSize)) * imageSize + left;
        all.set(data.subarray(from, from + patchSize), to);
        to += patchSize;
      }
    }
    return Array.from({ length: count }, (_, i) => i * places);
  };
}

function fillTexts({ blocks }: TowerPlan, memory: WebAssembly.Memory, weights: Weights): Fill {
  const { width } = blocks;
  const positions = floatsOf(weights.bytesOf('positional_embedding')).slice();
  const tokens = floatsOf(weights.bytesOf('token_embedding.weight'));
  const x = floatsAt(memory, blocks.x, blocks.rows * width);
  return (ids, count, places) => {
    for (const [place, id] of ids.entries()) {
      const [from, at, to] = [id * width, (place % places) * width, place * width];
      for (let i = 0; i < width; i++)
        x[to + i] = (tokens[from + i] ?? 0) + (positions[at + i] ?? 0);
    }
    return Array.from(
      { length: count },
      (_, i) => i * places + endOf(ids.subarray(i * places, (i + 1) * places)),
    );
  };
}

/** The first place of the largest id. */
function endOf(ids: Float32Array | Int32Array): number {
  let end = 0;
  for (const [place, id] of ids.entries()) if (id > (ids[end] ?? 0)) end = place;
  return end;
}

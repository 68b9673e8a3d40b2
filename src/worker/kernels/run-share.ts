import type { TowerFunctions } from './kernel-functions.ts';
import { shareOf, type Team } from './team.ts';
import {
  type BlocksPlan,
  type Linear,
  type Norm,
  SEQUENCE,
  type StemPlan,
  type TowerPlan,
} from './tower-plan.ts';

/** One thread's share of a tower over `count` sequences with so many rows: `read` is what all together have made of x. */
export function runShare(
  kernels: TowerFunctions,
  memory: WebAssembly.Memory,
  { stem, blocks }: TowerPlan,
  team: Team,
  rows: number,
  count: number,
): void {
  if (stem) {
    runStem(kernels, memory, stem, blocks, team, count);
    team.together();
    const [from, to] = shareOf(team, rows, 4);
    const x = blocks.x + from * blocks.width * 4;
    kernels.layerNorm(x, to - from, blocks.width, ...stem.norm, blocks.epsilon, x);
  }
  runBlocks(kernels, memory, blocks, team, rows, count);
}

/** Patches of all pictures, dealt out to the threads, and their places. */
function runStem(
  kernels: TowerFunctions,
  memory: WebAssembly.Memory,
  { patches, inputs, pixels, kernel, positions }: StemPlan,
  { x, width }: BlocksPlan,
  team: Team,
  count: number,
): void {
  const places = patches + 1;
  const [from, to] = shareOf(team, patches, 4);
  const added = new Float32Array(memory.buffer, positions, places * width);
  for (let i = 0; i < count; i++) {
    const first = x + (i * places + 1 + from) * width * 4;
    const patch = pixels + (i * patches + from) * inputs * 4;
    kernels.multiply(
      patch,
      inputs * 4,
      to - from,
      inputs,
      kernel,
      32,
      inputs * 32,
      width,
      first,
      width * 4,
    );
    const sequence = new Float32Array(memory.buffer, x + i * places * width * 4, places * width);
    if (team.thread === 0) sequence.set(added.subarray(0, width));
    for (let at = (1 + from) * width; at < (1 + to) * width; at++)
      sequence[at] = (sequence[at] ?? 0) + (added[at] ?? 0);
  }
}

/** Rows of a thread, and the numbers before, within and behind its blocks that they are. */
interface Rows {
  readonly x: number;
  readonly from: number;
  readonly own: number;
}

/** One thread's share of all blocks. Behind the attention of the last one only those places go on that are read. */
function runBlocks(
  kernels: TowerFunctions,
  memory: WebAssembly.Memory,
  plan: BlocksPlan,
  team: Team,
  rows: number,
  count: number,
): void {
  const { width, mlpWidth, mode, x, read, normed, queries, middle } = plan;
  const all = rowsOf(team, x, rows);
  for (const [layer, { first, second, packed, mixed, hidden, mapped }] of plan.blocks.entries()) {
    const isLast = layer === plan.blocks.length - 1;
    normRows(kernels, plan, all, first);
    linearRows(kernels, plan, all, packed, [normed, width], [queries, 3 * width], 0);
    team.together();
    attendShare(kernels, memory, plan, team, count, isLast);
    const on = isLast ? rowsOf(team, read, count) : all;
    if (isLast) takeRead(memory, plan, on);
    team.together();
    linearRows(kernels, plan, on, mixed, [normed, width], [on.x, width], 3);
    normRows(kernels, plan, on, second);
    linearRows(kernels, plan, on, hidden, [normed, width], [middle, mlpWidth], mode);
    linearRows(kernels, plan, on, mapped, [middle, mlpWidth], [on.x, width], 3);
  }
}

function rowsOf(team: Team, x: number, count: number): Rows {
  const [from, to] = shareOf(team, count, 4);
  return { x, from, own: to - from };
}

function normRows(
  kernels: TowerFunctions,
  { width, epsilon, normed }: BlocksPlan,
  { x, from, own }: Rows,
  weights: Norm,
): void {
  const at = from * width * 4;
  kernels.layerNorm(x + at, own, width, ...weights, epsilon, normed + at);
}

/** Numbers [rows, width] at an address. */
type Numbers = readonly [address: number, width: number];

function linearRows(
  kernels: TowerFunctions,
  { width, mlpWidth, q, rowScales }: BlocksPlan,
  { from, own }: Rows,
  layer: Linear,
  [input, inputs]: Numbers,
  [out, outputs]: Numbers,
  mode: 0 | 1 | 2 | 3,
): void {
  const at = from * 4;
  kernels.linear(
    input + at * inputs,
    own,
    inputs,
    ...layer,
    outputs,
    mode,
    out + at * outputs,
    q + from * 2 * Math.max(width, mlpWidth),
    rowScales + at,
  );
}

/** Copies those rows of the places that are read. */
function takeRead(
  { buffer }: WebAssembly.Memory,
  { x, read, width, rows, sequences }: BlocksPlan,
  { from, own }: Rows,
): void {
  const table = new Int32Array(buffer, sequences, rows * SEQUENCE);
  const [all, taken] = [x, read].map((at) => new Float32Array(buffer, at, rows * width));
  for (let i = from; i < from + own; i++) {
    const row = (table[i * SEQUENCE + 3] ?? 0) * width;
    taken?.set(all?.subarray(row, row + width) ?? [], i * width);
  }
}

/**
 * Heads of sequences, one behind the other, dealt out to the threads: for each place that has a row of its own; or for the
 * place that is read alone, which goes where the sequence is in the list.
 */
function attendShare(
  kernels: TowerFunctions,
  { buffer }: WebAssembly.Memory,
  plan: BlocksPlan,
  team: Team,
  count: number,
  onlyRead: boolean,
): void {
  const { width, heads, causal, queries, normed, paths } = plan;
  const table = new Int32Array(buffer, plan.sequences, plan.rows * SEQUENCE);
  const rowOf = new Int32Array(buffer, paths);
  const room = [plan.turned, plan.values, plan.scores].map((each) => each[team.thread] ?? 0);
  const [turned = 0, values = 0, scores = 0] = room;
  const [from, to] = shareOf(team, count * heads);
  for (let at = from; at < to;) {
    const sequence = Math.floor(at / heads);
    const end = Math.min(to, (sequence + 1) * heads);
    const [path = 0, places = 0, own = 0, read = 0] = table.subarray(sequence * SEQUENCE);
    const first = onlyRead ? read : (rowOf[path + places - own] ?? 0);
    if (onlyRead || own > 0) {
      kernels.attend(
        queries,
        paths + path * 4,
        places,
        first,
        onlyRead ? 1 : own,
        width,
        heads,
        at - sequence * heads,
        end - sequence * heads,
        causal,
        normed + (onlyRead ? sequence : first) * width * 4,
        turned,
        values,
        scores,
      );
    }
    at = end;
  }
}

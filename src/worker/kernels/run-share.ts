import type { TowerFunctions } from './kernel-functions.ts';
import { shareOf, type Team } from './team.ts';
import type { BlocksPlan, Linear, Norm, StemPlan, TowerPlan } from './tower-plan.ts';

/** One thread's share of a tower over `count` sequences of `places`: x is what all together have made of it. */
export function runShare(
  kernels: TowerFunctions,
  memory: WebAssembly.Memory,
  { stem, blocks }: TowerPlan,
  team: Team,
  count: number,
  places: number,
): void {
  if (stem) {
    runStem(kernels, memory, stem, blocks, team, count);
    team.together();
    const [from, to] = shareOf(team, count * places, 4);
    const x = blocks.x + from * blocks.width * 4;
    kernels.layerNorm(x, to - from, blocks.width, ...stem.norm, blocks.epsilon, x);
  }
  runBlocks(kernels, blocks, team, count, places);
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

/** One thread's share of all blocks over `count` sequences of `places`, in place. */
function runBlocks(
  kernels: TowerFunctions,
  plan: BlocksPlan,
  team: Team,
  count: number,
  places: number,
): void {
  const { width, mlpWidth, mode, epsilon, x, normed, queries, middle } = plan;
  const [from, to] = shareOf(team, count * places, 4);
  const own = to - from;
  const row = (address: number, size: number) => address + from * size * 4;
  const linear = (
    input: number,
    inputs: number,
    layer: Linear,
    outputs: number,
    how: 0 | 1 | 2 | 3,
    out: number,
  ) =>
    kernels.linear(
      row(input, inputs),
      own,
      inputs,
      ...layer,
      outputs,
      how,
      row(out, outputs),
      plan.q + from * 2 * Math.max(width, mlpWidth),
      row(plan.rowScales, 1),
    );
  const norm = (weights: Norm) =>
    kernels.layerNorm(row(x, width), own, width, ...weights, epsilon, row(normed, width));
  for (const { first, second, packed, mixed, hidden, mapped } of plan.blocks) {
    norm(first);
    linear(normed, width, packed, 3 * width, 0, queries);
    team.together();
    attendShare(kernels, plan, team, count, places);
    team.together();
    linear(normed, width, mixed, width, 3, x);
    norm(second);
    linear(normed, width, hidden, mlpWidth, mode, middle);
    linear(middle, mlpWidth, mapped, width, 3, x);
  }
}

/** Heads of sequences, one behind the other, dealt out to the threads. */
function attendShare(
  kernels: TowerFunctions,
  { width, heads, causal, queries, normed, turned, scores }: BlocksPlan,
  team: Team,
  count: number,
  places: number,
): void {
  const [from, to] = shareOf(team, count * heads);
  const [room, table] = [turned[team.thread] ?? 0, scores[team.thread] ?? 0];
  for (let at = from; at < to;) {
    const sequence = Math.floor(at / heads);
    const end = Math.min(to, (sequence + 1) * heads);
    kernels.attend(
      queries + sequence * places * width * 12,
      places,
      width,
      heads,
      at - sequence * heads,
      end - sequence * heads,
      causal,
      normed + sequence * places * width * 4,
      room,
      table,
    );
    at = end;
  }
}

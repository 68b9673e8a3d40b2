import type { PlainTower } from '../../core/graph/plain-tower.ts';
import type { VitTower } from '../../core/model/architecture.ts';
import { planBlocks, putNorm, putWeight, type Room } from './kernel-blocks.ts';
import { floatsOf } from './kernel-memory.ts';
import { CONTROL_BYTES } from './team.ts';
import type { StemPlan, TowerPlan } from './tower-plan.ts';

/** Whether the kernels can compute it: they work by fours, and know two activations. */
export function fitsKernels({ tower, embedDim, activation }: PlainTower): boolean {
  const { width, heads, layers, mlpWidth } = tower;
  const byFours = [width, width / heads, mlpWidth, embedDim].every((size) => size % 4 === 0);
  return layers > 0 && byFours && activation !== 'gelu-tanh';
}

/** The most places of one sequence. */
export function placesOf({ side, tower }: PlainTower): number {
  return side === 'image' ? patchesOf(tower) + 1 : tower.contextLength;
}

/** Where the weights of a tower and its work will lie. */
export function planTower(room: Room, plain: PlainTower): TowerPlan {
  const { layout } = room;
  const { side, embedDim, activation } = plain;
  const control = layout.take(CONTROL_BYTES);
  const shape = { activation, causal: side === 'text', places: placesOf(plain) };
  const [prefix, norm, projection] =
    side === 'image'
      ? ['visual.transformer.resblocks', 'visual.ln_post', 'visual.proj']
      : ['transformer.resblocks', 'ln_final', 'text_projection'];
  const blocks = planBlocks(room, { ...plain.tower, ...shape }, prefix);
  return {
    control,
    stem: side === 'image' ? planStem(room, plain.tower, blocks.rows) : null,
    blocks,
    norm: putNorm(room, norm),
    projection: putWeight(room, projection),
    embedDim,
    out: layout.take(4 * blocks.rows * embedDim),
  };
}

function planStem(room: Room, tower: VitTower, rows: number): StemPlan {
  const { layout, weights } = room;
  const { patchSize, width } = tower;
  const inputs = 3 * patchSize * patchSize;
  const kernel = floatsOf(weights.bytesOf('visual.conv1.weight'));
  const token = floatsOf(weights.bytesOf('visual.class_embedding'));
  const positions = floatsOf(weights.bytesOf('visual.positional_embedding'));
  return {
    patches: patchesOf(tower),
    inputs,
    pixels: layout.take(4 * rows * inputs),
    kernel: layout.put(4 * inputs * Math.ceil(width / 8) * 8, (to) =>
      turn(kernel, width, floatsOf(to)),
    ),
    positions: layout.put(4 * positions.length, (to) => {
      const places = floatsOf(to);
      places.set(positions);
      for (const [i, value] of token.entries()) places[i] = (places[i] ?? 0) + value;
    }),
    norm: putNorm(room, 'visual.ln_pre'),
  };
}

function patchesOf({ imageSize, patchSize }: VitTower): number {
  return Math.floor(imageSize / patchSize) ** 2;
}

/** [rows, columns] to panels of 8 rows, [rows / 8, columns, 8], the last one with what is left. */
function turn(values: Float32Array, rows: number, to: Float32Array): void {
  const columns = values.length / rows;
  for (let row = 0; row < rows; row++) {
    const start = Math.floor(row / 8) * 8 * columns + (row % 8);
    for (let i = 0; i < columns; i++) to[start + i * 8] = values[row * columns + i] ?? 0;
  }
}

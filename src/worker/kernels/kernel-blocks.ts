import { EPSILON } from '../../core/graph/transformer.ts';
import type { Activation } from '../../core/model/architecture.ts';
import { type Layout, packWeights, zeroSums } from './kernel-memory.ts';
import { type Block, type BlocksPlan, type Linear, type Norm, SEQUENCE } from './tower-plan.ts';

/** The weights of the graph by their names. */
export interface Weights {
  readonly bytesOf: (name: string) => Uint8Array<ArrayBuffer>;
  /** A large one was copied: its bytes may go before the next one is. */
  readonly done: (name: string) => void;
}

/** Where the weights of a tower are put, and how. */
export interface Room {
  readonly layout: Layout;
  readonly weights: Weights;
  /** Inputs that the kernels take at once. */
  readonly atOnce: number;
  readonly threads: number;
}

/** What of a transformer the kernels have to know. */
interface BlockShape {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly mlpWidth: number;
  readonly activation: Activation;
  readonly causal: boolean;
  /** The most places of a sequence. */
  readonly places: number;
}

/** So many places are computed together: enough to read the weights seldom, few enough for the cache. */
const ROWS = 256;

/** Plans blocks `prefix.0` and on, with room to work in. */
export function planBlocks(room: Room, shape: BlockShape, prefix: string): BlocksPlan {
  const { layout, threads } = room;
  const { width, layers, heads, mlpWidth, activation, causal, places } = shape;
  const rows = Math.max(ROWS, places);
  const padded = Math.ceil(rows / 4) * 4;
  const even = Math.ceil(places / 4) * 4;
  const floats = (count: number) => layout.take(4 * count);
  const forEach = (count: number) => Array.from({ length: threads }, () => floats(count));
  return {
    width,
    heads,
    mlpWidth,
    causal: causal ? 1 : 0,
    mode: activation === 'quickgelu' ? 1 : 2,
    epsilon: EPSILON.clip,
    blocks: Array.from({ length: layers }, (_, layer) =>
      planBlock(room, shape, `${prefix}.${layer}`),
    ),
    x: floats(padded * width),
    read: floats(padded * width),
    paths: floats(causal ? rows * places : rows),
    sequences: floats(rows * SEQUENCE),
    rows,
    normed: floats(padded * width),
    queries: floats(padded * 3 * width),
    middle: floats(padded * mlpWidth),
    q: layout.take(2 * padded * Math.max(width, mlpWidth)),
    rowScales: floats(padded),
    turned: forEach((width / heads) * even),
    values: forEach((width / heads) * even),
    scores: forEach(even * even),
  };
}

function planBlock(room: Room, { width, mlpWidth }: BlockShape, prefix: string): Block {
  const at = (name: string) => `${prefix}.${name}`;
  const linear = (weight: string, bias: string, inputs: number, outputs: number) =>
    putLinear(room, { weight: at(weight), bias: at(bias) }, inputs, outputs);
  return {
    first: putNorm(room, at('ln_1')),
    second: putNorm(room, at('ln_2')),
    packed: linear('attn.in_proj_weight', 'attn.in_proj_bias', width, 3 * width),
    mixed: linear('attn.out_proj.weight', 'attn.out_proj.bias', width, width),
    hidden: linear('mlp.c_fc.weight', 'mlp.c_fc.bias', width, mlpWidth),
    mapped: linear('mlp.c_proj.weight', 'mlp.c_proj.bias', mlpWidth, width),
  };
}

/** A weight as it is. */
export function putWeight({ layout, weights }: Room, name: string): number {
  return putBytes(layout, weights.bytesOf(name));
}

export function putNorm(room: Room, name: string): Norm {
  return [putWeight(room, `${name}.weight`), putWeight(room, `${name}.bias`)];
}

function putLinear(
  room: Room,
  { weight, bias }: { weight: string; bias: string },
  inputs: number,
  outputs: number,
): Linear {
  const { layout, weights, atOnce } = room;
  const { buffer, byteOffset, byteLength } = weights.bytesOf(weight);
  const values = new Int8Array(buffer, byteOffset, byteLength);
  const panels = layout.put(byteLength, (to) => {
    const room = new Int8Array(to.buffer, to.byteOffset, to.length);
    packWeights(values, inputs, outputs, atOnce, room);
    weights.done(weight);
  });
  const sums = putBytes(layout, new Uint8Array(zeroSums(values, outputs).buffer));
  return [panels, putWeight(room, `${weight}.scales`), sums, putWeight(room, bias)];
}

function putBytes(layout: Layout, bytes: Uint8Array): number {
  return layout.put(bytes.length, (to) => to.set(bytes));
}

import type { FastVitTower } from '../model/architecture.ts';
import {
  FASTVIT_HEAD_WIDTH,
  fastVitFeatures,
  fastVitLayers,
  type FastVitLayer,
  HEAD,
} from '../model/mobile-layers.ts';
import type { Precision } from '../model/precision.ts';
import { attend } from './attention.ts';
import { batchNorm, convolve, gelu, relu } from './convolutions.ts';
import { graphBuilder, type GraphBuilder } from './graph-builder.ts';
import type { TowerGraph } from './tower-graph.ts';
import { PIXELS } from './vit-tower.ts';

/** A graph under way, and the tower's layers by their names: which branches there are, and how large. */
interface Canvas {
  readonly graph: GraphBuilder;
  readonly layers: ReadonlyMap<string, FastVitLayer>;
}

/** The convolution of that name, and the norm behind it. */
function convolution(
  { graph, layers }: Canvas,
  x: string,
  name: string,
  given: { readonly norm?: string; readonly stride?: number } = {},
) {
  const layer = layers.get(name);
  if (layer?.kind !== 'convolution') throw new RangeError(`FastViT has no convolution ${name}.`);
  return convolve(graph, x, { ...layer, weight: name, ...given });
}

/** timm's `ConvNormAct` without the activation. */
function normed(canvas: Canvas, x: string, prefix: string, stride = 1): string {
  return convolution(canvas, x, `${prefix}.conv`, { norm: `${prefix}.bn`, stride });
}

function alone({ graph, layers }: Canvas, x: string, name: string): string | null {
  const layer = layers.get(name);
  return layer?.kind === 'norm' ? batchNorm(graph, x, name, layer.channels) : null;
}

/** x·sigmoid(fc2(relu(fc1(mean of x)))), where the layer has it. */
function weigh(canvas: Canvas, x: string, prefix: string): string {
  const { graph, layers } = canvas;
  if (!layers.has(`${prefix}.se.fc1`)) return x;
  const mean = graph.node('ReduceMean', [x, graph.integers([2, 3])], { keepdims: 1 });
  const inner = relu(graph, convolution(canvas, mean, `${prefix}.se.fc1`));
  const shares = graph.node('Sigmoid', [convolution(canvas, inner, `${prefix}.se.fc2`)]);
  return graph.node('Mul', [x, shares]);
}

/** timm's `MobileOneBlock` before its activation: the sum of its branches, weighed. */
function mobileOne(canvas: Canvas, x: string, prefix: string, stride = 1): string {
  const { graph, layers } = canvas;
  const scaled = layers.has(`${prefix}.conv_scale.conv`)
    ? normed(canvas, x, `${prefix}.conv_scale`, stride)
    : null;
  const branches = [
    normed(canvas, x, `${prefix}.conv_kxk.0`, stride),
    scaled,
    alone(canvas, x, `${prefix}.identity`),
  ].filter((branch) => branch !== null);
  const sum = branches.reduce((a, b) => graph.node('Add', [a, b]));
  return weigh(canvas, sum, prefix);
}

/** x·gamma + y by channels. */
function scaledSum({ graph, layers }: Canvas, x: string, name: string, y: string): string {
  const layer = layers.get(name);
  if (layer?.kind !== 'scale') throw new RangeError(`FastViT has no scale ${name}.`);
  const gamma = graph.parameter(name, [layer.channels, 1, 1]);
  return graph.node('Add', [y, graph.node('Mul', [x, gamma])]);
}

function mlp(canvas: Canvas, x: string, prefix: string): string {
  const places = normed(canvas, x, `${prefix}.conv`);
  const hidden = gelu(canvas.graph, convolution(canvas, places, `${prefix}.fc1`));
  return convolution(canvas, hidden, `${prefix}.fc2`);
}

/** timm's `RepMixerBlock`: x + gamma·(mixer(x) - norm(x)), then x + gamma·MLP(x). */
function mixingBlock(canvas: Canvas, x: string, block: string): string {
  const mixer = `${block}.token_mixer`;
  const norm = alone(canvas, x, `${mixer}.norm.identity`) ?? x;
  const apart = canvas.graph.node('Sub', [mobileOne(canvas, x, `${mixer}.mixer`), norm]);
  const mixed = scaledSum(canvas, apart, `${mixer}.layer_scale.gamma`, x);
  return scaledSum(canvas, mlp(canvas, mixed, `${block}.mlp`), `${block}.layer_scale.gamma`, mixed);
}

/** `x` [N, channels, H, W] as rows [N, H·W, channels]. */
function rowsOf(graph: GraphBuilder, x: string, channels: number): string {
  const columns = graph.node('Reshape', [x, graph.integers([0, channels, -1])]);
  return graph.node('Transpose', [columns], { perm: [0, 2, 1] });
}

/** Attention among all places of `x` [N, width, H, W]; the first layer has no bias. */
function attention({ graph }: Canvas, x: string, prefix: string, width: number): string {
  const packed = graph.linear(rowsOf(graph, x, width), `${prefix}.qkv.weight`, 3 * width, width);
  const [query = '', key = '', value = ''] = graph.nodeOf({
    operator: 'Split',
    inputs: [packed],
    attributes: { axis: 2, num_outputs: 3 },
    outputs: [true, true, true],
  });
  const heads = width / FASTVIT_HEAD_WIDTH;
  const attended = attend(graph, { query, key, value }, { width, heads });
  const rows = graph.node('Add', [
    graph.linear(attended, `${prefix}.proj.weight`, width, width),
    graph.parameter(`${prefix}.proj.bias`, [width]),
  ]);
  const columns = graph.node('Transpose', [rows], { perm: [0, 2, 1] });
  return graph.node('Reshape', [columns, graph.node('Shape', [x])]);
}

/** timm's `AttentionBlock`: x + gamma·attention(norm(x)), then x + gamma·MLP(x). */
function attendingBlock(canvas: Canvas, x: string, block: string, width: number): string {
  const norm = alone(canvas, x, `${block}.norm`) ?? x;
  const attended = attention(canvas, norm, `${block}.token_mixer`, width);
  const mixed = scaledSum(canvas, attended, `${block}.layer_scale_1.gamma`, x);
  const mapped = mlp(canvas, mixed, `${block}.mlp`);
  return scaledSum(canvas, mapped, `${block}.layer_scale_2.gamma`, mixed);
}

/** Half the sides, by one large kernel and a small one beside it. */
function stepDown(canvas: Canvas, x: string, prefix: string): string {
  const { graph } = canvas;
  const large = `${prefix}.proj.0`;
  const both = graph.node('Add', [
    normed(canvas, x, `${large}.large_conv`, 2),
    normed(canvas, x, `${large}.small_conv`, 2),
  ]);
  const stepped = gelu(graph, weigh(canvas, both, large));
  return gelu(graph, mobileOne(canvas, stepped, `${prefix}.proj.1`));
}

/** Everything before the mean over all places: [N, features, H / 32, W / 32]. */
function features(canvas: Canvas, { widths, layers }: FastVitTower): string {
  const { graph } = canvas;
  let x = graph.pixels(PIXELS);
  for (const at of [0, 1, 2]) {
    x = gelu(graph, mobileOne(canvas, x, `visual.trunk.stem.${at}`, at < 2 ? 2 : 1));
  }
  for (const [stage, count] of layers.entries()) {
    const prefix = `visual.trunk.stages.${stage}`;
    if (stage > 0) x = stepDown(canvas, x, `${prefix}.downsample`);
    const places = `${prefix}.pos_emb.pos_enc`;
    const attends = canvas.layers.has(places);
    if (attends) x = graph.node('Add', [convolution(canvas, x, places), x]);
    for (let block = 0; block < count; block++) {
      const name = `${prefix}.blocks.${block}`;
      x = attends ? attendingBlock(canvas, x, name, widths[3]) : mixingBlock(canvas, x, name);
    }
  }
  return gelu(graph, mobileOne(canvas, x, 'visual.trunk.final_conv'));
}

/** [..., features] to [..., embedDim]. */
function projected(graph: GraphBuilder, x: string, { widths }: FastVitTower, embedDim: number) {
  return graph.node('Add', [
    graph.linear(x, `${HEAD}.fc.weight`, embedDim, fastVitFeatures(widths)),
    graph.parameter(`${HEAD}.fc.bias`, [embedDim]),
  ]);
}

function canvasOf(tower: FastVitTower, embedDim: number, precision: Precision): Canvas {
  const layers = new Map(fastVitLayers(tower, embedDim).map((layer) => [layer.name, layer]));
  return { graph: graphBuilder(precision), layers };
}

function input({ imageSize }: FastVitTower) {
  return { name: PIXELS, type: 'float32', dims: ['N', 3, imageSize, imageSize] } as const;
}

/**
 * FastViT as MobileCLIP has it: `pixel_values` [N, 3, size, size] to `embeds` [N, embedDim].
 * Source: `fastvit.py` of timm 1.0.9, in its form for training.
 */
export function fastVitGraph(
  tower: FastVitTower,
  embedDim: number,
  precision: Precision,
): TowerGraph {
  const canvas = canvasOf(tower, embedDim, precision);
  const { graph } = canvas;
  const last = features(canvas, tower);
  const mean = graph.node('ReduceMean', [last, graph.integers([2, 3])], { keepdims: 0 });
  return graph.finish(input(tower), { embeds: projected(graph, mean, tower, embedDim) }, embedDim);
}

/**
 * The same without its mean: the projection at every place, of which the embedding is the mean (class activation maps,
 * arXiv 1512.04150). `patch_embeds` [N, (size / 32)², embedDim].
 */
export function fastVitPatchGraph(
  tower: FastVitTower,
  embedDim: number,
  precision: Precision,
): TowerGraph {
  const canvas = canvasOf(tower, embedDim, precision);
  const { graph } = canvas;
  const rows = rowsOf(graph, features(canvas, tower), fastVitFeatures(tower.widths));
  const outputs = { patch_embeds: projected(graph, rows, tower, embedDim) };
  return graph.finish(input(tower), outputs, embedDim);
}

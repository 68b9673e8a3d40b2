import type { Activation, SiglipTower } from '../model/architecture.ts';
import type { Precision } from '../model/precision.ts';
import { attend } from './attention.ts';
import { graphBuilder, type GraphBuilder } from './graph-builder.ts';
import type { TowerGraph } from './tower-graph.ts';
import {
  EPSILON,
  layerNorm,
  mlp,
  project,
  transformer,
  type TransformerShape,
} from './transformer.ts';
import { gridOf, patchRows, pixelInput, PIXELS } from './vit-tower.ts';

const BLOCKS = 'visual.transformer.resblocks';
const POOL = 'visual.attn_pool';

/** What the pooling reads: every patch after the last norm, [N, grid², width]. */
function drawPatches(graph: GraphBuilder, tower: SiglipTower, shape: TransformerShape): string {
  const { width } = tower;
  const positions = graph.parameter('visual.positional_embedding', [gridOf(tower) ** 2, width]);
  const embedded = graph.node('Add', [patchRows(graph, tower), positions]);
  return transformer(graph, embedded, BLOCKS, shape, 'visual.ln_post').hidden;
}

/** What the learnt query has gathered, through the pooling's last layers: y = x W + b, then y + MLP(norm(y)). */
function finishPool(graph: GraphBuilder, mixed: string, shape: TransformerShape): string {
  const { width, epsilon } = shape;
  const gathered = graph.node('Add', [
    graph.linear(mixed, `${POOL}.attn.out_proj.weight`, width, width),
    graph.parameter(`${POOL}.attn.out_proj.bias`, [width]),
  ]);
  const normalised = layerNorm(graph, gathered, `${POOL}.ln`, width, epsilon);
  const mapped = graph.node('Add', [
    mlp(graph, normalised, POOL, shape),
    graph.parameter(`${POOL}.mlp.c_proj.bias`, [width]),
  ]);
  return graph.node('Add', [gathered, mapped]);
}

/**
 * The learnt query, once for each picture: [N, 1, width]. Once for all of them it would be constant, and the runtime, which
 * takes each weight once, would compute with it before it starts.
 */
function probeRows(graph: GraphBuilder, width: number): string {
  const count = graph.node('Shape', [PIXELS], { start: 0, end: 1 });
  const shape = graph.node('Concat', [count, graph.integers([1, width])], { axis: 0 });
  return graph.node('Expand', [graph.parameter(`${POOL}.probe`, [width]), shape]);
}

interface Drawn {
  readonly graph: GraphBuilder;
  readonly shape: TransformerShape;
  readonly embeds: string;
  /** Values of the pooling's attention, [N, grid², width]. */
  readonly values: string;
}

function drawSiglip(tower: SiglipTower, activation: Activation, precision: Precision): Drawn {
  const { width, heads } = tower;
  const graph = graphBuilder(precision);
  const shape = { ...tower, activation, epsilon: EPSILON.siglip };
  const patches = drawPatches(graph, tower, shape);
  const { query } = project(graph, probeRows(graph, width), POOL, width);
  const { key, value } = project(graph, patches, POOL, width);
  const pooled = finishPool(graph, attend(graph, { query, key, value }, { width, heads }), shape);
  const embeds = graph.node('Reshape', [pooled, graph.integers([-1, width])]);
  return { graph, shape, embeds, values: value };
}

/**
 * SigLIP's image tower: `pixel_values` [N, 3, size, size] to `embeds` [N, width].
 * Source: `SiglipVisionTransformer` of transformers; big_vision's `MAPHead`.
 */
export function siglipGraph(
  tower: SiglipTower,
  activation: Activation,
  precision: Precision,
): TowerGraph {
  const { graph, embeds } = drawSiglip(tower, activation, precision);
  return graph.finish(pixelInput(tower), { embeds }, tower.width);
}

/**
 * The same with a second output, `patch_embeds` [N, grid², width]: what the pooling would give if its query saw that patch
 * alone (MaskCLIP's way for a pooling by attention, arXiv 2112.01071).
 */
export function siglipPatchGraph(
  tower: SiglipTower,
  activation: Activation,
  precision: Precision,
): TowerGraph {
  const { graph, shape, embeds, values } = drawSiglip(tower, activation, precision);
  const outputs = { embeds, patch_embeds: finishPool(graph, values, shape) };
  return graph.finish(pixelInput(tower), outputs, tower.width);
}

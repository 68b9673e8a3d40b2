import type { Activation, MciTower, SiglipTower, VitTower } from '../model/architecture.ts';
import type { Precision } from '../model/precision.ts';
import { attend } from './attention.ts';
import { graphBuilder, type GraphBuilder } from './graph-builder.ts';
import type { TowerGraph } from './tower-graph.ts';
import { layerNorm, type Projections, transformer } from './transformer.ts';

export const PIXELS = 'pixel_values';

/** One row for each patch, read left to right and top to bottom: [N, grid², width]. A rest at the right and below is not seen. */
export function patchRows(
  graph: GraphBuilder,
  { kind, width, patchSize }: VitTower | SiglipTower,
): string {
  const kernel = graph.parameter('visual.conv1.weight', [width, 3, patchSize, patchSize]);
  const bias = kind === 'siglip' ? [graph.parameter('visual.conv1.bias', [width])] : [];
  const side = [patchSize, patchSize];
  const planes = graph.node('Conv', [graph.pixels(PIXELS), kernel, ...bias], {
    kernel_shape: side,
    strides: side,
  });
  const columns = graph.node('Reshape', [planes, graph.integers([0, width, -1])]);
  return graph.node('Transpose', [columns], { perm: [0, 2, 1] });
}

/** The class embedding in front of each picture's patches: [N, 1 + grid², width]. */
export function classRows(graph: GraphBuilder, patches: string, width: number): string {
  const token = graph.parameter('visual.class_embedding', [width]);
  const count = graph.node('Shape', [PIXELS], { start: 0, end: 1 });
  const shape = graph.node('Concat', [count, graph.integers([1, width])], { axis: 0 });
  return graph.node('Concat', [graph.node('Expand', [token, shape]), patches], { axis: 1 });
}

/** Pictures embedded, and what patch vectors are made of. */
interface Drawn {
  readonly graph: GraphBuilder;
  readonly embeds: string;
  /** Keys and values of the last block. */
  readonly last: Projections | null;
}

function drawVit(
  tower: VitTower,
  embedDim: number,
  activation: Activation,
  precision: Precision,
): Drawn {
  const { width } = tower;
  const graph = graphBuilder(precision);
  const tokens = classRows(graph, patchRows(graph, tower), width);
  const positionCount = gridOf(tower) ** 2 + 1;
  const positions = graph.parameter('visual.positional_embedding', [positionCount, width]);
  const embedded = graph.node('Add', [tokens, positions]);
  const x = layerNorm(graph, embedded, 'visual.ln_pre', width);
  const shape = { ...tower, activation };
  const { hidden, last } = transformer(graph, x, BLOCKS, shape, 'visual.ln_post');
  const pooled = graph.node('Gather', [hidden, graph.integer(0)], { axis: 1 });
  const embeds = graph.node('MatMul', [pooled, graph.parameter('visual.proj', [width, embedDim])]);
  return { graph, embeds, last };
}

/** CLIP's vision transformer: `pixel_values` [N, 3, size, size] to `embeds` [N, embedDim]. */
export function vitGraph(
  tower: VitTower,
  embedDim: number,
  activation: Activation,
  precision: Precision,
): TowerGraph {
  const { graph, embeds } = drawVit(tower, embedDim, activation, precision);
  const finished = graph.finish(pixelInput(tower), { embeds }, embedDim);
  return { ...finished, plain: { side: 'image', tower, embedDim, activation } };
}

/**
 * The same with a second output, `patch_embeds` [N, grid², embedDim]: what the last block's attention gives for each patch when
 * keys ask keys and near ones count more, without its residual and its MLP (NACLIP, arXiv 2404.08181):
 * ln_post(out_proj(softmax(k kᵀ / sqrt(d) + omega) v)) · proj.
 */
export function vitPatchGraph(
  tower: VitTower,
  embedDim: number,
  activation: Activation,
  precision: Precision,
): TowerGraph {
  const { graph, embeds, last } = drawVit(tower, embedDim, activation, precision);
  const normalised = nearPatches(graph, last, tower);
  const projection = graph.parameter('visual.proj', [tower.width, embedDim]);
  const outputs = { embeds, patch_embeds: graph.node('MatMul', [normalised, projection]) };
  return graph.finish(pixelInput(tower), outputs, embedDim);
}

/** Every patch as it is before the projection, [N, grid², width], of a tower with a class token, by the last block's keys and values. */
export function nearPatches(
  graph: GraphBuilder,
  last: Projections | null,
  tower: (VitTower | MciTower) & { readonly epsilon?: number },
): string {
  const { width, heads, layers, epsilon } = tower;
  if (!last) throw new RangeError('Without a block there is nothing to attend with.');
  const { key, value } = last;
  const mask = nearness(graph, gridOf(tower));
  const attended = attend(graph, { query: key, key, value }, { width, heads, mask });
  const bounds = [[1], [Number.MAX_SAFE_INTEGER], [1]].map((values) => graph.integers(values));
  const patches = graph.node('Slice', [attended, ...bounds]);
  const block = `${BLOCKS}.${layers - 1}.attn.out_proj`;
  const mixed = graph.node('Add', [
    graph.linear(patches, `${block}.weight`, width, width),
    graph.parameter(`${block}.bias`, [width]),
  ]);
  return layerNorm(graph, mixed, 'visual.ln_post', width, epsilon);
}

/** Patches within which attention is near: the deviation of NACLIP's Gaussian. */
const REACH = 5;

/**
 * exp(-distance² / (2 · 5²)) between any two patches, and 0 to and from the class token: [1 + grid², 1 + grid²]. It is the
 * product of what rows and columns are apart, so that the graph holds grid² numbers of it.
 */
function nearness(graph: GraphBuilder, grid: number): string {
  const apart = Float32Array.from({ length: grid * grid }, (_, i) =>
    Math.exp(-((Math.floor(i / grid) - (i % grid)) ** 2) / (2 * REACH ** 2)),
  );
  const rows = graph.floats(apart, [grid, 1, grid, 1]);
  const columns = graph.floats(apart, [1, grid, 1, grid]);
  const patches = grid * grid;
  const both = graph.node('Mul', [rows, columns]);
  const square = graph.node('Reshape', [both, graph.integers([patches, patches])]);
  return graph.node('Pad', [square, graph.integers([1, 1, 0, 0])]);
}

export const BLOCKS = 'visual.transformer.resblocks';

export function gridOf({ imageSize, patchSize }: VitTower | SiglipTower | MciTower): number {
  return Math.floor(imageSize / patchSize);
}

export function pixelInput({ imageSize }: VitTower | SiglipTower | MciTower) {
  return { name: PIXELS, type: 'float32', dims: ['N', 3, imageSize, imageSize] } as const;
}

import type { Activation, VitTower } from '../model/architecture.ts';
import type { Precision } from '../model/precision.ts';
import { graphBuilder, type GraphBuilder } from './graph-builder.ts';
import type { TowerGraph } from './tower-graph.ts';
import { layerNorm, transformer } from './transformer.ts';

const PIXELS = 'pixel_values';

/** One row for each patch, read left to right and top to bottom: [N, grid², width]. A rest at the right and below is not seen. */
function patchRows(graph: GraphBuilder, { width, patchSize }: VitTower): string {
  const kernel = graph.parameter('visual.conv1.weight', [width, 3, patchSize, patchSize]);
  const side = [patchSize, patchSize];
  const planes = graph.node('Conv', [graph.pixels(PIXELS), kernel], {
    kernel_shape: side,
    strides: side,
  });
  const columns = graph.node('Reshape', [planes, graph.integers([0, width, -1])]);
  return graph.node('Transpose', [columns], { perm: [0, 2, 1] });
}

/** The class embedding in front of each picture's patches: [N, 1 + grid², width]. */
function withClassToken(graph: GraphBuilder, patches: string, width: number): string {
  const token = graph.parameter('visual.class_embedding', [width]);
  const count = graph.node('Shape', [PIXELS], { start: 0, end: 1 });
  const shape = graph.node('Concat', [count, graph.integers([1, width])], { axis: 0 });
  return graph.node('Concat', [graph.node('Expand', [token, shape]), patches], { axis: 1 });
}

/** CLIP's vision transformer: `pixel_values` [N, 3, size, size] to `embeds` [N, embedDim]. */
export function vitGraph(
  tower: VitTower,
  embedDim: number,
  activation: Activation,
  precision: Precision,
): TowerGraph {
  const { width, imageSize } = tower;
  const positionCount = Math.floor(imageSize / tower.patchSize) ** 2 + 1;
  const graph = graphBuilder(precision);
  const tokens = withClassToken(graph, patchRows(graph, tower), width);
  const positions = graph.parameter('visual.positional_embedding', [positionCount, width]);
  const embedded = graph.node('Add', [tokens, positions]);
  const x = layerNorm(graph, embedded, 'visual.ln_pre', width);
  const shape = { ...tower, activation };
  const hidden = transformer(graph, x, 'visual.transformer.resblocks', shape, 'visual.ln_post');
  const pooled = graph.node('Gather', [hidden, graph.integer(0)], { axis: 1 });
  const embeds = graph.node('MatMul', [pooled, graph.parameter('visual.proj', [width, embedDim])]);
  const dims = ['N', 3, imageSize, imageSize];
  return graph.finish({ name: PIXELS, type: 'float32', dims }, embeds, embedDim);
}

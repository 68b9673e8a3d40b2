import type { Activation, Architecture } from '../model/architecture.ts';
import type { Precision } from '../model/precision.ts';
import { graphBuilder, type GraphBuilder } from './graph-builder.ts';
import type { TowerGraph } from './tower-graph.ts';
import { transformer } from './transformer.ts';

/** Added to a score that must not count: its exponential is 0 in float32, and no overflow is near. */
const MASKED = -1e9;

/** [size, size]: 0 on and below the diagonal, `MASKED` above it. */
function causalMask(size: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, index) =>
    index % size > Math.floor(index / size) ? MASKED : 0,
  );
}

/**
 * The value [N, S, width] of each text at the first position of its largest token id, as [N, width].
 * The rows are taken from the flat [N·S, width], because Gather runs on every device.
 */
function poolAtEnd(graph: GraphBuilder, ids: string, x: string, width: number): string {
  const position = graph.node('ArgMax', [ids], { axis: 1, keepdims: 0, select_last_index: 0 });
  const shape = graph.node('Shape', [ids]);
  const count = graph.node('Gather', [shape, graph.integer(0)]);
  const length = graph.node('Gather', [shape, graph.integer(1)]);
  const end = graph.node('Mul', [count, length]);
  const starts = graph.node('Range', [graph.integer(0), end, length]);
  const rows = graph.node('Add', [starts, position]);
  const flat = graph.node('Reshape', [x, graph.integers([-1, width])]);
  return graph.node('Gather', [flat, rows], { axis: 0 });
}

/**
 * CLIP's text tower: token and position embeddings, causal blocks, pooling at the first position of the largest
 * token id, layer norm, projection. Texts may be shorter than the context: what stands behind the end token is
 * never seen, so a batch need be no longer than its longest text.
 * @returns `input_ids` [N, S] int32, 1 <= S <= context length, to `embeds` [N, embedDim].
 */
export function textTowerGraph(
  architecture: Architecture,
  activation: Activation,
  precision: Precision = 'fp32',
): TowerGraph {
  const { text, embedDim } = architecture;
  const { width, contextLength } = text;
  const graph = graphBuilder(precision);
  const ids = 'input_ids';
  const length = graph.node('Shape', [ids], { start: 1, end: 2 });
  const sliceToLength = (value: string, axes: readonly number[]) =>
    graph.node('Slice', [
      value,
      graph.integers(axes.map(() => 0)),
      axes.length === 1
        ? length
        : graph.node(
            'Concat',
            axes.map(() => length),
            { axis: 0 },
          ),
      graph.integers(axes),
    ]);
  const table = graph.parameter('token_embedding.weight', [text.vocabSize, width]);
  const tokens = graph.node('Gather', [table, ids]);
  const positions = graph.parameter('positional_embedding', [contextLength, width]);
  const x = graph.node('Add', [tokens, sliceToLength(positions, [0])]);
  const allMasks = graph.floats(causalMask(contextLength), [contextLength, contextLength]);
  const mask = sliceToLength(allMasks, [0, 1]);
  const shape = { ...text, activation };
  const hidden = transformer(graph, x, 'transformer.resblocks', shape, 'ln_final', mask);
  const pooled = poolAtEnd(graph, ids, hidden, width);
  const projection = graph.parameter('text_projection', [width, embedDim]);
  const embeds = graph.node('MatMul', [pooled, projection]);
  return graph.finish({ name: ids, type: 'int32', dims: ['N', 'S'] }, embeds, embedDim);
}

import type { Activation, Architecture } from '../model/architecture.ts';
import { graphBuilder, type GraphBuilder } from './graph-builder.ts';
import { causalMask, lengthOf, poolAtEnd } from './text-tower.ts';
import type { TowerGraph } from './tower-graph.ts';
import { type Projections, transformer } from './transformer.ts';

/** Names of the input for keys and values of a common beginning, and of the output that gives them. */
export const PAST = 'past';
export const PRESENT = 'present';

/** `value` along `axes` from each start to each end, one int64 each. */
function cut(
  graph: GraphBuilder,
  value: string,
  bounds: readonly (readonly [start: string, end: string])[],
): string {
  const joined = (ends: readonly string[]): string => graph.node('Concat', ends, { axis: 0 });
  const axes = graph.integers(bounds.map((_, axis) => axis));
  const [starts, ends] = [bounds.map(([start]) => start), bounds.map(([, end]) => end)];
  return graph.node('Slice', [value, joined(starts), joined(ends), axes]);
}

/**
 * CLIP's text tower for texts that begin alike. Under a causal mask no token sees those behind it, so keys and values of a
 * common beginning of P tokens are the same in every text: they are computed once and handed in.
 * @returns `input_ids` [N, S] int32, what follows the beginning, and `past` [2·layers, P, width], a layer's keys and then
 * its values; to `embeds` [N, embedDim] and `present` [2·layers, S, width], the same of the first text's S tokens.
 */
export function prefixedTextGraph(
  { text, embedDim }: Architecture,
  activation: Activation,
): TowerGraph {
  const { width, layers, contextLength, vocabSize } = text;
  const graph = graphBuilder('fp32');
  const ids = 'input_ids';
  const past = graph.node('Shape', [PAST], { start: 1, end: 2 });
  const end = graph.node('Add', [past, lengthOf(graph, ids)]);
  const table = graph.parameter('token_embedding.weight', [vocabSize, width]);
  const positions = graph.parameter('positional_embedding', [contextLength, width]);
  const embedded = graph.node('Add', [
    graph.node('Gather', [table, ids]),
    cut(graph, positions, [[past, end]]),
  ]);
  const allMasks = graph.floats(causalMask(contextLength), [contextLength, contextLength]);
  const mask = cut(graph, allMasks, [
    [past, end],
    [graph.integers([0]), end],
  ]);
  const present: string[] = [];
  const seen = seenOf(graph, ids, present);
  const shape = { ...text, activation };
  const blocks = 'transformer.resblocks';
  const { hidden } = transformer(graph, embedded, blocks, shape, 'ln_final', mask, seen);
  const pooled = poolAtEnd(graph, ids, hidden, width);
  const projection = graph.parameter('text_projection', [width, embedDim]);
  const embeds = graph.node('MatMul', [pooled, projection]);
  const value = graph.node('Concat', present, { axis: 0 });
  const row = { type: 'float32', dims: [2 * layers, 'P', width] } as const;
  return graph.finish({ name: ids, type: 'int32', dims: ['N', 'S'] }, { embeds }, embedDim, {
    inputs: [{ name: PAST, ...row }],
    outputs: [{ name: PRESENT, ...row, dims: [2 * layers, 'S', width], value }],
  });
}

/** Each layer's queries see the beginning's keys and values, and then their own, of which the first text's go to `present`. */
function seenOf(graph: GraphBuilder, ids: string, present: string[]) {
  const count = graph.node('Shape', [ids], { start: 0, end: 1 });
  const rows = graph.node('Concat', [count, graph.integers([1, 1])], { axis: 0 });
  const first = [0, 1, 0].map((bound) => graph.integers([bound]));
  return ({ query, key, value }: Projections, layer: number): Projections => {
    const [keys = '', values = ''] = [key, value].map((own, half) => {
      present.push(graph.node('Slice', [own, ...first]));
      const before = graph.node('Gather', [PAST, graph.integer(2 * layer + half)]);
      const repeated = graph.node('Expand', [before, rows]);
      return graph.node('Concat', [repeated, own], { axis: 1 });
    });
    return { query, key: keys, value: values };
  };
}

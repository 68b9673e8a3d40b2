import {
  type Activation,
  type Architecture,
  readsPadding,
  type TextTower,
} from '../model/architecture.ts';
import type { Precision } from '../model/precision.ts';
import { graphBuilder, type GraphBuilder } from './graph-builder.ts';
import type { TowerGraph } from './tower-graph.ts';
import { EPSILON, transformer } from './transformer.ts';

/** Added to a score that must not count: its exponential is 0 in float32, and no overflow is near. */
const MASKED = -1e9;

/** [size, size]: 0 on and below the diagonal, `MASKED` above it. */
export function causalMask(size: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, index) =>
    index % size > Math.floor(index / size) ? MASKED : 0,
  );
}

/**
 * The value [N, S, width] of each text at the first position of its largest token id, as [N, width].
 * The rows are taken from the flat [N·S, width], because Gather runs on every device.
 */
export function poolAtEnd(graph: GraphBuilder, ids: string, x: string, width: number): string {
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

/** The value [N, S, width] of each text at its last position, as [N, width]. */
function poolAtLast(graph: GraphBuilder, x: string): string {
  return graph.node('Gather', [x, graph.integer(-1)], { axis: 1 });
}

/** `value` cut along `axes` to the length of the texts named `length`, one int64. */
function cut(graph: GraphBuilder, value: string, length: string, axes: readonly number[]): string {
  const ends =
    axes.length === 1
      ? length
      : graph.node(
          'Concat',
          axes.map(() => length),
          { axis: 0 },
        );
  return graph.node('Slice', [
    value,
    graph.integers(axes.map(() => 0)),
    ends,
    graph.integers(axes),
  ]);
}

/** The length S of the texts `ids` [N, S], as one int64. */
export function lengthOf(graph: GraphBuilder, ids: string): string {
  return graph.node('Shape', [ids], { start: 1, end: 2 });
}

/** The rows of the token table for `ids` [N, S], each with its position added: [N, S, width]. */
function embedTokens(graph: GraphBuilder, ids: string, length: string, text: TextTower): string {
  const { width, contextLength, vocabSize } = text;
  const table = graph.parameter('token_embedding.weight', [vocabSize, width]);
  const tokens = graph.node('Gather', [table, ids]);
  const positions = graph.parameter('positional_embedding', [contextLength, width]);
  return graph.node('Add', [tokens, cut(graph, positions, length, [0])]);
}

/** What the part of the text tower behind its two tables reads. */
export interface EmbeddedTexts {
  /** [N, S] int32. */
  readonly ids: string;
  /** Token and position embeddings added, [N, S, width]. */
  readonly embedded: string;
  /** S as one int64; drawn here where it is not given. */
  readonly length?: string;
}

function maskOf(graph: GraphBuilder, contextLength: number, length: string): string {
  const all = graph.floats(causalMask(contextLength), [contextLength, contextLength]);
  return cut(graph, all, length, [0, 1]);
}

/** Draws blocks, pooling, layer norm and projection over embedded texts: un-normalised embeddings [N, embedDim]. */
export function readTexts(
  graph: GraphBuilder,
  { ids, embedded, length = lengthOf(graph, ids) }: EmbeddedTexts,
  architecture: Architecture,
  activation: Activation,
): string {
  const { text, embedDim } = architecture;
  const { width, contextLength } = text;
  const blocks = 'transformer.resblocks';
  if (text.kind === 'siglip') {
    const shape = { ...text, activation, epsilon: EPSILON.siglip };
    const { hidden } = transformer(graph, embedded, blocks, shape, 'ln_final');
    const pooled = poolAtLast(graph, hidden);
    const projected = graph.linear(pooled, 'text_projection.weight', embedDim, width);
    return graph.node('Add', [projected, graph.parameter('text_projection.bias', [embedDim])]);
  }
  const mask = text.unmasked ? undefined : maskOf(graph, contextLength, length);
  const shape = { ...text, activation };
  const { hidden } = transformer(graph, embedded, blocks, shape, 'ln_final', mask);
  const pooled = poolAtEnd(graph, ids, hidden, width);
  const projection = graph.parameter('text_projection', [width, embedDim]);
  return graph.node('MatMul', [pooled, projection]);
}

/**
 * CLIP's text tower: token and position embeddings, causal blocks, pooling at the first position of the largest
 * token id, layer norm, projection. Texts may be shorter than the context: what stands behind the end token is
 * never seen, so a batch need be no longer than its longest text. SigLIP's sees all of a text, padding too, and is read
 * at its last position.
 * @returns `input_ids` [N, S] int32, 1 <= S <= context length, to `embeds` [N, embedDim].
 */
export function textTowerGraph(
  architecture: Architecture,
  activation: Activation,
  precision: Precision = 'fp32',
): TowerGraph {
  const graph = graphBuilder(precision);
  const ids = 'input_ids';
  const length = lengthOf(graph, ids);
  const embedded = embedTokens(graph, ids, length, architecture.text);
  const embeds = readTexts(graph, { ids, embedded, length }, architecture, activation);
  const input = { name: ids, type: 'int32', dims: ['N', 'S'] } as const;
  const { embedDim, text: tower } = architecture;
  const finished = graph.finish(input, { embeds }, embedDim);
  return readsPadding(tower)
    ? { ...finished, wholeRows: true }
    : { ...finished, plain: { side: 'text', tower, embedDim, activation } };
}

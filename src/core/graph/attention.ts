import type { GraphBuilder } from './graph-builder.ts';

/** Queries [N, Q, width], keys and values [N, K, width]. */
interface Projected {
  readonly query: string;
  readonly key: string;
  readonly value: string;
}

interface Heads {
  readonly width: number;
  readonly heads: number;
  /** Added to the scores of every head: [Q, K], or nothing. */
  readonly mask?: string | undefined;
}

/**
 * softmax(Q·Kᵀ / sqrt(width / heads) + mask)·V by heads: [N, Q, width].
 *
 * Written out in standard operators on purpose. The fused ones (`com.microsoft.Attention`, `MultiHeadAttention`) are
 * no faster on WASM, and their WebGPU shader of onnxruntime-web 1.30 takes it that a subgroup has at least 8 lanes:
 * with 4, as in Chromium's software adapter, its results are wrong by half without an error.
 */
export function attend(
  graph: GraphBuilder,
  { query, key, value }: Projected,
  { width, heads, mask }: Heads,
): string {
  const headWidth = width / heads;
  const byHeads = graph.integers([0, 0, heads, headWidth]);
  const turned = (x: string, perm: readonly number[]) =>
    graph.node('Transpose', [graph.node('Reshape', [x, byHeads])], { perm });
  const scale = graph.floats(Float32Array.of(headWidth ** -0.5), []);
  const queries = graph.node('Mul', [turned(query, [0, 2, 1, 3]), scale]);
  const raw = graph.node('MatMul', [queries, turned(key, [0, 2, 3, 1])]);
  const scores = mask === undefined ? raw : graph.node('Add', [raw, mask]);
  const shares = graph.node('Softmax', [scores], { axis: -1 });
  const sums = graph.node('MatMul', [shares, turned(value, [0, 2, 1, 3])]);
  const rows = graph.node('Transpose', [sums], { perm: [0, 2, 1, 3] });
  return graph.node('Reshape', [rows, graph.integers([0, 0, width])]);
}

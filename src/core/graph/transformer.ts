import type { Activation } from '../model/architecture.ts';
import { attend } from './attention.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { MICROSOFT } from './onnx.ts';

/** CLIP's layer norms all have PyTorch's default epsilon, SigLIP's that of JAX. */
export const EPSILON = { clip: 1e-5, siglip: 1e-6 } as const;

/** A stack of pre-norm blocks: x + attention(norm(x)), then x + MLP(norm(x)). */
export interface TransformerShape {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly mlpWidth: number;
  readonly activation: Activation;
  /** Of every layer norm; CLIP's where it is missing. */
  readonly epsilon?: number;
}

/** Weight and bias of a layer norm. */
export function normWeights(graph: GraphBuilder, name: string, width: number): [string, string] {
  return [graph.parameter(`${name}.weight`, [width]), graph.parameter(`${name}.bias`, [width])];
}

/** Normalises the last axis, of `width` values. */
export function layerNorm(
  graph: GraphBuilder,
  x: string,
  name: string,
  width: number,
  epsilon: number = EPSILON.clip,
): string {
  const weights = normWeights(graph, name, width);
  return graph.node('LayerNormalization', [x, ...weights], {
    axis: -1,
    epsilon: { float: epsilon },
  });
}

/** A sum that is also normalised, in one pass: both are wanted where a residual branch ends. */
interface Residual {
  readonly sum: string;
  readonly normalised: string;
}

/** x + branch + `bias`, and its layer norm by `norm`. The bias of the branch's last linear layer comes in here for nothing. */
function addAndNorm(
  graph: GraphBuilder,
  x: string,
  branch: string,
  bias: string,
  norm: string,
  { width, epsilon = EPSILON.clip }: TransformerShape,
): Residual {
  const inputs = [x, branch, ...normWeights(graph, norm, width), bias];
  const [normalised = '', , , sum = ''] = graph.nodeOf({
    domain: MICROSOFT,
    operator: 'SkipLayerNormalization',
    inputs,
    attributes: { epsilon: { float: epsilon } },
    outputs: [true, false, false, true],
  });
  return { sum, normalised };
}

/** What one block's attention makes of its input, each [N, S, width]. */
export interface Projections {
  readonly query: string;
  readonly key: string;
  readonly value: string;
}

/** Queries, keys and values of the normalised `x` [N, S, width]. */
export function project(graph: GraphBuilder, x: string, block: string, width: number): Projections {
  const packed = graph.node('Add', [
    graph.linear(x, `${block}.attn.in_proj_weight`, 3 * width, width),
    graph.parameter(`${block}.attn.in_proj_bias`, [3 * width]),
  ]);
  const [query = '', key = '', value = ''] = graph.nodeOf({
    operator: 'Split',
    inputs: [packed],
    attributes: { axis: 2, num_outputs: 3 },
    outputs: [true, true, true],
  });
  return { query, key, value };
}

/** x·sigmoid(1.702 x), or x·Φ(x) or its approximation, of a linear layer's output `x` without its `bias`. */
function activate(graph: GraphBuilder, x: string, bias: string, activation: Activation): string {
  if (activation === 'gelu-tanh') return graph.fused('FastGelu', [x, bias]);
  if (activation === 'gelu') return graph.fused('BiasGelu', [x, bias]);
  const sum = graph.node('Add', [x, bias]);
  return graph.fused('QuickGelu', [sum], { alpha: { float: 1.702 } });
}

/** The two linear layers of a block's MLP, without the output bias. */
export function mlp(
  graph: GraphBuilder,
  x: string,
  block: string,
  shape: TransformerShape,
): string {
  const { width, mlpWidth, activation } = shape;
  const hidden = graph.linear(x, `${block}.mlp.c_fc.weight`, mlpWidth, width);
  const bias = graph.parameter(`${block}.mlp.c_fc.bias`, [mlpWidth]);
  const active = activate(graph, hidden, bias, activation);
  return graph.linear(active, `${block}.mlp.c_proj.weight`, width, mlpWidth);
}

interface Transformed {
  /** Every position after all blocks and the last norm: [N, S, width]. */
  readonly hidden: string;
  /** What the last block attends with; `null` where there is no block. */
  readonly last: Projections | null;
}

/**
 * The blocks `prefix.0` to `prefix.(layers - 1)` over `x` [N, S, width], followed by the layer norm `lastNorm`
 * (ln_post or ln_final) of every position.
 * @param mask [S, S] added to the attention scores, or nothing.
 * @param seen what a layer's queries look at, where that is more than its own keys and values.
 */
export function transformer(
  graph: GraphBuilder,
  x: string,
  prefix: string,
  shape: TransformerShape,
  lastNorm: string,
  mask?: string,
  seen: (own: Projections, layer: number) => Projections = (own) => own,
): Transformed {
  const { width, layers, heads, epsilon } = shape;
  let last: Projections | null = null;
  let state: Residual = {
    sum: x,
    normalised: layerNorm(graph, x, layers === 0 ? lastNorm : `${prefix}.0.ln_1`, width, epsilon),
  };
  for (let layer = 0; layer < layers; layer++) {
    const block = `${prefix}.${layer}`;
    last = project(graph, state.normalised, block, width);
    const mixed = attend(graph, seen(last, layer), { width, heads, mask });
    const attended = graph.linear(mixed, `${block}.attn.out_proj.weight`, width, width);
    const attendedBias = graph.parameter(`${block}.attn.out_proj.bias`, [width]);
    state = addAndNorm(graph, state.sum, attended, attendedBias, `${block}.ln_2`, shape);
    const mapped = mlp(graph, state.normalised, block, shape);
    const mappedBias = graph.parameter(`${block}.mlp.c_proj.bias`, [width]);
    const next = layer === layers - 1 ? lastNorm : `${prefix}.${layer + 1}.ln_1`;
    state = addAndNorm(graph, state.sum, mapped, mappedBias, next, shape);
  }
  return { hidden: state.normalised, last };
}

import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { OnnxNode } from '../../graph/onnx.ts';
import { only, scalar, unbroadcast, type Rule } from './rule.ts';
import type { Shape } from '../shapes.ts';

interface NormGradients {
  readonly dx: string;
  readonly dWeight: string;
  readonly dBias: string;
}

function epsilonOf({ attributes }: OnnxNode): number {
  const { epsilon } = attributes;
  return typeof epsilon === 'object' && 'float' in epsilon ? epsilon.float : 1e-5;
}

/**
 * y = x̂ w + b with x̂ = (x - mean x) / sqrt(var x + ε) over the last axis. With g = dy w:
 * dx = (g - mean g - x̂ mean(g x̂)) / sqrt(var x + ε); dw = Σ dy x̂, db = Σ dy over all rows.
 * Mean and deviation are computed again: an output of the forward operator costs every device memory, and some lack it.
 */
function normGradients(
  graph: GraphBuilder,
  { x, weight, dy }: { readonly x: string; readonly weight: string; readonly dy: string },
  epsilon: number,
  shapes: { readonly x: Shape; readonly weight: Shape },
): NormGradients {
  const last = graph.integers([-1]);
  const mean = (value: string): string => graph.node('ReduceMean', [value, last], { keepdims: 1 });
  const centred = graph.node('Sub', [x, mean(x)]);
  const variance = mean(graph.node('Mul', [centred, centred]));
  const deviation = graph.node('Sqrt', [graph.node('Add', [variance, scalar(graph, epsilon)])]);
  const unit = graph.node('Div', [centred, deviation]);
  const g = graph.node('Mul', [dy, weight]);
  const along = graph.node('Mul', [unit, mean(graph.node('Mul', [g, unit]))]);
  const rest = graph.node('Sub', [graph.node('Sub', [g, mean(g)]), along]);
  const perRow = graph.node('Mul', [dy, unit]);
  return {
    dx: graph.node('Div', [rest, deviation]),
    dWeight: unbroadcast(graph, perRow, shapes.x, shapes.weight),
    dBias: unbroadcast(graph, dy, shapes.x, shapes.weight),
  };
}

/** y = norm(x) w + b. */
export const layerNormalization: Rule = (context) => {
  const { graph, node, shapeOf } = context;
  const [x = '', weight = ''] = node.inputs;
  const values = { x, weight, dy: only(context) };
  const shapes = { x: shapeOf(x), weight: shapeOf(weight) };
  const { dx, dWeight, dBias } = normGradients(graph, values, epsilonOf(node), shapes);
  return [dx, dWeight, dBias];
};

/** s = x + skip + bias (the fourth output), y = norm(s) w + b (the first): ds = ds of the norm + the sum's own gradient. */
export const skipLayerNormalization: Rule = (context) => {
  const { graph, node, gradients, shapeOf } = context;
  const [x = '', , weight = '', , bias = ''] = node.inputs;
  const [normalised, , , ownSum] = gradients;
  const summed = node.outputs[3] ?? '';
  const shapes = { x: shapeOf(x), weight: shapeOf(weight) };
  const norm =
    normalised === undefined
      ? undefined
      : normGradients(graph, { x: summed, weight, dy: normalised }, epsilonOf(node), shapes);
  const parts = [norm?.dx, ownSum].filter((part) => part !== undefined);
  const ds = parts.reduce((a, b) => graph.node('Add', [a, b]));
  return [ds, ds, norm?.dWeight, norm?.dBias, unbroadcast(graph, ds, shapes.x, shapeOf(bias))];
};

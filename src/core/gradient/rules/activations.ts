import { only, scalar, sum, unbroadcast, type Rule } from './rule.ts';

/**
 * y = Gelu(x + b) with Gelu(z) = z Φ(z) and Φ the normal distribution function:
 * dz = dy (Φ(z) + z φ(z)), φ(z) = e^(-z²/2) / sqrt(2π); db is dz summed over all rows.
 */
export const biasGelu: Rule = (context) => {
  const { graph, node, shapeOf } = context;
  const [x = '', bias = ''] = node.inputs;
  const z = graph.node('Add', [x, bias]);
  const erf = graph.node('Erf', [graph.node('Mul', [z, scalar(graph, Math.SQRT1_2)])]);
  const half = scalar(graph, 0.5);
  const distribution = graph.node('Mul', [graph.node('Add', [erf, scalar(graph, 1)]), half]);
  const square = graph.node('Mul', [graph.node('Mul', [z, z]), scalar(graph, -0.5)]);
  const density = graph.node('Mul', [
    graph.node('Exp', [square]),
    scalar(graph, 1 / Math.sqrt(2 * Math.PI)),
  ]);
  const slope = graph.node('Add', [distribution, graph.node('Mul', [z, density])]);
  const dz = graph.node('Mul', [only(context), slope]);
  return [dz, unbroadcast(graph, dz, shapeOf(x), shapeOf(bias))];
};

/** y = x s with s = sigmoid(α x): dx = dy s (1 + α x (1 - s)). */
export const quickGelu: Rule = (context) => {
  const { graph, node } = context;
  const [x = ''] = node.inputs;
  const { alpha } = node.attributes;
  const scale = typeof alpha === 'object' && 'float' in alpha ? alpha.float : 1.702;
  const scaled = graph.node('Mul', [x, scalar(graph, scale)]);
  const gate = graph.node('Sigmoid', [scaled]);
  const rest = graph.node('Sub', [scalar(graph, 1), gate]);
  const one = scalar(graph, 1);
  const slope = graph.node('Add', [graph.node('Mul', [scaled, rest]), one]);
  return [graph.node('Mul', [only(context), graph.node('Mul', [gate, slope])])];
};

/** y = softmax(x) along an axis: dx = y (dy - Σ dy y). */
export const softmax: Rule = (context) => {
  const { graph, node } = context;
  const dy = only(context);
  const y = node.outputs[0] ?? '';
  const weighted = graph.node('Mul', [dy, y]);
  const total = sum(graph, weighted, [Number(node.attributes['axis'])], 1);
  return [graph.node('Sub', [weighted, graph.node('Mul', [y, total])])];
};

/** y = log softmax(x) along an axis: dx = dy - e^y Σ dy. */
export const logSoftmax: Rule = (context) => {
  const { graph, node } = context;
  const dy = only(context);
  const total = sum(graph, dy, [Number(node.attributes['axis'])], 1);
  const shares = graph.node('Exp', [node.outputs[0] ?? '']);
  return [graph.node('Sub', [dy, graph.node('Mul', [shares, total])])];
};

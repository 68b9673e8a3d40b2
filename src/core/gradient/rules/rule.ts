import type { GraphBuilder } from '../../graph/graph-builder.ts';
import type { OnnxNode } from '../../graph/onnx.ts';
import type { Shape } from '../shapes.ts';

/** What a rule may use. */
export interface RuleContext {
  readonly graph: GraphBuilder;
  readonly node: OnnxNode;
  /** dLoss/dOutput of each output; `undefined` where an output does not reach the loss. */
  readonly gradients: readonly (string | undefined)[];
  /** Which inputs a gradient is wanted of. */
  readonly wanted: readonly boolean[];
  /** Shape of a value that a gradient goes through. Throws where it is not known, which is a fault of the graph. */
  readonly shapeOf: (name: string) => Shape;
}

/** The vector-Jacobian product of an operator: dLoss/dInput of each input, drawn into the graph. */
export type Rule = (context: RuleContext) => readonly (string | undefined)[];

/** The gradient of an operator with one output, which is there: the reverse pass visits nothing else. */
export function only({ gradients, node }: RuleContext): string {
  const [gradient] = gradients;
  if (gradient === undefined)
    throw new Error(`No gradient reaches the output of ${node.operator}.`);
  return gradient;
}

/** Sums of `value` along `axes`. */
export function sum(
  graph: GraphBuilder,
  value: string,
  axes: readonly number[],
  keepdims: 0 | 1,
): string {
  return graph.node('ReduceSum', [value, graph.integers(axes)], { keepdims });
}

/** A number in the precision of the graph. */
export function scalar(graph: GraphBuilder, value: number): string {
  return graph.floats(Float32Array.of(value), []);
}

/**
 * The gradient of an input that was broadcast: summed over the axes along which it was repeated, so that it has the
 * input's shape `to` again.
 */
export function unbroadcast(graph: GraphBuilder, gradient: string, from: Shape, to: Shape): string {
  const extra = from.length - to.length;
  const leading = Array.from({ length: extra }, (_, axis) => axis);
  const summed = extra === 0 ? gradient : sum(graph, gradient, leading, 0);
  const repeated = to.flatMap((extent, axis) =>
    extent === 1 && from[axis + extra] !== 1 ? [axis] : [],
  );
  return repeated.length === 0 ? summed : sum(graph, summed, repeated, 1);
}

import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { OnnxNode, OnnxTensor } from '../graph/onnx.ts';
import { RULES } from './rules/table.ts';
import { inferShapes, type Shape, type Shapes } from './shapes.ts';

/** The numbers of the int64 lists that a graph holds. */
function constantLists(tensors: readonly OnnxTensor[]): ReadonlyMap<string, readonly number[]> {
  const lists = new Map<string, readonly number[]>();
  for (const { name, type, content } of tensors) {
    if (type !== 'int64' || !('data' in content)) continue;
    const { buffer, byteOffset, byteLength } = content.data;
    const view = new DataView(buffer, byteOffset, byteLength);
    const count = byteLength / 8;
    lists.set(
      name,
      Array.from({ length: count }, (_, index) => Number(view.getBigInt64(8 * index, true))),
    );
  }
  return lists;
}

/** Values that depend on one of `sources`. */
function reachable(nodes: readonly OnnxNode[], sources: Iterable<string>): ReadonlySet<string> {
  const found = new Set(sources);
  for (const { inputs, outputs } of nodes) {
    if (inputs.some((name) => found.has(name))) outputs.forEach((name) => found.add(name));
  }
  found.delete('');
  return found;
}

/**
 * Reverse-mode differentiation (Linnainmaa 1970; Griewank and Walther, Evaluating Derivatives, 2008): draws dLoss/dSource
 * for each source behind what is drawn already. The nodes are walked backwards once; a value that several read gets the
 * sum of what comes back from each.
 * @param loss A value without axes.
 * @param known Shapes of the graph's inputs, parameters and constants, as far as a gradient passes them.
 * @returns Names of the gradients, by source. A source that does not reach the loss has none.
 * @throws Where an operator on the way has no rule, or a shape on the way is not known.
 */
export function differentiate(
  graph: GraphBuilder,
  loss: string,
  sources: readonly string[],
  known: Shapes,
): ReadonlyMap<string, string> {
  const { nodes, tensors } = graph.drawn();
  const lists = constantLists(tensors);
  const constants = tensors.map(({ name, dims }): [string, Shape] => [name, dims]);
  const shapes = inferShapes(nodes, new Map([...constants, ...known]), (name) => lists.get(name));
  const shapeOf = (name: string): Shape => {
    const shape = shapes.get(name);
    if (!shape) throw new Error(`The shape of ${name} is not known.`);
    return shape;
  };
  const active = reachable(nodes, sources);
  const gradients = new Map<string, string>([[loss, graph.floats(Float32Array.of(1), [])]]);
  for (const node of nodes.toReversed()) {
    const given = node.outputs.map((name) => gradients.get(name));
    const wanted = node.inputs.map((name) => active.has(name));
    if (given.every((gradient) => gradient === undefined) || !wanted.includes(true)) continue;
    const rule = RULES[node.operator];
    if (!rule) throw new Error(`There is no gradient rule for ${node.operator}.`);
    const found = rule({ graph, node, gradients: given, wanted, shapeOf });
    node.inputs.forEach((name, index) => {
      const gradient = found[index];
      if (!wanted[index] || gradient === undefined) return;
      const before = gradients.get(name);
      gradients.set(name, before === undefined ? gradient : graph.node('Add', [before, gradient]));
    });
  }
  return new Map(
    sources.flatMap((name) => {
      const gradient = gradients.get(name);
      return gradient === undefined ? [] : [[name, gradient] as const];
    }),
  );
}

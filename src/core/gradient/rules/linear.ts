import { only, type Rule } from './rule.ts';

/** The permutation that swaps the last two of `rank` axes. */
const swapLast = (rank: number): readonly number[] => [
  ...Array.from({ length: rank - 2 }, (_, axis) => axis),
  rank - 1,
  rank - 2,
];

/**
 * Y = A B: dA = dY Bᵀ, dB = Aᵀ dY. Where B is a plain matrix and A a batch of them, the batch is one long matrix of rows,
 * so that dB is summed over it.
 */
export const matMul: Rule = (context) => {
  const { graph, node, wanted, shapeOf } = context;
  const dy = only(context);
  const [a = '', b = ''] = node.inputs;
  const [aRank, bRank] = [shapeOf(a).length, shapeOf(b).length];
  const turned = (value: string, rank: number): string =>
    graph.node('Transpose', [value], { perm: swapLast(rank) });
  const rows = (value: string, rank: number, columns: number | string | undefined): string =>
    rank === 2 ? value : graph.node('Reshape', [value, graph.integers([-1, Number(columns)])]);
  const da = (): string => graph.node('MatMul', [dy, turned(b, bRank)]);
  const db = (): string => {
    if (bRank > 2) return graph.node('MatMul', [turned(a, aRank), dy]);
    const flat = [rows(a, aRank, shapeOf(a).at(-1)), rows(dy, aRank, shapeOf(b).at(-1))];
    return graph.node('MatMul', [turned(flat[0] ?? '', 2), flat[1] ?? '']);
  };
  return [wanted[0] ? da() : undefined, wanted[1] ? db() : undefined];
};

/** The same numbers in another shape: the gradient takes the input's shape. */
export const reshape: Rule = (context) => {
  const { graph, node } = context;
  return [graph.node('Reshape', [only(context), graph.node('Shape', [node.inputs[0] ?? ''])])];
};

/** Axes change places: the gradient's change back. */
export const transpose: Rule = (context) => {
  const { graph, node } = context;
  const { perm } = node.attributes;
  const back = Array.isArray(perm) ? perm.map((_, axis) => perm.indexOf(axis)) : [];
  return [graph.node('Transpose', [only(context)], { perm: back })];
};

/** Parts of one value: their gradients side by side. Every part is used, or the graph would not have drawn it. */
export const split: Rule = ({ graph, node, gradients }) => {
  const parts = gradients.filter((gradient) => gradient !== undefined);
  if (parts.length !== node.outputs.length) throw new Error('A part of a split has no gradient.');
  return [graph.node('Concat', parts, { axis: Number(node.attributes['axis']) })];
};

/**
 * y[n] = x[rows[n]]: dx[r] = Σ over n with rows[n] = r of dy[n], as a product with the 0-1 matrix of r = rows[n]:
 * no device needs a scatter, and the rows are few (one a text).
 */
export const gatherRows: Rule = (context) => {
  const { graph, node } = context;
  if (node.attributes['axis'] !== 0) throw new Error('Only rows are gathered with a gradient.');
  const [x = '', rows = ''] = node.inputs;
  const count = graph.node('Gather', [graph.node('Shape', [x]), graph.integer(0)]);
  const every = graph.node('Range', [graph.integer(0), count, graph.integer(1)]);
  const column = graph.node('Reshape', [every, graph.integers([-1, 1])]);
  const hits = graph.node('Cast', [graph.node('Equal', [column, rows])], { to: 1 });
  return [graph.node('MatMul', [hits, only(context)]), undefined];
};

/** y = Σ x along axes: dx repeats dy along them. */
export const reduceSum: Rule = (context) => {
  const { graph, node } = context;
  const [x = '', axes = ''] = node.inputs;
  const kept =
    node.attributes['keepdims'] === 1 || axes === ''
      ? only(context)
      : graph.node('Unsqueeze', [only(context), axes]);
  return [graph.node('Expand', [kept, graph.node('Shape', [x])]), undefined];
};

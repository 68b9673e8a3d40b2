import type { OnnxNode } from '../graph/onnx.ts';

/** Extents of a value's axes; a free one has a name (`N` texts, `S` tokens). */
export type Shape = readonly (number | string)[];

/** The shapes of values by name. What is missing is not known, which does no harm where no gradient goes. */
export type Shapes = ReadonlyMap<string, Shape>;

/** The numbers of a constant list by name; `undefined` where it is computed. */
export type Integers = (name: string) => readonly number[] | undefined;

type Infer = (
  node: OnnxNode,
  inputs: readonly (Shape | undefined)[],
  integers: Integers,
) => readonly (Shape | undefined)[];

/** The input with more axes, the first one where they are alike: biases and masks are one for a whole batch. */
const broadcast: Infer = (_, [a, b]) => [(a?.length ?? 0) >= (b?.length ?? 0) ? a : b];
const same: Infer = (_, [x]) => [x];

const reshape: Infer = ({ inputs }, [x], integers) => {
  const wanted = integers(inputs[1] ?? '');
  if (!x || !wanted) return [];
  // An axis of -1 takes what is left over: another free extent, named by where it comes from.
  return [
    wanted.map((extent, axis) =>
      extent === 0 ? (x[axis] ?? 1) : extent === -1 ? `(${x.join('·')})` : extent,
    ),
  ];
};

const transpose: Infer = ({ attributes }, [x]) => {
  const perm = attributes['perm'];
  return x && Array.isArray(perm) ? [perm.map((axis: number) => x[axis] ?? 1)] : [];
};

const split: Infer = ({ attributes, outputs }, [x]) => {
  const part = x?.map((extent, axis) =>
    axis === attributes['axis'] ? Number(extent) / outputs.length : extent,
  );
  return outputs.map(() => part);
};

const matMul: Infer = (_, [a, b]) => (a && b ? [[...a.slice(0, -1), b.at(-1) ?? 1]] : []);

const gatherRows: Infer = ({ attributes }, [x, rows]) =>
  x && attributes['axis'] === 0 ? [[...(rows ?? ['N']), ...x.slice(1)]] : [];

const reduceSum: Infer = ({ attributes, inputs }, [x], integers) => {
  const axes = integers(inputs[1] ?? '')?.map((axis) =>
    axis < 0 ? axis + (x?.length ?? 0) : axis,
  );
  const gone = (axis: number): boolean => axes === undefined || axes.includes(axis);
  if (attributes['keepdims'] === 1) return [x?.map((extent, axis) => (gone(axis) ? 1 : extent))];
  return [x?.filter((_, axis) => !gone(axis))];
};

const INFER: Readonly<Record<string, Infer>> = {
  Add: broadcast,
  Mul: broadcast,
  Div: broadcast,
  Exp: same,
  Sqrt: same,
  Softmax: same,
  LogSoftmax: same,
  LayerNormalization: same,
  QuickGelu: same,
  BiasGelu: same,
  SkipLayerNormalization: (_, [x]) => [x, undefined, undefined, x],
  Reshape: reshape,
  Transpose: transpose,
  Split: split,
  MatMul: matMul,
  Gather: gatherRows,
  ReduceSum: reduceSum,
};

/**
 * Shapes of every value that follows from the `known` ones through operators that have a gradient rule.
 * A value whose shape cannot be told has none.
 */
export function inferShapes(nodes: readonly OnnxNode[], known: Shapes, integers: Integers): Shapes {
  const shapes = new Map(known);
  for (const node of nodes) {
    const inputs = node.inputs.map((name) => shapes.get(name));
    const outputs = INFER[node.operator]?.(node, inputs, integers) ?? [];
    node.outputs.forEach((name, index) => {
      const shape = outputs[index];
      if (name !== '' && shape && !shapes.has(name)) shapes.set(name, shape);
    });
  }
  return shapes;
}

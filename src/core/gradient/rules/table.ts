import { biasGelu, logSoftmax, quickGelu, softmax } from './activations.ts';
import { add, div, exp, mul, sqrt } from './elementwise.ts';
import { gatherRows, matMul, reduceSum, reshape, split, transpose } from './linear.ts';
import { layerNormalization, skipLayerNormalization } from './norms.ts';
import type { Rule } from './rule.ts';

/** The gradient of every operator that a text tower or a loss uses, each by its formula. */
export const RULES: Readonly<Record<string, Rule>> = {
  Add: add,
  Mul: mul,
  Div: div,
  Exp: exp,
  Sqrt: sqrt,
  BiasGelu: biasGelu,
  QuickGelu: quickGelu,
  Softmax: softmax,
  LogSoftmax: logSoftmax,
  MatMul: matMul,
  Reshape: reshape,
  Transpose: transpose,
  Split: split,
  Gather: gatherRows,
  ReduceSum: reduceSum,
  LayerNormalization: layerNormalization,
  SkipLayerNormalization: skipLayerNormalization,
};

import type { GraphBuilder } from '../graph/graph-builder.ts';
import { scalar, sum } from './rules/rule.ts';

/** x / |x| along the last axis, of [N, D]. */
export function unitRows(graph: GraphBuilder, x: string): string {
  const squares = sum(graph, graph.node('Mul', [x, x]), [-1], 1);
  return graph.node('Div', [x, graph.node('Sqrt', [squares])]);
}

/** Values that the loss reads. */
export interface ContrastiveInputs {
  /** Un-normalised, [M, D]. */
  readonly images: string;
  /** Un-normalised, [N, D]. */
  readonly texts: string;
  /** Logarithm of the factor on cosines, without axes. */
  readonly logitScale: string;
  /** [M, N]: what the log-probability of text n for picture m weighs; see `pairWeights`. */
  readonly byPicture: string;
  /** [M, N]: what the log-probability of picture m for text n weighs. */
  readonly byText: string;
}

/**
 * Both directions of cross-entropy with every true pair positive (UniCL, Yang et al. 2022; with one positive each it is
 * CLIP's loss, Radford et al. 2021): the mean over pictures of -mean over their true texts of log softmax over texts, the
 * same over pictures, averaged.
 * @returns The loss, a value without axes, and the logits [M, N].
 */
export function contrastiveLoss(
  graph: GraphBuilder,
  { images, texts, logitScale, byPicture, byText }: ContrastiveInputs,
): { readonly loss: string; readonly logits: string } {
  const turned = graph.node('Transpose', [unitRows(graph, texts)], { perm: [1, 0] });
  const cosines = graph.node('MatMul', [unitRows(graph, images), turned]);
  const logits = graph.node('Mul', [cosines, graph.node('Exp', [logitScale])]);
  const share = (axis: number, weights: string): string =>
    sum(
      graph,
      graph.node('Mul', [graph.node('LogSoftmax', [logits], { axis }), weights]),
      [0, 1],
      0,
    );
  const both = graph.node('Add', [share(1, byPicture), share(0, byText)]);
  return { loss: graph.node('Mul', [both, scalar(graph, -0.5)]), logits };
}

/** The weights of every pair in the two directions, [M, N] row-major each. */
export interface PairWeights {
  readonly byPicture: Float32Array;
  readonly byText: Float32Array;
}

/**
 * What each true pair weighs: 1 / (pictures that have a text · true texts of the picture), and the same by text.
 * A picture without a true text, or a text without a picture, weighs nothing.
 * @param positive [pictures, texts], row-major: not 0 where the text is true of the picture.
 */
export function pairWeights(
  positive: ArrayLike<number>,
  pictures: number,
  texts: number,
): PairWeights {
  const inRow = new Float64Array(pictures);
  const inColumn = new Float64Array(texts);
  const isTrue = (index: number): boolean => (positive[index] ?? 0) !== 0;
  for (let index = 0; index < pictures * texts; index++) {
    if (!isTrue(index)) continue;
    const [row, column] = [Math.floor(index / texts), index % texts];
    inRow[row] = (inRow[row] ?? 0) + 1;
    inColumn[column] = (inColumn[column] ?? 0) + 1;
  }
  const used = (counts: Float64Array): number => counts.filter((count) => count > 0).length;
  const [rows, columns] = [used(inRow), used(inColumn)];
  const weights = (share: (index: number) => number): Float32Array =>
    Float32Array.from({ length: pictures * texts }, (_, index) =>
      isTrue(index) ? share(index) : 0,
    );
  return {
    byPicture: weights((index) => 1 / (rows * (inRow[Math.floor(index / texts)] ?? 1))),
    byText: weights((index) => 1 / (columns * (inColumn[index % texts] ?? 1))),
  };
}

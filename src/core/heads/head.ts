import { requireMatrix, type Matrix } from '../scoring/matrix.ts';

/** What turns unit picture vectors into one logit a label. */
export type Head =
  /** scale · F Wᵀ + b. */
  | {
      readonly kind: 'linear';
      /** [C, D]. */
      readonly weights: Matrix;
      /** [C], or nothing. */
      readonly bias?: Float32Array;
      readonly scale: number;
    }
  /** Tip-Adapter: words, and every example votes for its label by its nearness. */
  | {
      readonly kind: 'cache';
      /** Unit class vectors of the words, [C, D]. */
      readonly words: Matrix;
      readonly scale: number;
      /** Unit vectors of the examples, [N, D], */
      readonly keys: Matrix;
      /** and their labels. */
      readonly labels: ArrayLike<number>;
      readonly alpha: number;
      readonly beta: number;
    };

/** Dot products of the rows of two matrices of equal width: [rows of a, rows of b]. */
export function rowProducts(a: Matrix, b: Matrix): Float64Array {
  requireMatrix(a);
  requireMatrix(b);
  const [rows, width] = a.dims;
  const [others, otherWidth] = b.dims;
  if (width !== otherWidth)
    throw new RangeError(`Rows of ${width} and ${otherWidth} numbers do not meet.`);
  const out = new Float64Array(rows * others);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < others; j++) {
      let sum = 0;
      for (let d = 0; d < width; d++) {
        sum += (a.data[i * width + d] as number) * (b.data[j * width + d] as number);
      }
      out[i * others + j] = sum;
    }
  }
  return out;
}

/** Logits [N, C] of unit picture vectors [N, D]. */
export function headLogits(head: Head, features: Matrix): Matrix {
  const words = head.kind === 'linear' ? head.weights : head.words;
  const classes = words.dims[0];
  const logits = rowProducts(features, words).map(
    (product, index) =>
      head.scale * product + (head.kind === 'linear' ? (head.bias?.[index % classes] ?? 0) : 0),
  );
  if (head.kind === 'cache') addVotes(logits, head, features, classes);
  return { data: Float32Array.from(logits), dims: [features.dims[0], classes] };
}

/** α Σ exp(-β (1 - f·k)) of the examples of each label (Zhang et al. 2022, equation 4). */
function addVotes(
  logits: Float64Array,
  { keys, labels, alpha, beta }: Extract<Head, { kind: 'cache' }>,
  features: Matrix,
  classes: number,
): void {
  const count = keys.dims[0];
  rowProducts(features, keys).forEach((nearness, index) => {
    const at = Math.floor(index / count) * classes + (labels[index % count] ?? 0);
    logits[at] = (logits[at] as number) + alpha * Math.exp(-beta * (1 - nearness));
  });
}

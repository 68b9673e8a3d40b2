import type { Matrix } from '../scoring/matrix.ts';
import type { Objective } from './lbfgs.ts';

/** Pictures with their labels. */
export interface Examples {
  /** [N, D], unit rows. */
  readonly features: Matrix;
  /** [N], each in 0..classes-1. */
  readonly labels: ArrayLike<number>;
  readonly classes: number;
}

export interface SoftmaxRegression {
  /** Factor on features times weights. */
  readonly scale: number;
  /** Weight of the summed cross-entropy: 1/N for its mean, scikit-learn's C for its sum. */
  readonly loss: number;
  /** Weight of half the squared distance to `prior`. */
  readonly pull: number;
  /** [C, D], row-major; zeros where it is left out. */
  readonly prior?: Float64Array;
  /** Whether each class has a free offset, which nothing pulls. */
  readonly bias: boolean;
}

/**
 * loss · Σ CE(scale F Wᵀ + b) + pull/2 |W - prior|², a convex function of W [C, D] followed, where there is a bias, by b [C].
 * The returned function has the form that `minimise` takes.
 */
export function softmaxRegression(examples: Examples, options: SoftmaxRegression): Objective {
  const { features, labels, classes } = examples;
  const [count, width] = features.dims;
  const { scale, loss, pull, prior, bias } = options;
  const offsets = classes * width;
  const row = new Float64Array(classes);
  return (point, gradient) => {
    gradient.fill(0);
    let value = 0;
    for (let n = 0; n < count; n++) {
      const feature = features.data.subarray(n * width, (n + 1) * width);
      value +=
        loss *
        crossEntropy(row, point, feature, {
          scale,
          bias: bias ? offsets : -1,
          label: labels[n] ?? 0,
        });
      for (let c = 0; c < classes; c++) {
        const error = loss * (row[c] as number);
        for (let d = 0; d < width; d++) {
          const at = c * width + d;
          gradient[at] = (gradient[at] as number) + error * scale * (feature[d] as number);
        }
        if (bias) gradient[offsets + c] = (gradient[offsets + c] as number) + error;
      }
    }
    for (let at = 0; at < offsets; at++) {
      const away = (point[at] as number) - (prior?.[at] ?? 0);
      value += (pull / 2) * away * away;
      gradient[at] = (gradient[at] as number) + pull * away;
    }
    return value;
  };
}

/** -log p(label) of one picture; `row` becomes p - onehot(label), the gradient by the logits. */
function crossEntropy(
  row: Float64Array,
  point: Float64Array,
  feature: Float32Array,
  { scale, bias, label }: { readonly scale: number; readonly bias: number; readonly label: number },
): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < row.length; c++) {
    let sum = 0;
    for (let d = 0; d < feature.length; d++) {
      sum += (point[c * feature.length + d] as number) * (feature[d] as number);
    }
    const logit = scale * sum + (bias < 0 ? 0 : (point[bias + c] as number));
    row[c] = logit;
    most = Math.max(most, logit);
  }
  let total = 0;
  const own = row[label] as number;
  for (let c = 0; c < row.length; c++) total += Math.exp((row[c] as number) - most);
  for (let c = 0; c < row.length; c++) row[c] = Math.exp((row[c] as number) - most) / total;
  row[label] = (row[label] as number) - 1;
  return most + Math.log(total) - own;
}

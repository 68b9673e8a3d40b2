import { solvePositive } from '../numbers/solve.ts';
import { normaliseRows } from '../scoring/normalise-rows.ts';
import type { Matrix } from '../scoring/matrix.ts';
import { rowProducts, type Head } from './head.ts';
import { minimise } from './lbfgs.ts';
import { softmaxRegression, type Examples } from './softmax-regression.ts';

/** The factor that every head puts on cosines: CLIP's own, at the end of its training. */
const SCALE = 100;
/** From this many pictures a label on, weights are fitted; with fewer there is nothing to fit that would hold. */
const FIT_FROM = 4;

/** How many examples each label has, and their unit mean [C, D]; a row of zeros where a label has none. */
export function classMeans({ features, labels, classes }: Examples): {
  readonly means: Matrix;
  readonly counts: readonly number[];
} {
  const [count, width] = features.dims;
  const sums = new Float32Array(classes * width);
  const counts = Array.from({ length: classes }, () => 0);
  for (let n = 0; n < count; n++) {
    const label = labels[n] ?? 0;
    counts[label] = (counts[label] ?? 0) + 1;
    for (let d = 0; d < width; d++) {
      sums[label * width + d] =
        (sums[label * width + d] as number) + (features.data[n * width + d] as number);
    }
  }
  return { means: normaliseRows({ data: sums, dims: [classes, width] }), counts };
}

/**
 * How far the words are to be trusted, from 0 (guessing) to 1: g = max(0, (A - 1/C) / (1 - 1/C)) with A the balanced accuracy of the words on
 * the examples (the mean over the labels that have some), C the number of labels. Ties count as wrong.
 */
export function trustInWords(examples: Examples, words: Matrix): number {
  const { features, labels, classes } = examples;
  if (classes < 2) return 0;
  const products = rowProducts(features, words);
  const right = Array.from({ length: classes }, () => 0);
  const seen = Array.from({ length: classes }, () => 0);
  for (let n = 0; n < features.dims[0]; n++) {
    const row = products.subarray(n * classes, (n + 1) * classes);
    const label = labels[n] ?? 0;
    const own = row[label] as number;
    seen[label] = (seen[label] ?? 0) + 1;
    if (row.every((other, c) => c === label || other < own)) right[label] = (right[label] ?? 0) + 1;
  }
  const shares = seen.flatMap((all, label) => (all > 0 ? [(right[label] ?? 0) / all] : []));
  if (shares.length === 0) return 0;
  const accuracy = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return Math.max(0, (accuracy - 1 / classes) / (1 - 1 / classes));
}

/**
 * Words and pictures together. W0 = g t + (1 - g) m by label, t the words' unit vector, m the pictures' unit mean; a label
 * without pictures keeps its words. Up to 3 pictures a label W0 is the head; from 4 on W minimises
 * mean CE(100 F Wᵀ) + λ/2 |W - W0|² with λ = max(100 g, 1), so that trusted words hold the weights where they are.
 * @param trust g; default: `trustInWords`.
 */
export function wordsAndPictures(
  examples: Examples,
  words: Matrix,
  trust: number = trustInWords(examples, words),
): Head {
  const { means, counts } = classMeans(examples);
  const { classes } = examples;
  const width = words.dims[1];
  const start = Float64Array.from({ length: classes * width }, (_, index) => {
    const [t, m] = [words.data[index] as number, means.data[index] as number];
    return counts[Math.floor(index / width)] === 0 ? t : trust * t + (1 - trust) * m;
  });
  const most = Math.max(0, ...counts);
  const fit = (): Float64Array =>
    minimise(
      softmaxRegression(examples, {
        scale: SCALE,
        loss: 1 / examples.features.dims[0],
        pull: Math.max(100 * trust, 1),
        prior: start,
        bias: false,
      }),
      start,
    ).point;
  const weights = most < FIT_FROM ? start : fit();
  return {
    kind: 'linear',
    weights: { data: Float32Array.from(weights), dims: [classes, width] },
    scale: SCALE,
  };
}

/** Nearest class mean (Mensink et al. 2013): the unit mean of each label's pictures is its vector. */
export function nearestMeanHead(examples: Examples): Head {
  return { kind: 'linear', weights: classMeans(examples).means, scale: SCALE };
}

/** L2-regularised logistic regression with a bias, as scikit-learn's, with OpenAI's C = 0.316 for CLIP's linear probe. */
export function logisticHead(examples: Examples, c = 0.316): Head {
  const { classes, features } = examples;
  const width = features.dims[1];
  const objective = softmaxRegression(examples, { scale: 1, loss: c, pull: 1, bias: true });
  const { point } = minimise(objective, new Float64Array(classes * (width + 1)));
  return {
    kind: 'linear',
    weights: {
      data: Float32Array.from(point.subarray(0, classes * width)),
      dims: [classes, width],
    },
    bias: Float32Array.from(point.subarray(classes * width)),
    scale: 1,
  };
}

/** Tip-Adapter without training (Zhang et al. 2022), with its default strength and sharpness. */
export function tipAdapter({ features, labels }: Examples, words: Matrix): Head {
  return { kind: 'cache', words, scale: SCALE, keys: features, labels, alpha: 1, beta: 5.5 };
}

/**
 * Gaussian discriminant analysis with one covariance for all labels (Wang et al., A Hard-to-Beat Baseline for Training-Free
 * CLIP-Based Adaptation, 2024): weights Σ⁻¹ μ, bias -½ μᵀ Σ⁻¹ μ, with Σ⁻¹ = D ((N - 1) Σ̂ + tr(Σ̂) I)⁻¹ (Kubokawa and Srivastava 2008).
 */
export function gaussianHead(examples: Examples): Head {
  const { features, labels, classes } = examples;
  const [count, width] = features.dims;
  const means = plainMeans(examples);
  const scatter = new Float64Array(width * width);
  for (let n = 0; n < count; n++) {
    const mean = (labels[n] ?? 0) * width;
    for (let i = 0; i < width; i++) {
      const away = (features.data[n * width + i] as number) - (means[mean + i] as number);
      for (let j = 0; j < width; j++) {
        const other = (features.data[n * width + j] as number) - (means[mean + j] as number);
        scatter[i * width + j] = (scatter[i * width + j] as number) + away * other;
      }
    }
  }
  let trace = 0;
  for (let i = 0; i < width; i++)
    trace += (scatter[i * width + i] as number) / Math.max(1, count - 1);
  for (let i = 0; i < width; i++) {
    scatter[i * width + i] = (scatter[i * width + i] as number) + Math.max(trace, 1e-12);
  }
  // Columns are labels: [D, C].
  const solved = Float64Array.from(
    { length: width * classes },
    (_, index) =>
      width * (means[(index % classes) * width + Math.floor(index / classes)] as number),
  );
  solvePositive(scatter, width, solved, classes);
  const weights = Float32Array.from(
    { length: classes * width },
    (_, index) => solved[(index % width) * classes + Math.floor(index / width)] as number,
  );
  const bias = Float32Array.from({ length: classes }, (_, c) => {
    let sum = 0;
    for (let d = 0; d < width; d++) {
      sum += (weights[c * width + d] as number) * (means[c * width + d] as number);
    }
    return -sum / 2;
  });
  return { kind: 'linear', weights: { data: weights, dims: [classes, width] }, bias, scale: 1 };
}

/** Means as they are, not of unit length, [C, D]. */
function plainMeans({ features, labels, classes }: Examples): Float64Array {
  const [count, width] = features.dims;
  const sums = new Float64Array(classes * width);
  const counts = new Float64Array(classes);
  for (let n = 0; n < count; n++) {
    const label = labels[n] ?? 0;
    counts[label] = (counts[label] as number) + 1;
    for (let d = 0; d < width; d++) {
      sums[label * width + d] =
        (sums[label * width + d] as number) + (features.data[n * width + d] as number);
    }
  }
  return sums.map((sum, index) => sum / Math.max(1, counts[Math.floor(index / width)] as number));
}

/** Bins of equal width over the confidence, as Guo et al. use in their figures and tables. */
const DEFAULT_BINS = 15;

/** Sums from which the reliability curve is drawn. Bounded, whatever the number of pictures. */
export interface Reliability {
  readonly counts: Uint32Array;
  readonly right: Uint32Array;
  readonly confidence: Float64Array;
}

/** One point of the curve: confidences in (low, high]; the first bin also holds 0. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** Share right, and mean confidence, of the bin's pictures; `null` where it is empty. */
  readonly accuracy: number | null;
  readonly confidence: number | null;
}

/** Sums that no picture has entered yet. */
export function createReliability(bins: number = DEFAULT_BINS): Reliability {
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`${bins} is no number of bins.`);
  return {
    counts: new Uint32Array(bins),
    right: new Uint32Array(bins),
    confidence: new Float64Array(bins),
  };
}

/**
 * Enters the winning label's probability and whether it was right.
 *
 * @throws RangeError unless the probability is from 0 to 1 (a softmax that rounds above 1 by less than 1e-6 counts as 1)
 */
export function addConfidence(sums: Reliability, probability: number, right: boolean): void {
  if (!(probability >= 0 && probability <= 1 + 1e-6)) {
    throw new RangeError(`${probability} is not a probability.`);
  }
  const confidence = Math.min(1, probability);
  const bin = Math.max(0, Math.ceil(confidence * sums.counts.length) - 1);
  sums.counts[bin] = (sums.counts[bin] ?? 0) + 1;
  sums.right[bin] = (sums.right[bin] ?? 0) + (right ? 1 : 0);
  sums.confidence[bin] = (sums.confidence[bin] ?? 0) + confidence;
}

/** The curve, lowest confidence first. */
export function reliabilityBins(sums: Reliability): ReliabilityBin[] {
  const bins = sums.counts.length;
  return Array.from(sums.counts, (count, bin) => ({
    low: bin / bins,
    high: (bin + 1) / bins,
    count,
    accuracy: count === 0 ? null : (sums.right[bin] ?? 0) / count,
    confidence: count === 0 ? null : (sums.confidence[bin] ?? 0) / count,
  }));
}

/**
 * Expected calibration error: the bins' |accuracy - confidence|, weighted by their pictures. 0 to 1; `NaN` for no pictures.
 * C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, equation 3.
 */
export function expectedCalibrationError(sums: Reliability): number {
  let total = 0;
  let gap = 0;
  for (let bin = 0; bin < sums.counts.length; bin++) {
    total += sums.counts[bin] ?? 0;
    gap += Math.abs((sums.right[bin] ?? 0) - (sums.confidence[bin] ?? 0));
  }
  return gap / total;
}

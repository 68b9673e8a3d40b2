/** Settings of AdamW (Loshchilov and Hutter 2019). */
export interface AdamWOptions {
  /** Decay of the running mean of gradients and of their squares. */
  readonly betas: readonly [number, number];
  readonly epsilon: number;
}

/** What AdamW remembers of one parameter, beside how many steps were made. */
export interface AdamWState {
  /** Running mean of the gradient. */
  readonly mean: Float32Array;
  /** Running mean of its square. */
  readonly square: Float32Array;
}

export function freshState(length: number): AdamWState {
  return { mean: new Float32Array(length), square: new Float32Array(length) };
}

/**
 * One step in place, as `torch.optim.AdamW` makes it: weights shrink by rate · decay first, then
 * w -= rate / (1 - β1^t) · m / (sqrt(v) / sqrt(1 - β2^t) + ε).
 * @param step 1 for the first step.
 */
export function adamwStep(
  values: Float32Array,
  gradient: Float32Array,
  { mean, square }: AdamWState,
  step: number,
  {
    betas: [beta1, beta2],
    epsilon,
    rate,
    decay,
  }: AdamWOptions & { readonly rate: number; readonly decay: number },
): void {
  const size = rate / (1 - beta1 ** step);
  const root = Math.sqrt(1 - beta2 ** step);
  const kept = 1 - rate * decay;
  for (let index = 0; index < values.length; index++) {
    const g = gradient[index] ?? 0;
    const m = beta1 * (mean[index] ?? 0) + (1 - beta1) * g;
    const v = beta2 * (square[index] ?? 0) + (1 - beta2) * g * g;
    mean[index] = m;
    square[index] = v;
    values[index] = (values[index] ?? 0) * kept - (size * m) / (Math.sqrt(v) / root + epsilon);
  }
}

/** Whether weight decay goes to a parameter, as OpenCLIP's training decides: not to vectors, norms, biases and the scale. */
export function decays(name: string, dims: readonly number[]): boolean {
  return dims.length >= 2 && !/bn|ln|bias|logit_scale/.test(name);
}

/**
 * Scales all gradients so that their common Euclidean length is at most `limit`, as `torch.nn.utils.clip_grad_norm_` does.
 * @returns The length before; not finite where a gradient is not, and then nothing was changed.
 */
export function clipGradients(gradients: readonly Float32Array[], limit: number): number {
  let squares = 0;
  for (const gradient of gradients) for (const value of gradient) squares += value * value;
  const length = Math.sqrt(squares);
  const factor = limit / (length + 1e-6);
  if (!(factor < 1)) return length;
  for (const gradient of gradients) {
    for (let index = 0; index < gradient.length; index++) {
      gradient[index] = (gradient[index] ?? 0) * factor;
    }
  }
  return length;
}

/** Rate of step `step` (1 to `steps`): linear up over `warmUp` steps, then half a cosine down to 0. */
export function rateAt(
  step: number,
  {
    rate,
    warmUp,
    steps,
  }: { readonly rate: number; readonly warmUp: number; readonly steps: number },
): number {
  if (step <= warmUp) return (rate * step) / warmUp;
  return (rate * (1 + Math.cos((Math.PI * (step - warmUp)) / Math.max(1, steps - warmUp)))) / 2;
}

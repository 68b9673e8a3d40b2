import type { InitLaw } from './init-law.ts';

/** Every number is `value`; nothing is drawn. */
export function constant(value: number): InitLaw {
  return { kind: 'constant', value };
}

/** Normal around 0. */
export function normal(std: number): InitLaw {
  return { kind: 'normal', mean: 0, std };
}

/** timm's `trunc_normal_(std=std)`, around 0: cut at -2 and 2, which for its 0.02 is a hundred deviations away. */
export function truncatedNormal(std: number): InitLaw {
  return { kind: 'normal', mean: 0, std, cutAt: 2 };
}

/** Share of a normal law's deviation that is left where it is cut at two deviations. */
const CUT_AT_TWO = 0.87962566103423978;

/**
 * `trunc_normal_tf_(std=std)` of timm and transformers, around 0: a standard normal cut at -2 and 2, times `std`.
 */
export function truncatedAtTwo(std: number): InitLaw {
  return { kind: 'normal', mean: 0, std, cutAt: 2 * std };
}

/** transformers' `lecun_normal_` of a weight [outputs, inputs, ...kernel]: deviation 1 / sqrt(fan in) after the cut. */
export function lecunNormal(shape: readonly number[]): InitLaw {
  return truncatedAtTwo(fanIn(shape) ** -0.5 / CUT_AT_TWO);
}

/**
 * `nn.init.kaiming_uniform_(weight, a=sqrt(5))`, the default of linear layers and convolutions, for a weight
 * [outputs, inputs, ...kernel]: within 1 / sqrt(fan in), by PyTorch's own steps so that the last bit agrees.
 */
export function kaimingUniform(shape: readonly number[]): InitLaw {
  const gain = Math.sqrt(2 / (1 + Math.sqrt(5) ** 2));
  return { kind: 'uniform', bound: Math.sqrt(3) * (gain / Math.sqrt(fanIn(shape))) };
}

/** The default of the bias that belongs to a weight of that shape: within 1 / sqrt(fan in). */
export function biasUniform(weightShape: readonly number[]): InitLaw {
  return { kind: 'uniform', bound: 1 / Math.sqrt(fanIn(weightShape)) };
}

/** `nn.init.xavier_uniform_` of a matrix [outputs, inputs]: within sqrt(6 / (fan in + fan out)). */
export function xavierUniform(shape: readonly number[]): InitLaw {
  const fans = fanIn(shape) + (shape[0] ?? 1);
  return { kind: 'uniform', bound: Math.sqrt(3) * Math.sqrt(2 / fans) };
}

function fanIn(shape: readonly number[]): number {
  return shape.slice(1).reduce((product, size) => product * size, 1);
}

import { erfc } from '../numbers/erfc.ts';
import type { InitLaw } from './init-law.ts';

/** Expected value of a law. */
export function lawMean(law: InitLaw): number {
  if (law.kind === 'constant') return law.value;
  return law.kind === 'normal' ? law.mean : 0;
}

/** Standard deviation of a law; that of a uniform one on [-bound, bound) is bound / sqrt(3). */
export function lawDeviation(law: InitLaw): number {
  if (law.kind === 'constant') return 0;
  return law.kind === 'normal' ? law.std : law.bound / Math.sqrt(3);
}

/** Share of a law's numbers, in [0, 1], that falls into each of `bins` equal bins over [from, to]. */
export function lawShares(law: InitLaw, from: number, to: number, bins: number): readonly number[] {
  const edges = Array.from({ length: bins + 1 }, (_, i) => from + ((to - from) * i) / bins);
  if (law.kind === 'constant') {
    const bin = Math.min(Math.floor(((law.value - from) / (to - from)) * bins), bins - 1);
    return Array.from({ length: bins }, (_, i) => (i === bin ? 1 : 0));
  }
  const below = edges.map((edge) => shareBelow(law, edge));
  return below.slice(1).map((share, i) => Math.max(0, share - (below[i] ?? 0)));
}

function shareBelow(law: Exclude<InitLaw, { kind: 'constant' }>, x: number): number {
  if (law.kind === 'uniform') {
    return Math.min(1, Math.max(0, (x + law.bound) / (2 * law.bound)));
  }
  const z = (x - law.mean) / (law.std * Math.SQRT2);
  return z < 0 ? erfc(-z) / 2 : 1 - erfc(z) / 2;
}

import { erfc } from '../numbers/erfc.ts';
import type { InitLaw } from './init-law.ts';

/** Expected value of a law. */
export function lawMean(law: InitLaw): number {
  if (law.kind === 'constant') return law.value;
  return law.kind === 'normal' ? law.mean : 0;
}

/** Standard deviation of a law; that of a uniform one on [-bound, bound) is bound / sqrt(3), that of a cut one is less than its `std`. */
export function lawDeviation(law: InitLaw): number {
  if (law.kind === 'constant') return 0;
  if (law.kind === 'uniform') return law.bound / Math.sqrt(3);
  if (law.cutAt === undefined) return law.std;
  const cut = law.cutAt / law.std;
  const density = Math.exp(-(cut ** 2) / 2) / Math.sqrt(2 * Math.PI);
  return law.std * Math.sqrt(1 - (2 * cut * density) / withinCut(cut));
}

/** Share of a normal law within so many deviations. */
function withinCut(cut: number): number {
  return 1 - erfc(cut / Math.SQRT2);
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
  const below = z < 0 ? erfc(-z) / 2 : 1 - erfc(z) / 2;
  if (law.cutAt === undefined) return below;
  const within = withinCut(law.cutAt / law.std);
  return Math.min(1, Math.max(0, (below - (1 - within) / 2) / within));
}

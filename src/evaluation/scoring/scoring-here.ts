import { countNearest } from '../../core/evaluation/nearest-class-mean.ts';
import { scoreInSlices } from '../../core/scoring/score-rows.ts';
import { createBreath } from '../breathe.ts';
import { readFiles } from './read-files.ts';
import { scoreShards } from './score-shards.ts';
import type { Scoring } from './scoring-messages.ts';

/** Multiplications between two breaths: a few milliseconds. */
const STEP = 2e6;

/**
 * Scoring on this thread, in slices.
 *
 * @param open who multiplies for vectors that are read here, when it is known how much that is
 */
export function scoringHere(open: (products: number) => Scoring = () => scoringHere()): Scoring {
  const breath = createBreath();
  let within: Scoring | null = null;
  let over: { readonly reason: unknown } | null = null;
  const breathe = async (): Promise<void> => {
    await breath();
    if (over) throw over.reason;
  };
  return {
    rows: (column, trueClasses, from, to) => scoreInSlices(column, trueClasses, from, to, breathe),
    async nearest(data, means, tested) {
      const step = Math.max(1, Math.floor(STEP / means.vectors.length));
      let right = 0;
      for (let at = 0; at < tested.length; at += step) {
        await breathe();
        right += countNearest(data, means, tested.slice(at, at + step));
      }
      return right;
    },
    shards: scoreShards,
    read: (job, work) =>
      readFiles(job, work, (products) => {
        // Given up while the files were read: no thread begins for nobody.
        if (over) throw over.reason;
        return (within = open(products));
      }),
    end(reason) {
      over = { reason };
      within?.end(reason);
    },
  };
}

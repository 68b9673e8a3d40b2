import { addPair, createPairedCounts, type PairedCounts } from './mcnemar.ts';
import { NOT_READABLE, type Outcomes } from './outcomes.ts';
import { addToTally, createTally, type Tally } from './tally.ts';

/**
 * Everything that results are computed from, counted from the pictures' outcomes, so that a run that is read from a file
 * shows what the run itself showed. Pictures whose turn has not come are passed over.
 *
 * @param trueClasses [N]
 * @throws RangeError where an outcome is no class, no rank or no probability
 */
export function tallyOutcomes(
  outcomes: Outcomes,
  trueClasses: ArrayLike<number>,
  classCount: number,
): Tally {
  const tally = createTally(classCount);
  addOutcomes(tally, outcomes, trueClasses, 0, trueClasses.length);
  return tally;
}

/** Pictures between two breaths: a millisecond. */
const STEP = 2000;

/**
 * The same in slices, however many pictures there are.
 * @param breathe a pause that is asked for between two slices
 */
export async function tallyInSlices(
  outcomes: Outcomes,
  trueClasses: ArrayLike<number>,
  classCount: number,
  breathe: () => Promise<void>,
): Promise<Tally> {
  const tally = createTally(classCount);
  for (let at = 0; at < trueClasses.length; at += STEP) {
    await breathe();
    addOutcomes(tally, outcomes, trueClasses, at, Math.min(trueClasses.length, at + STEP));
  }
  return tally;
}

function addOutcomes(
  tally: Tally,
  outcomes: Outcomes,
  trueClasses: ArrayLike<number>,
  from: number,
  to: number,
): void {
  for (let picture = from; picture < to; picture++) {
    const predicted = outcomes.predicted[picture] ?? NOT_READABLE;
    if (predicted === NOT_READABLE) addToTally(tally, 0, null);
    if (predicted < 0) continue;
    addToTally(tally, trueClasses[picture] ?? -1, {
      predicted,
      rank: outcomes.rank[picture] ?? 0,
      confidence: outcomes.confidence[picture] ?? 0,
    });
  }
}

/** How two columns do on the pictures that both have scored. */
export function pairOutcomes(
  first: Outcomes,
  second: Outcomes,
  trueClasses: ArrayLike<number>,
): PairedCounts {
  const counts = createPairedCounts();
  for (let picture = 0; picture < trueClasses.length; picture++) {
    const [a, b] = [first.predicted[picture] ?? -1, second.predicted[picture] ?? -1];
    if (a >= 0 && b >= 0) addPair(counts, a === trueClasses[picture], b === trueClasses[picture]);
  }
  return counts;
}

/**
 * Pictures of some true classes that were taken for some others, most confident first; equal ones by picture.
 * Where both hold the same class, its right pictures are among them.
 */
export function picturesBetween(
  outcomes: Outcomes,
  trueClasses: ArrayLike<number>,
  from: ReadonlySet<number>,
  to: ReadonlySet<number>,
): number[] {
  const found: number[] = [];
  for (let picture = 0; picture < trueClasses.length; picture++) {
    if (from.has(trueClasses[picture] ?? -1) && to.has(outcomes.predicted[picture] ?? -1)) {
      found.push(picture);
    }
  }
  const confidence = (picture: number): number => outcomes.confidence[picture] ?? 0;
  return found.sort((a, b) => confidence(b) - confidence(a) || a - b);
}

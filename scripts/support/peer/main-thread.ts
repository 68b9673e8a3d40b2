import { tasksSince, watchThread } from '../../../e2e/support/page-thread.ts';
import type { Bench } from './bench.ts';
import type { Compared } from './compare.ts';
import { spreadOf } from './cost.ts';

interface Contestants {
  readonly ours: () => Promise<unknown>;
  readonly theirs: () => Promise<unknown>;
}

/** The longest task of a page's own thread while each works, in milliseconds of the processor. */
export async function longestTasks(
  { browser, rounds }: Bench,
  prepare: (round: number) => Promise<Contestants>,
): Promise<Pick<Compared, 'ours' | 'theirs' | 'cpu' | 'wall'>> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const work = await prepare(round);
    ours.push(await longestTask(browser, work.ours));
    theirs.push(await longestTask(browser, work.theirs));
  }
  const ratios = theirs.map((task, round) => task / Math.max(0.1, ours[round] ?? 0));
  return { ours: spreadOf(ours), theirs: spreadOf(theirs), cpu: spreadOf(ratios), wall: null };
}

async function longestTask(
  browser: Bench['browser'],
  work: () => Promise<unknown>,
): Promise<number> {
  await watchThread(browser);
  await work();
  const [longest = 0] = await tasksSince(browser);
  return longest;
}

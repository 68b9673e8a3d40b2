import { type Cost, costOf, type Spread, spreadOf } from './cost.ts';
import type { PeerModel } from './made-weights.ts';

/** One line of the comparison: what the other one needs, divided by what the product needs. */
export interface Compared {
  readonly row: string;
  readonly model: PeerModel;
  readonly goal: string;
  /** What one unit is: `a picture`. */
  readonly unit: string;
  /** In the unit's own measure; seconds of the processor where there is no other. */
  readonly ours: Spread;
  readonly theirs: Spread;
  readonly measure: 'ms' | 'MB';
  readonly cpu: Spread | null;
  readonly wall: Spread | null;
  readonly note: string;
  /** Where they are not as many as were asked for. */
  readonly rounds?: number;
}

/** Work of both sides in one round: of no round the same as of another. */
export interface Contest {
  readonly ours: (round: number) => Promise<unknown>;
  readonly theirs: (round: number) => Promise<unknown>;
  /** Done by each before its work is measured. */
  readonly before?: (round: number) => Promise<unknown>;
  readonly units: number;
}

/**
 * Both in turn, the one that begins changing with every round, after some rounds (default: one) that do not count. Ratios are made round
 * by round, so that what else the machine does meets both alike.
 */
export async function contest(
  { ours, theirs, before, units }: Contest,
  rounds: number,
  uncounted = 1,
) {
  const costs: { readonly ours: Cost; readonly theirs: Cost }[] = [];
  for (let round = 0; round < rounds + uncounted; round++) {
    await before?.(round);
    const run = {
      ours: () => costOf(() => ours(round)),
      theirs: () => costOf(() => theirs(round)),
    };
    const first = round % 2 === 0 ? await run.ours() : await run.theirs();
    const second = round % 2 === 0 ? await run.theirs() : await run.ours();
    const pair =
      round % 2 === 0 ? { ours: first, theirs: second } : { ours: second, theirs: first };
    if (round >= uncounted) costs.push(pair);
  }
  return comparedCosts(costs, units);
}

/** @param units how many pictures or texts each cost is for */
export function comparedCosts(
  costs: readonly { readonly ours: Cost; readonly theirs: Cost }[],
  units: number,
): Pick<Compared, 'ours' | 'theirs' | 'cpu' | 'wall' | 'measure'> {
  const each = (pick: (pair: { readonly ours: Cost; readonly theirs: Cost }) => number) =>
    spreadOf(costs.map(pick));
  return {
    measure: 'ms',
    ours: each(({ ours }) => (1000 * ours.cpu) / units),
    theirs: each(({ theirs }) => (1000 * theirs.cpu) / units),
    cpu: each(({ ours, theirs }) => theirs.cpu / ours.cpu),
    wall: each(({ ours, theirs }) => theirs.wall / ours.wall),
  };
}

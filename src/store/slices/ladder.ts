import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { Slice } from '../all.ts';
import { RUNGS, type Rung, type RungId, columnForRung, rungChoice } from '../ladder/rungs.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';

export interface LadderSlice extends Pick<State, 'ladder'> {
  /** Climbs from that column's complete checkpoint, one model in memory at a time. */
  climb(column: string): Promise<void>;
  /** The rung as a column of the page: a new one, or the last one where there is no room. */
  openRung(rung: RungId, from: string): void;
  /** Gives up what is under way; its model is released. */
  leaveLadder(): void;
}

const WAITING: Rung = { kind: 'waiting' };
const EMPTY: Readonly<Record<RungId, Rung>> = {
  complete: WAITING,
  activation: WAITING,
  crop: WAITING,
  projection: WAITING,
  text: WAITING,
  all: WAITING,
};

export function ladderSlice(outside: Outside): Slice<LadderSlice> {
  return (set, get) => {
    const climbing = newestWins();

    return {
      ladder: EMPTY,
      climb: async (id) => {
        get().leaveLadder();
        const column = get().columns.find((candidate) => candidate.id === id);
        if (!column) return;
        const signal = climbing.begin();
        const say = (rung: RungId, state: Rung): void => {
          if (!signal.aborted) set(({ ladder }) => ({ ladder: { ...ladder, [rung]: state } }));
        };
        for (const rung of RUNGS) {
          if (signal.aborted) return;
          say(rung, { kind: 'running' });
          const vectors = await attempt(
            async () => {
              const { climbRung } = await importPart(() => import('../ladder/climb-rung.ts'));
              return climbRung(outside, get(), rung, column, signal);
            },
            (error) => say(rung, { kind: 'failed', error }),
          );
          if (vectors) say(rung, { kind: 'ready', vectors });
        }
      },
      openRung: (rung, from) => {
        const { columns } = get();
        const column = columns.find(({ id }) => id === from);
        const place = columnForRung(columns, from);
        if (!column) return;
        get().leaveLadder();
        get().close();
        if (place === null) get().addColumn(rungChoice(rung, column));
        else get().setModel(columns[place]?.id ?? '', rungChoice(rung, column));
      },
      leaveLadder: () => {
        climbing.giveUp();
        set({ ladder: EMPTY });
      },
    };
  };
}

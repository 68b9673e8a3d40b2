import { attempt } from '../../engine/attempt.ts';
import type { Progress } from '../../engine/calls.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { Slice } from '../all.ts';
import { newChoice } from '../columns/column.ts';
import type { Look, Pause, Repository, Seen } from '../columns/look.ts';
import { choiceOptions, modelSource } from '../columns/model-choice.ts';
import { sourceName } from '../columns/source-name.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';
import type { ModelChoice } from '../types.ts';

export interface CheckpointsSlice extends Pick<State, 'look' | 'seen' | 'repository'> {
  /** Reads headers only, shows what a load would give, and loads nothing. */
  lookInto(column: string, choice: ModelChoice): Promise<void>;
  /** Which files of a repository can be loaded, and as what; `endpoint` is a mirror's address. */
  listRepository(text: string, endpoint?: string): Promise<void>;
  /** Files of a checkpoint that were dropped on the page: into that column, or the last one. */
  openCheckpoint(files: readonly File[], column?: string): void;
}

const MOST_SEEN = 8;

function isAgain(one: Seen, other: Seen): boolean {
  return one.name === other.name && one.report.rule.id === other.report.rule.id;
}

/** Hears of the pauses that a server asks for, and of their end. */
function onPause(tell: (pause: Pause) => void): (progress: Progress) => void {
  let last: Pause = null;
  return ({ waitingFor, total }) => {
    const pause = waitingFor === 'server' ? Math.ceil(total) : null;
    if (pause !== last) tell(pause);
    last = pause;
  };
}

export function checkpointsSlice({ engine, address }: Outside): Slice<CheckpointsSlice> {
  return (set, get) => {
    const looking = newestWins();
    const listing = newestWins();
    return {
      look: null,
      seen: [],
      repository: { kind: 'none' },
      lookInto: async (column, choice) => {
        const signal = looking.begin();
        const say = (state: Look['state']): void => {
          if (!signal.aborted) set({ look: { column, choice, state } });
        };
        say({ kind: 'looking', pause: null });
        get().open({ kind: 'look', column });
        const inspection = await attempt(
          () =>
            engine.inspect(modelSource(choice.source, address), {
              ...choiceOptions(choice),
              signal,
              onProgress: onPause((pause) => say({ kind: 'looking', pause })),
            }),
          (error) => say({ kind: 'failed', error }),
        );
        if (!inspection || signal.aborted) return;
        say({ kind: 'seen', inspection });
        const now = { name: sourceName(choice.source), report: inspection.report };
        const others = get().seen.filter((one) => !isAgain(one, now));
        set({ seen: [now, ...others].slice(0, MOST_SEEN) });
      },
      listRepository: async (text, endpoint) => {
        const signal = listing.begin();
        const say = (repository: Repository): void => {
          if (!signal.aborted) set({ repository });
        };
        say({ kind: 'listing', pause: null });
        const found = await attempt(
          () =>
            engine.listRepository(text, {
              signal,
              onProgress: onPause((pause) => say({ kind: 'listing', pause })),
              ...(endpoint && { endpoint }),
            }),
          (error) => say({ kind: 'failed', error }),
        );
        if (found) say({ kind: 'listed', listing: found });
      },
      openCheckpoint: (files, column = get().columns.at(-1)?.id ?? '') => {
        const name = files.map(({ name: file }) => file).join(', ');
        const opening = get().changeModel(column, newChoice({ kind: 'files', files }));
        void opening.then((opened) => {
          if (opened) get().notify('model.opened', { name }, { undo: true });
        });
      },
    };
  };
}

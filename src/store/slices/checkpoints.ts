import type { EngineErrorData, Inspection, RepositoryListing } from '../../engine/contract.ts';
import type { Outside, Slice } from '../all.ts';
import { attempt } from '../actions/attempt.ts';
import { choiceOptions, modelSource } from '../actions/model-choice.ts';
import type { ModelChoice } from '../types.ts';
import { newChoice } from './columns.ts';

/** A checkpoint that is looked into before it is loaded. */
export interface Look {
  readonly column: string;
  readonly choice: ModelChoice;
  readonly state:
    | { readonly kind: 'looking' }
    | { readonly kind: 'seen'; readonly inspection: Inspection }
    | { readonly kind: 'failed'; readonly error: EngineErrorData };
}

export type Repository =
  | { readonly kind: 'none' }
  | { readonly kind: 'listing' }
  | { readonly kind: 'listed'; readonly listing: RepositoryListing }
  | { readonly kind: 'failed'; readonly error: EngineErrorData };

export interface CheckpointsSlice {
  readonly look: Look | null;
  readonly repository: Repository;
  /** Reads headers only, shows what a load would give, and loads nothing. */
  lookInto(column: string, choice: ModelChoice): Promise<void>;
  /** Which files of a repository can be loaded, and as what; `endpoint` is a mirror's address. */
  listRepository(text: string, endpoint?: string): Promise<void>;
  /** Files of a checkpoint that were dropped on the page: into that column, or the last one. */
  openCheckpoint(files: readonly File[], column?: string): void;
}

export function checkpointsSlice({ engine, address }: Outside): Slice<CheckpointsSlice> {
  return (set, get) => {
    let looking: AbortController | null = null;
    let listing: AbortController | null = null;
    const again = (old: AbortController | null): AbortController => {
      old?.abort(new DOMException('Another one was asked for.', 'AbortError'));
      return new AbortController();
    };
    return {
      look: null,
      repository: { kind: 'none' },
      lookInto: async (column, choice) => {
        looking = again(looking);
        const { signal } = looking;
        const say = (state: Look['state']): void => {
          if (!signal.aborted) set({ look: { column, choice, state } });
        };
        say({ kind: 'looking' });
        get().open({ kind: 'look', column });
        const inspection = await attempt(
          () =>
            engine.inspect(modelSource(choice.source, address), {
              ...choiceOptions(choice),
              signal,
            }),
          (error) => say({ kind: 'failed', error }),
        );
        if (inspection) say({ kind: 'seen', inspection });
      },
      listRepository: async (text, endpoint) => {
        listing = again(listing);
        const { signal } = listing;
        const say = (repository: Repository): void => {
          if (!signal.aborted) set({ repository });
        };
        say({ kind: 'listing' });
        const found = await attempt(
          () => engine.listRepository(text, { signal, ...(endpoint && { endpoint }) }),
          (error) => say({ kind: 'failed', error }),
        );
        if (found) say({ kind: 'listed', listing: found });
      },
      openCheckpoint: (files, column = get().columns.at(-1)?.id ?? '') => {
        get().setModel(column, newChoice({ kind: 'files', files }));
        get().notify('model.opened', { name: files.map(({ name }) => name).join(', ') });
      },
    };
  };
}

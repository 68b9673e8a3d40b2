import type { HashedModel } from '../../core/checkpoint/compare-models.ts';
import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { Progress } from '../../engine/calls.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { Slice } from '../all.ts';
import type { ComparisonAsked, NumbersAsked } from '../asked.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';
import type { Column } from '../types.ts';

export interface InspectSlice extends Pick<State, 'numbers' | 'comparison'> {
  /** Reads, or draws again, one parameter of a column that is ready. */
  describeParameter(column: string, name: string): Promise<void>;
  /** Compares the models of two columns that are ready, parameter by parameter. */
  compareColumns(first: string, second: string): Promise<void>;
}

/** A column's model where the engine can be asked about it. */
export function liveModel(column: Column | undefined): LoadedModel | null {
  return column?.status.kind === 'ready' ? column.status.loaded : null;
}

export function inspectSlice({ engine }: Outside): Slice<InspectSlice> {
  return (set, get) => {
    const describing = newestWins();
    const comparing = newestWins();
    const model = (id: string): LoadedModel | null =>
      liveModel(get().columns.find((column) => column.id === id));

    return {
      numbers: null,
      comparison: null,
      describeParameter: async (column, name) => {
        const loaded = model(column);
        if (!loaded) return;
        const signal = describing.begin();
        const say = (answer: NumbersAsked['answer']): void => {
          if (!signal.aborted) set({ numbers: { model: loaded.id, name, answer } });
        };
        say({ kind: 'asking', progress: null });
        const value = await attempt(
          () => engine.describeParameter(loaded.id, name, { signal }),
          (error) => say({ kind: 'failed', error }),
        );
        if (value) say({ kind: 'known', value });
      },
      compareColumns: async (first, second) => {
        const [one, other] = [model(first), model(second)];
        if (!one || !other) return;
        const signal = comparing.begin();
        const say = (answer: ComparisonAsked['answer']): void => {
          if (!signal.aborted) set({ comparison: { models: [one.id, other.id], answer } });
        };
        const hashed = async (
          { id, report }: LoadedModel,
          offset: number,
        ): Promise<HashedModel> => {
          const onProgress = (progress: Progress): void => {
            const [done, total] = [progress.done + offset * progress.total, progress.total * 2];
            say({ kind: 'asking', progress: { ...progress, done, total } });
          };
          return { report, hashes: await engine.hashParameters(id, { signal, onProgress }) };
        };
        say({ kind: 'asking', progress: null });
        const value = await attempt(
          async () => {
            const { compareModels } = await importPart(
              () => import('../../core/checkpoint/compare-models.ts'),
            );
            return compareModels(await hashed(one, 0), await hashed(other, 1));
          },
          (error) => say({ kind: 'failed', error }),
        );
        if (value) say({ kind: 'known', value });
      },
    };
  };
}

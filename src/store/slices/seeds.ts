import { attempt } from '../../engine/attempt.ts';
import { createBreath } from '../../evaluation/breathe.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import { withModel } from '../../engine/with-model.ts';
import type { Slice } from '../all.ts';
import { modelOf } from '../columns/column-model.ts';
import { MAX_SEED } from '../columns/column.ts';
import { choiceOptions, modelSource } from '../columns/model-choice.ts';
import type { Outside } from '../outside.ts';
import { favouriteOf } from '../selectors/favourite.ts';
import { promptsOf } from '../selectors/prompts.ts';
import { trialsOf } from '../selectors/trials.ts';
import type { State } from '../state.ts';
import type { SeedTrial } from '../columns/seed-trial.ts';
import type { Column } from '../types.ts';

export interface SeedsSlice extends Pick<State, 'trials' | 'rolling'> {
  /** The next seed, loaded into the column. */
  rollAgain(column: string): void;
  /** Tries `count` seeds beside the column, without changing it. */
  trySeeds(column: string, count: number): Promise<void>;
  stopSeeds(): void;
}

export function seedsSlice({ engine, address }: Outside): Slice<SeedsSlice> {
  return (set, get) => {
    const trying = newestWins();

    /** Loads another seed's towers, asks for the labels, and lets them go. */
    async function tryOne(column: Column, shown: LoadedModel, seed: number, signal: AbortSignal) {
      const { labels, templates } = get();
      const source = modelSource(column.source, address);
      const options = { ...choiceOptions(column), seed, signal };
      return withModel(engine, source, options, async (loaded) => {
        const prompts = labels.map((label) => promptsOf(label, templates));
        const { data, dims } = await engine.encodeTexts(loaded.id, prompts.flat(), { signal });
        const texts = { prompts, data, dims };
        return favouriteOf(get(), shown.model.fingerprints.image, seed, texts, createBreath());
      });
    }

    return {
      trials: new Map(),
      rolling: null,
      rollAgain: (id) => {
        const column = get().columns.find((candidate) => candidate.id === id);
        if (column) get().setSeed(id, column.seed >= MAX_SEED ? 0 : column.seed + 1);
      },
      trySeeds: async (id, count) => {
        const column = get().columns.find((candidate) => candidate.id === id);
        const shown = column && modelOf(column);
        if (!column || !shown || get().rolling !== null) return;
        const signal = trying.begin();
        const { labels, templates, pictures } = get();
        const keep = (list: readonly SeedTrial[]): void =>
          set(({ trials }) => ({
            trials: new Map(trials).set(id, { list, labels, templates, pictures }),
          }));
        set({ rolling: id });
        keep([]);
        await attempt(
          async () => {
            const list: SeedTrial[] = [];
            for (let seed = 0; seed < count; seed++) {
              list.push(await tryOne(column, shown, seed, signal));
              // Other labels since: what is tried for these is no news any more.
              if (!trialsOf(get(), id)) return;
              keep([...list]);
            }
          },
          (error) =>
            get().notify('encoding.failed', { reason: error.message }, { tone: 'problem' }),
        );
        set({ rolling: null });
      },
      stopSeeds: () => trying.giveUp(),
    };
  };
}

import { meanDirection, rowOf, unit } from '../../core/scoring/vectors.ts';
import { attempt } from '../../engine/attempt.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import { withModel } from '../../engine/with-model.ts';
import type { Slice } from '../all.ts';
import { choiceOptions, modelSource } from '../columns/model-choice.ts';
import {
  RUNGS,
  type Rung,
  type RungId,
  type RungVectors,
  columnForRung,
  rungChoice,
} from '../ladder/rungs.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import { promptsOf } from '../selectors/prompts.ts';
import type { State } from '../state.ts';
import type { Column } from '../types.ts';

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

export function ladderSlice({ engine, address, fetch }: Outside): Slice<LadderSlice> {
  return (set, get) => {
    const climbing = newestWins();

    async function step(rung: RungId, column: Column, signal: AbortSignal): Promise<RungVectors> {
      const { pictures, labels, templates, alpha } = get();
      const choice = rungChoice(rung, column);
      const options = { ...choiceOptions(choice), signal };
      return withModel(engine, modelSource(choice.source, address), options, async (loaded) => {
        const blobs = await Promise.all(pictures.map((picture) => blobOf(picture, fetch, signal)));
        const images = await engine.encodeImages(loaded.id, blobs, {
          alpha,
          keepGoing: true,
          signal,
        });
        const prompts = labels.map((label) => promptsOf(label, templates));
        const texts = await engine.encodeTexts(loaded.id, prompts.flat(), { signal });
        const failed = new Set(images.failures.map(({ index }) => index));
        let at = 0;
        const classes = prompts.map((list) => meanDirection(list.map(() => rowOf(texts, at++))));
        return {
          images: new Map(
            pictures.flatMap(({ id }, index) =>
              failed.has(index) ? [] : [[id, unit(rowOf(images, index))] as const],
            ),
          ),
          classes,
          scale: loaded.model.logitScale.value,
        };
      });
    }

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
            () => step(rung, column, signal),
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

import type { LoadRuleId } from '../../core/checkpoint/load-rules.ts';
import type { EngineErrorData } from '../../engine/contract.ts';
import type { Outside, Slice } from '../all.ts';
import { attempt } from '../../engine/attempt.ts';
import { blobOf } from '../pictures/blob-of.ts';
import { choiceOptions, modelSource } from '../columns/model-choice.ts';
import { promptsOf } from '../selectors/prompts.ts';
import { meanDirection, rowOf, unit } from '../../core/scoring/vectors.ts';
import type { Column, ModelChoice } from '../types.ts';
import { modelOf } from '../columns/column-model.ts';
import { MOST_COLUMNS, newChoice } from './columns.ts';

/**
 * What may go wrong in a load, one at a time, then the faults of the article's run together: its preprocessing was
 * OpenCLIP's, so the crop of timm's own stays a rung by itself.
 */
export const RUNGS = ['complete', 'activation', 'crop', 'projection', 'text', 'all'] as const;
export type RungId = (typeof RUNGS)[number];

/** The load rule of each rung. `timm-linear` is the article's own configuration. */
export const RUNG_RULES: Readonly<Record<RungId, LoadRuleId>> = {
  complete: 'openclip',
  activation: 'openclip',
  crop: 'openclip',
  projection: 'without-image-projection',
  text: 'without-text-tower',
  all: 'timm-linear',
};

/** timm's own evaluation crop for these models. */
const TIMM_CROP = 0.9;

/** Not 0: a model that was trained from seed 0 still resembles that start, and chance would look too good. */
const LADDER_SEED = 1;

/** What a rung loads, from a column's complete checkpoint. */
export function rungChoice(rung: RungId, column: Column): ModelChoice {
  const own = modelOf(column)?.model.description.activation ?? 'quickgelu';
  const other = own === 'gelu' ? 'quickgelu' : 'gelu';
  const all = rung === 'all';
  return newChoice(column.source, {
    rule: RUNG_RULES[rung],
    seed: LADDER_SEED,
    activation: all || rung === 'activation' ? other : column.activation,
    crop: rung === 'crop' ? TIMM_CROP : null,
  });
}

/** Place of the column that a rung takes: the last one but the ladder's own; `null` where there is room for another. */
export function columnForRung(columns: readonly Column[], from: string): number | null {
  if (columns.length < MOST_COLUMNS) return null;
  return columns.findLastIndex(({ id }) => id !== from);
}

/** Unit vectors under one rung. */
export interface RungVectors {
  /** By picture id. */
  readonly images: ReadonlyMap<string, Float32Array>;
  /** In the order of the labels. */
  readonly classes: readonly Float32Array[];
  readonly scale: number;
}

export type Rung =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'ready'; readonly vectors: RungVectors }
  | { readonly kind: 'failed'; readonly error: EngineErrorData };

export interface LadderSlice {
  readonly ladder: Readonly<Record<RungId, Rung>>;
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
    let running: AbortController | null = null;

    async function step(rung: RungId, column: Column, signal: AbortSignal): Promise<RungVectors> {
      const { pictures, labels, templates, alpha } = get();
      const choice = rungChoice(rung, column);
      const loaded = await engine.load(modelSource(choice.source, address), {
        ...choiceOptions(choice),
        signal,
      });
      try {
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
      } finally {
        await engine.release(loaded.id);
      }
    }

    return {
      ladder: EMPTY,
      climb: async (id) => {
        get().leaveLadder();
        const column = get().columns.find((candidate) => candidate.id === id);
        if (!column) return;
        running = new AbortController();
        const { signal } = running;
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
        running?.abort(new DOMException('The ladder was closed.', 'AbortError'));
        running = null;
        set({ ladder: EMPTY });
      },
    };
  };
}

import type { LoadRuleId } from '../../core/checkpoint/load-rules.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import { modelOf } from '../columns/column-model.ts';
import { MOST_COLUMNS, newChoice } from '../columns/column.ts';
import type { Column, ModelChoice } from '../types.ts';

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

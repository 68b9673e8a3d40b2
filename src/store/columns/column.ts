import type { Column, ColumnSource, ModelChoice } from '../types.ts';

export interface ModelOnShow {
  /** The column's. */
  readonly id: string;
  readonly choice: ModelChoice;
}

export const MOST_COLUMNS = 4;

export const MAX_SEED = 0xffffffff;

/** A column before its first load. */
export function newColumn(
  id: string,
  source: ColumnSource,
  options: Partial<ModelChoice> = {},
): Column {
  return {
    id,
    ...newChoice(source, options),
    status: { kind: 'idle' },
    textError: null,
    refusal: null,
  };
}

/** A source loaded as it is, but for the options given. */
export function newChoice(source: ColumnSource, options: Partial<ModelChoice> = {}): ModelChoice {
  return {
    rule: 'openclip',
    seed: 0,
    activation: null,
    resets: [],
    crop: null,
    precision: 'fp32',
    ...options,
    source,
  };
}

/** The page's own pair: one model, once whole and once with the image side only. */
export function defaultColumns(): Column[] {
  return [
    newColumn('a', { kind: 'built-in', file: 'complete' }),
    newColumn('b', { kind: 'built-in', file: 'vision-only' }),
  ];
}

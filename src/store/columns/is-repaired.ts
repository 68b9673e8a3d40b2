import type { LoadedModel } from '../../engine/loading.ts';
import type { WordKey } from '../../words/languages.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Column, ModelChoice } from '../types.ts';
import { choiceOf, imageSourceOf } from './model-choice.ts';

/** Whether what was left to chance was put right here: by another text half, or by training that has been done. */
export function isRepaired({ repaired, training }: Pick<Column, 'repaired' | 'training'>): boolean {
  return repaired !== undefined || (training !== undefined && training.model !== '');
}

/** What a column is called: repaired, or what its model holds after its load rule. */
export function titleKey(column: Column, { report }: LoadedModel): WordKey {
  return isRepaired(column) &&
    column.status.kind === 'ready' &&
    report.verdict.kind !== 'not-computed'
    ? 'verdict.repaired'
    : `verdict.${report.verdict.kind}`;
}

/**
 * What a repaired column had before its repairs: by a step back, else by what it says of itself, as after a reload; `null`
 * where it is not repaired, or trained here and nothing else.
 */
export function beforeRepair(past: readonly Snapshot[], column: Column): ModelChoice | null {
  if (!isRepaired(column)) return null;
  for (const { models } of past.toReversed()) {
    const before = models?.find(({ id }) => id === column.id);
    if (before && !isRepaired(before.choice)) return before.choice;
  }
  const { repaired } = column;
  return repaired
    ? { ...choiceOf(column), ...repaired, ...PLAIN, source: imageSourceOf(column.source) }
    : null;
}

const PLAIN = { repaired: undefined, training: undefined } as const;

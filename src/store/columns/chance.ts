import type { LoadedModel } from '../../engine/loading.ts';
import { modelOf } from './column-model.ts';
import type { Column } from '../types.ts';

/** Whether chance decides any of a model's numbers. The logit scale alone does not: 100 stands in for it. */
export function hasChance(model: LoadedModel | null): boolean {
  return (
    model?.report.parts.some(
      ({ part, loaded, trained = 0, parameters }) =>
        part !== 'logit-scale' && loaded + trained < parameters,
    ) ?? false
  );
}

/** Id of the first column where chance takes part: the one whose seed is rolled again. */
export function firstByChance(columns: readonly Column[]): string | undefined {
  return columns.find((column) => hasChance(modelOf(column)))?.id;
}

import type { LoadedModel } from '../../engine/loading.ts';
import { titleKey } from '../../store/columns/is-repaired.ts';
import type { Column } from '../../store/types.ts';
import type { Words } from '../../words/translate.ts';

/** A column's name: what the model holds after its load rule. */
export function columnTitle({ t }: Words, column: Column, model: LoadedModel | null): string {
  if (model) return t(titleKey(column, model));
  if (column.source.kind === 'built-in') return t(`verdict.${column.source.file}`);
  return t('column.unnamed');
}

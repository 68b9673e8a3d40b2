import { modelOf } from '../../store/columns/column-model.ts';
import type { Column } from '../../store/types.ts';

/** The columns that a ladder can start from: their file holds the whole model. */
export function wholeColumns(columns: readonly Column[]): readonly Column[] {
  return columns.filter((column) => modelOf(column)?.report.contents.kind === 'complete');
}

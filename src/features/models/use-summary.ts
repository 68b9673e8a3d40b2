import { columnSummary, type ColumnSummary } from '../../store/selectors/summary.ts';
import type { Column } from '../../store/types.ts';
import { useOpenPictures } from '../../store/use-open-pictures.ts';
import { useWinnerInputs } from '../../store/use-summary-inputs.ts';

/** A column over all pictures that are not to be guessed yet. */
export function useSummary(column: Column): ColumnSummary {
  return columnSummary({ ...useWinnerInputs(), pictures: useOpenPictures() }, column);
}

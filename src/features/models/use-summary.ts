import { columnSummary, type ColumnSummary } from '../../store/selectors/summary.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useOpenPictures } from '../../store/use-open-pictures.ts';
import type { Column } from '../../store/types.ts';

/** A column over all pictures that are not to be guessed yet. It does not hang on the chosen scale: winners are the same under any. */
export function useSummary(column: Column): ColumnSummary {
  const shown = {
    labels: usePage((all) => all.labels),
    templates: usePage((all) => all.templates),
    vectors: usePage((all) => all.vectors),
    heads: usePage((all) => all.heads),
    examples: usePage((all) => all.examples),
  };
  const pictures = useOpenPictures();
  const failures = usePage((all) => all.failures);
  const columns = usePage((all) => all.columns);
  return columnSummary(
    { ...shown, pictures, failures, columns, scale: null, scoring: 'softmax' },
    column,
  );
}

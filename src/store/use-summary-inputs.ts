import { useShallow } from 'zustand/react/shallow';
import type { All } from './all.ts';
import type { SummaryInputs } from './selectors/summary.ts';
import { usePage } from './StoreContext.tsx';

/** What columns are summed up from; another object only when a part of it is another one. */
export function useSummaryInputs(): SummaryInputs {
  return usePage(useShallow(inputsOf));
}

function inputsOf(all: All): SummaryInputs {
  const { labels, templates, vectors, scale, scoring, heads } = all;
  const { pictures, columns, examples, failures } = all;
  return {
    labels,
    templates,
    vectors,
    scale,
    scoring,
    heads,
    pictures,
    columns,
    examples,
    failures,
  };
}

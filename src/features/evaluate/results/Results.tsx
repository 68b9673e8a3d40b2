import type { Evaluation } from '../../../store/evaluation/run.ts';
import { ResultTable } from './ResultTable.tsx';

/** What the columns have said so far. */
export function Results({ run }: { readonly run: Evaluation }) {
  return run.columns.some(({ tally }) => tally.pictures > 0) ? <ResultTable run={run} /> : null;
}

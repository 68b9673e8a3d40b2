import { useMemo } from 'react';
import { factValues } from '../../store/lesson/fact-values.ts';
import { useSummaryInputs } from '../../store/use-summary-inputs.ts';
import { useWords } from '../../words/WordsContext.tsx';

/** Values of the lesson's sentences, as `t` takes them. */
export type Values = Readonly<Record<string, string>>;

/** What the page beside the lesson shows now, in words. */
export function useValues(): Values {
  const words = useWords();
  const inputs = useSummaryInputs();
  return useMemo(() => factValues(words, inputs), [words, inputs]);
}

import { useMemo } from 'react';
import { factValues } from '../../store/lesson/fact-values.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';

/** Values of the lesson's sentences, as `t` takes them. */
export type Values = Readonly<Record<string, string>>;

/** What the page beside the lesson shows now, in words. */
export function useValues(): Values {
  const words = useWords();
  const labels = usePage((all) => all.labels);
  const templates = usePage((all) => all.templates);
  const vectors = usePage((all) => all.vectors);
  const scale = usePage((all) => all.scale);
  const scoring = usePage((all) => all.scoring);
  const pictures = usePage((all) => all.pictures);
  const columns = usePage((all) => all.columns);
  const heads = usePage((all) => all.heads);
  const examples = usePage((all) => all.examples);
  const failures = usePage((all) => all.failures);
  return useMemo(
    () =>
      factValues(words, {
        labels,
        templates,
        vectors,
        scale,
        scoring,
        pictures,
        columns,
        heads,
        examples,
        failures,
      }),
    [
      words,
      labels,
      templates,
      vectors,
      scale,
      scoring,
      pictures,
      columns,
      heads,
      examples,
      failures,
    ],
  );
}

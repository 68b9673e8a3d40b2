import { mcnemarTest } from '../../../core/evaluation/mcnemar.ts';
import { pairOutcomes } from '../../../core/evaluation/outcome-counts.ts';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import type { ColumnView } from './column-view.ts';
import styles from './results.module.css';

/** Smaller ones are only said to be smaller. */
const SMALLEST = 0.001;

/** For every two columns: on how many pictures only one of them is right, and whether that could be chance. */
export function PairTests({
  run,
  views,
}: {
  readonly run: ShownRun;
  readonly views: readonly ColumnView[];
}) {
  const { t, number } = useWords();
  if (views.length < 2) return null;
  const { trueClasses } = run.document;
  return (
    <section className={styles.block} aria-label={t('evaluated.pairs')}>
      <h3 className={styles.heading}>{t('evaluated.pairs')}</h3>
      {views.flatMap((first) =>
        views.slice(first.index + 1).map((second) => {
          const a = first.column.outcomes;
          const b = second.column.outcomes;
          const { onlyFirst, onlySecond } = pairOutcomes(a, b, trueClasses);
          const { pValue } = mcnemarTest(onlyFirst, onlySecond);
          return (
            <p key={second.index}>
              {t('evaluate.mcnemar', {
                a: first.index + 1,
                b: second.index + 1,
                first: onlyFirst,
                second: onlySecond,
                p: pValue < SMALLEST ? `< ${number(SMALLEST, 3)}` : `= ${number(pValue, 3)}`,
              })}
            </p>
          );
        }),
      )}
      <p className={styles.note}>{t('evaluated.pairs-note')}</p>
    </section>
  );
}

import { labelUse } from '../../../core/evaluation/label-use.ts';
import { predictedLabels } from '../../../core/evaluation/per-class.ts';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import { LabelBars } from './charts/LabelBars.tsx';
import { ColumnGrid } from './ColumnGrid.tsx';
import type { ColumnView } from './column-view.ts';
import styles from './results.module.css';

/** More bars than this say no more. */
const MOST_BARS = 12;

/** How often each label is predicted at all, rightly or not. */
export function LabelsTab({
  run,
  views,
}: {
  readonly run: ShownRun;
  readonly views: readonly ColumnView[];
}) {
  const { t, number } = useWords();
  const { classes } = run.document;
  // One scale for all columns: a label that takes everything must not look like one among many.
  const highest = Math.max(...views.map(({ tally }) => predictedLabels(tally)[0]?.share ?? 0));
  return (
    <>
      <p className={styles.note}>{t('evaluated.labels-note')}</p>
      {views.some(({ truth }) => !truth) && (
        <p className={styles.note}>{t('evaluated.without.truth')}</p>
      )}
      <ColumnGrid views={views}>
        {({ index, tally, trained, truth }) => {
          const { used, forHalf, effective } = labelUse(tally);
          const rows = predictedLabels(tally)
            .slice(0, MOST_BARS)
            .filter(({ count }) => count > 0)
            .map(({ index: own, count, share }) => ({
              label: classes[own]?.names[0] ?? '',
              share,
              right: truth ? (tally.classRight[own] ?? 0) / tally.pictures : null,
              count,
            }));
          return (
            <>
              <p>
                {t('evaluated.labels-used', { used, total: classes.length })}{' '}
                {t('evaluated.labels-half', { count: forHalf })}{' '}
                {tally.pictures > 0 &&
                  t('evaluated.labels-effective', { value: number(effective, 1) })}
              </p>
              <LabelBars
                title={t('evaluated.labels-chart', { number: index + 1 })}
                name={`labels-column-${index + 1}`}
                rows={rows}
                highest={highest}
                trained={trained}
              />
            </>
          );
        }}
      </ColumnGrid>
    </>
  );
}

import { useState } from 'react';
import { isImagenet } from '../../../core/evaluation/article-figures.ts';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { NumberInput } from '../../../ui/NumberInput.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import { FigureChart } from './charts/FigureChart.tsx';
import type { ColumnView } from './column-view.ts';
import { FigureTable } from './FigureTable.tsx';
import { measuresOf, USUAL_K } from './measures-of.ts';
import { PairTests } from './PairTests.tsx';
import styles from './results.module.css';

/** The run's figures as a chart and as a table, and which columns differ. */
export function FiguresTab({
  run,
  views,
}: {
  readonly run: ShownRun;
  readonly views: readonly ColumnView[];
}) {
  const words = useWords();
  const { t } = words;
  const [wanted, setWanted] = useState(USUAL_K);
  const classCount = run.document.classes.length;
  const k = Math.min(Math.max(wanted, 2), classCount);
  const article = isImagenet(run.document.classes);
  return (
    <>
      {classCount > 2 && (
        <NumberInput
          label={t('evaluated.k')}
          place="beside"
          min={2}
          max={classCount}
          value={wanted}
          onChange={setWanted}
        />
      )}
      <FigureChart measures={measuresOf(words, views, k, article)} />
      {article && <p className={styles.note}>{t('evaluated.article-note')}</p>}
      <FigureTable views={views} k={k} article={article} />
      {run.tallies ? (
        <p className={styles.note}>{t('evaluated.without.figures')}</p>
      ) : (
        <PairTests run={run} views={views} />
      )}
    </>
  );
}

import { useState } from 'react';
import {
  bestFirst,
  classResults,
  type ClassResult,
  worstFirst,
} from '../../../core/evaluation/per-class.ts';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { Button } from '../../../ui/Button.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import { ClassCurve } from './charts/ClassCurve.tsx';
import { ColumnGrid } from './ColumnGrid.tsx';
import type { ColumnView } from './column-view.ts';
import styles from './results.module.css';

const FEW = 8;

/** Which classes a column knows best and worst. */
export function ClassesTab({
  run,
  views,
}: {
  readonly run: ShownRun;
  readonly views: readonly ColumnView[];
}) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const many = run.document.classes.length > 2 * FEW;
  return (
    <>
      <ColumnGrid views={views}>
        {({ index, tally, trained }) => {
          const results = classResults(tally);
          const list = (title: string, rows: readonly ClassResult[]) => (
            <ClassTable title={title} rows={rows} run={run} />
          );
          return (
            <>
              <ClassCurve
                title={t('evaluated.class-chart', { number: index + 1 })}
                name={`classes-column-${index + 1}`}
                accuracies={worstFirst(results).map(({ accuracy }) => accuracy)}
                trained={trained}
              />
              {many && !all ? (
                <>
                  {list(t('evaluated.worst'), worst(results))}
                  {list(t('evaluated.best'), best(results))}
                </>
              ) : (
                list(t('evaluated.all-classes'), worstFirst(results))
              )}
            </>
          );
        }}
      </ColumnGrid>
      {many && (
        <div>
          <Button icon="list" aria-pressed={all} onClick={() => setAll(!all)}>
            {t('evaluated.show-all', { count: run.document.classes.length })}
          </Button>
        </div>
      )}
    </>
  );
}

/** Without those that are always right; none of them is bad. */
function worst(results: readonly ClassResult[]): ClassResult[] {
  return worstFirst(results)
    .filter(({ accuracy }) => accuracy < 1)
    .slice(0, FEW);
}

/** Without those that are never right; none of them is good. */
function best(results: readonly ClassResult[]): ClassResult[] {
  return bestFirst(results)
    .filter(({ accuracy }) => accuracy > 0)
    .slice(0, FEW);
}

interface TableProps {
  readonly title: string;
  readonly rows: readonly ClassResult[];
  readonly run: ShownRun;
}

function ClassTable({ title, rows, run }: TableProps) {
  const { t, percent, number } = useWords();
  return (
    <table className={styles.table}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('evaluated.class')}</th>
          <th scope="col" className={styles.figure}>
            {t('evaluated.right-head')}
          </th>
          <th scope="col" className={styles.figure}>
            {t('evaluated.accuracy')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ index, right, pictures, accuracy, interval }) => (
          <tr key={index}>
            <th scope="row">
              <bdi>{run.document.classes[index]?.names[0]}</bdi>
            </th>
            <td className={styles.figure}>
              {t('evaluated.of', { right: number(right), pictures: number(pictures) })}
            </td>
            <td className={styles.figure}>
              {percent(accuracy)}
              <span className={styles.small}>
                {percent(interval.low)} – {percent(interval.high)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

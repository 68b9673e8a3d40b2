import type { ReactNode } from 'react';
import { ARTICLE_FIGURES } from '../../../core/evaluation/article-figures.ts';
import { expectedCalibrationError } from '../../../core/evaluation/calibration.ts';
import {
  cannotBeToldFromChance,
  chanceOf,
  wilsonInterval,
} from '../../../core/evaluation/interval.ts';
import { meanPerClassAccuracy } from '../../../core/evaluation/per-class.ts';
import { topKCount, type Tally } from '../../../core/evaluation/tally.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import { type ColumnView, shareDigits, verdictText } from './column-view.ts';
import styles from './results.module.css';

interface Props {
  readonly views: readonly ColumnView[];
  readonly k: number;
  readonly article: boolean;
}

/** The figures to the digit, one column of the table for each column of the run. */
export function FigureTable({ views, k, article }: Props) {
  const { t, percent, number } = useWords();
  const row = (title: string, cell: (view: ColumnView) => ReactNode, note: ReactNode = null) => (
    <tr>
      <th scope="row">{title}</th>
      {views.map((view) => (
        <td key={view.index}>{cell(view)}</td>
      ))}
      {article && <td>{note}</td>}
    </tr>
  );
  const quoted = (key: 'top1' | 'top5') =>
    ARTICLE_FIGURES.map(({ verdict, [key]: value }) => (
      <span key={verdict} className={styles.line}>
        {t(`verdict.${verdict}`)} {percent(value, 2)}
      </span>
    ));
  const few = (views[0]?.tally.classCount ?? 0) <= k;
  return (
    <div className={styles.scroll} role="region" aria-label={t('evaluate.results')} tabIndex={0}>
      <table className={styles.table}>
        <caption>{t('evaluate.results')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('evaluate.measure')}</th>
            {views.map(({ index, column }) => (
              <th key={index} scope="col">
                {t('evaluate.column', { number: index + 1 })}
                <span className={styles.small}>{verdictText(t, column.model.verdict)}</span>
              </th>
            ))}
            {article && <th scope="col">{t('evaluated.article')}</th>}
          </tr>
        </thead>
        <tbody>
          {row(
            t('evaluate.top', { k: 1 }),
            ({ tally }) => (
              <Accuracy tally={tally} k={1} />
            ),
            quoted('top1'),
          )}
          <tr className={few ? styles.few : undefined}>
            <th scope="row">{t(few ? 'evaluated.top.few' : 'evaluate.top', { k })}</th>
            {views.map(({ index, tally }) => (
              <td key={index}>
                <Accuracy tally={tally} k={k} />
              </td>
            ))}
            {article && <td>{k === 5 && quoted('top5')}</td>}
          </tr>
          {row(t('evaluate.per-class'), ({ tally }) =>
            percent(meanPerClassAccuracy(tally), shareDigits(tally)),
          )}
          {row(t('evaluated.nearest-row'), ({ column: { nearestMean } }) =>
            nearestMean && nearestMean.pictures > 0 ? (
              <>
                <Share right={nearestMean.right} of={nearestMean.pictures} />
                <span className={styles.small}>
                  {t('evaluated.nearest-with', { count: nearestMean.k })}
                </span>
              </>
            ) : (
              t('evaluated.none')
            ),
          )}
          {row(t('evaluate.ece'), ({ tally }) =>
            percent(expectedCalibrationError(tally.reliability), 1),
          )}
          {row(t('evaluated.pictures'), ({ tally }) => number(tally.pictures))}
          {views.some(({ tally }) => tally.unscored > 0) &&
            row(t('evaluated.unscored'), ({ tally }) => number(tally.unscored))}
        </tbody>
      </table>
    </div>
  );
}

function Accuracy({ tally, k }: { readonly tally: Tally; readonly k: number }) {
  const { t, percent } = useWords();
  if (tally.pictures === 0) return t('evaluated.none');
  const right = topKCount(tally, k);
  const chance = chanceOf(k, tally.classCount);
  const interval = wilsonInterval(right, tally.pictures);
  return (
    <>
      <Share right={right} of={tally.pictures} />
      <span className={styles.small}>
        {t('evaluate.chance', { value: percent(chance, shareDigits(tally)) })}
      </span>
      {cannotBeToldFromChance(interval, k, tally.classCount) && chance < 1 && (
        <span className={styles.small}>{t('evaluate.guessing')}</span>
      )}
    </>
  );
}

function Share({ right, of: pictures }: { readonly right: number; readonly of: number }) {
  const { percent } = useWords();
  const { low, high } = wilsonInterval(right, pictures);
  const share = (value: number): string => percent(value, shareDigits({ pictures }));
  return `${share(right / pictures)} (${share(low)} – ${share(high)})`;
}

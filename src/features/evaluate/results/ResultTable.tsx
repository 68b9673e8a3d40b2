import { expectedCalibrationError } from '../../../core/evaluation/calibration.ts';
import {
  cannotBeToldFromChance,
  chanceOf,
  wilsonInterval,
} from '../../../core/evaluation/interval.ts';
import { mcnemarTest } from '../../../core/evaluation/mcnemar.ts';
import { meanPerClassAccuracy, predictedLabels } from '../../../core/evaluation/per-class.ts';
import { topKCount, type Tally } from '../../../core/evaluation/tally.ts';
import type { Evaluation } from '../../../store/evaluation/run.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import styles from './results.module.css';

/** Fewer classes make top-5 nearly certain. */
const CLASSES_FOR_TOP_5 = 6;

/** The figures of a run as they stand, one column of the table for each column of the page. */
export function ResultTable({ run }: { readonly run: Evaluation }) {
  const { t, percent, number } = useWords();
  const { columns, pairs, set } = run;
  const few = set.classes.length < CLASSES_FOR_TOP_5;
  const p = mcnemarTest(pairs.onlyFirst, pairs.onlySecond).pValue;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>{t('evaluate.results')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('evaluate.measure')}</th>
            {columns.map(({ id, model }, index) => (
              <th key={id} scope="col">
                {t('evaluate.column', { number: index + 1 })}
                <span className={styles.small}>{t(`verdict.${model.report.verdict.kind}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[1, 5].map((k) => (
            <tr key={k} className={k > 1 && few ? styles.few : undefined}>
              <th scope="row">{t(k > 1 && few ? 'evaluate.top.few' : 'evaluate.top', { k })}</th>
              {columns.map(({ id, tally }) => (
                <Accuracy key={id} tally={tally} k={k} />
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('evaluate.per-class')}</th>
            {columns.map(({ id, tally }) => (
              <td key={id}>{percent(meanPerClassAccuracy(tally), 1)}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('evaluate.ece')}</th>
            {columns.map(({ id, tally }) => (
              <td key={id}>{percent(expectedCalibrationError(tally.reliability), 1)}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('evaluate.predicted')}</th>
            {columns.map(({ id, tally }) => (
              <td key={id}>
                {predictedLabels(tally)
                  .slice(0, 3)
                  .map(({ index, share }) => (
                    <span key={index} className={styles.small}>
                      <bdi>{set.classes[index]?.names[0]}</bdi> {percent(share, 1)}
                    </span>
                  ))}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      {columns.length > 1 && (
        <p className={styles.note}>
          {t('evaluate.mcnemar', {
            first: pairs.onlyFirst,
            second: pairs.onlySecond,
            p: p < 0.001 ? `< ${number(0.001, 3)}` : `= ${number(p, 3)}`,
          })}
        </p>
      )}
    </div>
  );
}

function Accuracy({ tally, k }: { readonly tally: Tally; readonly k: number }) {
  const { t, percent } = useWords();
  const right = topKCount(tally, k);
  const interval = wilsonInterval(right, tally.pictures);
  const chance = chanceOf(k, tally.classCount);
  return (
    <td>
      {percent(right / tally.pictures, 1)} ({percent(interval.low, 1)} – {percent(interval.high, 1)}
      )<span className={styles.small}>{t('evaluate.chance', { value: percent(chance, 1) })}</span>
      {cannotBeToldFromChance(interval, k, tally.classCount) && (
        <span className={styles.small}>{t('evaluate.guessing')}</span>
      )}
    </td>
  );
}

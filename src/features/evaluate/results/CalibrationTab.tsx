import { expectedCalibrationError } from '../../../core/evaluation/calibration.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import { ReliabilityChart } from './charts/ReliabilityChart.tsx';
import { ColumnGrid } from './ColumnGrid.tsx';
import type { ColumnView } from './column-view.ts';
import styles from './results.module.css';

/** Whether a column is as often right as it says. */
export function CalibrationTab({ views }: { readonly views: readonly ColumnView[] }) {
  const { t, percent } = useWords();
  return (
    <>
      <p className={styles.note}>{t('evaluated.calibration-note')}</p>
      <ColumnGrid views={views}>
        {({ index, tally, trained }) => (
          <>
            <p>
              {t('column.said', {
                name: t('evaluate.ece'),
                text: percent(expectedCalibrationError(tally.reliability), 1),
              })}
            </p>
            <ReliabilityChart
              title={t('evaluated.calibration-chart', { number: index + 1 })}
              name={`calibration-column-${index + 1}`}
              sums={tally.reliability}
              trained={trained}
            />
          </>
        )}
      </ColumnGrid>
    </>
  );
}

import { usePage } from '../../store/StoreContext.tsx';
import { useAnsweringColumns } from '../../store/use-answering-columns.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './results.module.css';
import { MeaningNotes } from './MeaningNotes.tsx';
import { useValueAxis } from './use-value-axis.ts';

/** The numbers of the one axis under which all columns' cosines or logits stand; of probabilities, where they are none. */
export function AxisRow() {
  const { t, number } = useWords();
  const columns = useAnsweringColumns();
  const shown = usePage((all) => all.shown);
  const { low, high, ticks, digits } = useValueAxis();
  if (shown === 'probability') return <MeaningNotes className={styles.said} />;
  return (
    <div className={styles.axisRow}>
      <span className={styles.axisName}>{t(`shown.${shown}`)}</span>
      {columns.map(({ id }) => (
        <div key={id} className={styles.axisCell}>
          <div className={styles.axis}>
            {ticks.map((tick) => (
              <span
                key={tick}
                className={styles.tick}
                style={{ left: `${((tick - low) / (high - low)) * 100}%` }}
              >
                {number(tick, digits)}
              </span>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

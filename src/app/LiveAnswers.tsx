import { LabelField } from '../features/labels/LabelField.tsx';
import { Bars } from '../features/results/Bars.tsx';
import { useScoreInputs } from '../features/results/use-score-inputs.ts';
import { shownScores } from '../store/selectors/scores.ts';
import { LIVE_PICTURE } from '../store/pictures/live-picture.ts';
import { useAnsweringColumns } from '../store/use-answering-columns.ts';
import styles from './LiveAnswers.module.css';

/** What every column says of what the camera sees, and where one types what that may be. */
export function LiveAnswers() {
  const columns = useAnsweringColumns();
  const inputs = useScoreInputs();
  const [first] = columns;
  const lead = first ? (shownScores(inputs, first, LIVE_PICTURE.id)?.of ?? null) : null;
  return (
    <>
      <LabelField id="live-label" />
      <div className={styles.live}>
        {columns.map((column, index) => (
          <Bars key={column.id} picture={LIVE_PICTURE} column={column} place={index} lead={lead} />
        ))}
      </div>
    </>
  );
}

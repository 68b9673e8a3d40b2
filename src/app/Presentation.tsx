import { ColumnHead } from '../features/models/ColumnHead.tsx';
import { LinkQuestions } from '../features/models/LinkQuestions.tsx';
import { Presenter } from '../features/present/Presenter.tsx';
import { Bars } from '../features/results/Bars.tsx';
import { useScoreInputs } from '../features/results/use-score-inputs.ts';
import { answerIsDue } from '../store/lesson/answer-is-due.ts';
import { shownScores } from '../store/selectors/scores.ts';
import { usePage } from '../store/StoreContext.tsx';
import type { Picture } from '../store/types.ts';
import { Button } from '../ui/Button.tsx';
import { errorSentence } from '../words/error-sentence.ts';
import { useWords } from '../words/WordsContext.tsx';
import styles from './Presentation.module.css';

/** More bars than these do not fit on a projector beneath a head: then the first few stand there, as in the list. */
const MOST_WHOLE = 10;

/** The presenter view with the page's own column heads and bars in it. */
export function Presentation() {
  return (
    <>
      <Presenter answers={Answers} />
      <LinkQuestions />
    </>
  );
}

function Answers({ picture }: { readonly picture: Picture }) {
  const words = useWords();
  const columns = usePage((all) => all.columns);
  const failure = usePage((all) => all.failures.get(picture.id));
  const retryPicture = usePage((all) => all.retryPicture);
  const inputs = useScoreInputs();
  const due = usePage(answerIsDue);
  // The lesson stands beside the page, not on the projector: there its question is answered.
  if (due) return <p>{words.t('row.answer-first')}</p>;
  if (failure)
    return (
      <p>
        {errorSentence(words, failure)}{' '}
        <Button onClick={() => retryPicture(picture.id)}>{words.t('picture.retry')}</Button>
      </p>
    );
  const [first] = columns;
  const whole = inputs.labels.length <= MOST_WHOLE;
  const lead = first ? shownScores(inputs, first, picture.id) : null;
  return columns.map((column, index) => (
    <div key={column.id} className={styles.column}>
      <div className={styles.head}>
        <ColumnHead column={column} index={index} />
      </div>
      <Bars picture={picture} column={column} place={index} lead={lead} whole={whole} />
    </div>
  ));
}

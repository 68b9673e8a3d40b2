import { useEffect } from 'react';
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
import { SLIDES } from './slides.ts';
import { StatusText } from './Status.tsx';

/** The presenter view with the page's own column heads and bars in it. */
export function Presentation() {
  useLadderWhilePresenting();
  return (
    <>
      <p role="status" className="sr-only">
        <StatusText />
      </p>
      <Presenter answers={Answers} slides={SLIDES} />
      <LinkQuestions />
    </>
  );
}

/** The ladder stays climbed from slide to slide; with other labels or pictures, and at the end, it is given up. */
function useLadderWhilePresenting(): void {
  const labels = usePage((all) => all.labels);
  const pictures = usePage((all) => all.pictures);
  const templates = usePage((all) => all.templates);
  const leave = usePage((all) => all.leaveLadder);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what the rungs were computed from is named, not read
  useEffect(() => leave, [labels, pictures, templates, leave]);
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
      <p className={styles.failure}>
        {errorSentence(words, failure)}{' '}
        <Button onClick={() => retryPicture(picture.id)}>{words.t('picture.retry')}</Button>
      </p>
    );
  const [first] = columns;
  const lead = first ? (shownScores(inputs, first, picture.id)?.of ?? null) : null;
  return columns.map((column, index) => (
    <div key={column.id} className={styles.column}>
      <ColumnHead column={column} index={index} large />
      <Bars picture={picture} column={column} place={index} lead={lead} large />
    </div>
  ));
}

import { NOT_KNOWN } from '../../store/lesson/facts.ts';
import type { LessonPage } from '../../store/lesson/lesson-page.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './lesson.module.css';
import type { Values } from './use-values.ts';

interface Props {
  readonly page: LessonPage;
  readonly values: Values;
}

/** What happened, in the numbers that stand beside it now. */
export function Reveal({ page: { number, question, reveal }, values }: Props) {
  const { t } = useWords();
  const locked = usePage((all) => all.lessonAnswers.pages[number]?.chosen);
  const look = usePage((all) => (number === REPAIR ? all.bench?.look : null));
  const right = question.options.find(({ id }) => id === question.right);
  return (
    <section>
      <h4>{t('lesson.reveal')}</h4>
      <p className={styles.outcome} data-right={locked === question.right}>
        {right && t('lesson.right-answer', { answer: t(right.text, values) })}
      </p>
      {values['sure1'] === NOT_KNOWN && <p>{t('lesson.loading')}</p>}
      <p>{t(reveal, values)}</p>
      {look && (
        <p>
          {t('lesson.repaired.refitted', {
            taught: look.taught.right,
            taughtOf: look.taught.of,
            apart: look.heldOut.right,
            apartOf: look.heldOut.of,
          })}
        </p>
      )}
    </section>
  );
}

/** The page beside which a training may stand. */
const REPAIR = 7;

import type { LessonPage } from '../../store/lesson/lesson-page.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './lesson.module.css';
import { useValues } from './use-values.ts';

interface Props {
  readonly page: LessonPage;
  /** What there is to see is told already. */
  readonly shown: boolean;
}

/** What the visitor does on the page beside; the lesson watches. */
export function Steps({ page: { number, steps }, shown }: Props) {
  const { t } = useWords();
  const values = useValues();
  const done = usePage((all) => all.lessonAnswers.pages[number]?.done) ?? [];
  const answer = usePage((all) => all.answerLesson);
  const doStep = usePage((all) => all.doLessonStep);
  return (
    <section>
      <h4>{t('lesson.steps')}</h4>
      <ol className={styles.steps}>
        {steps.map(({ id, text }) => {
          const words = t(text, values);
          const isDone = done.includes(id);
          return (
            <li key={id} data-done={isDone}>
              <span className={styles.mark} aria-hidden="true">
                {isDone ? '✓' : '○'}
              </span>
              <span>
                {words}
                {isDone && <span className="sr-only"> {t('lesson.step-done')}</span>}
              </span>
              {!isDone && (
                <Button
                  small
                  aria-label={t('lesson.do-it-for', { step: words })}
                  onClick={() => doStep(id)}
                >
                  {t('lesson.do-it')}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      {!shown && (
        <Button small look="quiet" onClick={() => answer(number, { done: ['shown'] })}>
          {t('lesson.go-on')}
        </Button>
      )}
    </section>
  );
}

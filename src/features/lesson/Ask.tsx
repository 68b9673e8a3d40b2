import { useRef } from 'react';
import type { LessonPage } from '../../store/lesson/lesson-page.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './lesson.module.css';
import { Question } from './Question.tsx';
import type { Values } from './use-values.ts';

interface Props {
  readonly page: LessonPage;
  readonly values: Values;
}

/** The question that is answered before anything is revealed; what was locked stays locked. */
export function Ask({ page: { number, question }, values }: Props) {
  const { t } = useWords();
  const locked = usePage((all) => all.lessonAnswers.pages[number]?.chosen);
  const answer = usePage((all) => all.answerLesson);
  const place = useRef<HTMLElement>(null);
  return (
    <section ref={place} tabIndex={-1} className={styles.ask} data-locked={locked !== undefined}>
      <Question
        ask={t(question.ask, values)}
        options={question.options}
        values={values}
        given={locked}
        button={t('lesson.lock')}
        look="main"
        onAnswer={(chosen) => {
          answer(number, { chosen });
          // The button goes: whoever uses the keyboard goes on from here.
          place.current?.focus();
        }}
      />
    </section>
  );
}

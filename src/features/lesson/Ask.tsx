import { useRef, useState } from 'react';
import type { LessonPage } from '../../store/lesson/lesson-page.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './lesson.module.css';
import { Options } from './Options.tsx';
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
  const [chosen, setChosen] = useState<string | null>(null);
  const place = useRef<HTMLElement>(null);
  const option = question.options.find(({ id }) => id === locked);
  return (
    <section ref={place} tabIndex={-1} className={styles.ask} data-locked={locked !== undefined}>
      {locked === undefined ? (
        <>
          <Options
            legend={t(question.ask, values)}
            options={question.options}
            values={values}
            chosen={chosen}
            onChoose={setChosen}
          />
          <Button
            look="main"
            disabled={chosen === null}
            onClick={() => {
              if (chosen !== null) answer(number, { chosen });
              // The button goes: whoever uses the keyboard goes on from here.
              place.current?.focus();
            }}
          >
            {t('lesson.lock')}
          </Button>
        </>
      ) : (
        <>
          <p className={styles.question}>{t(question.ask, values)}</p>
          <p>{t('lesson.locked', { answer: option ? t(option.text, values) : locked })}</p>
        </>
      )}
    </section>
  );
}

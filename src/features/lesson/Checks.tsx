import { useState } from 'react';
import type { Check, LessonPage } from '../../store/lesson/lesson-page.ts';
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

/** Questions at the end, each answered at once by a sentence. The first answer counts. */
export function Checks({ page, values }: Props) {
  const { t } = useWords();
  return (
    <section>
      <h4>{t('lesson.check')}</h4>
      {page.checks.map((check) => (
        <OneCheck key={check.id} number={page.number} check={check} values={values} />
      ))}
    </section>
  );
}

interface OneProps {
  readonly number: number;
  readonly check: Check;
  readonly values: Values;
}

function OneCheck({ number, check, values }: OneProps) {
  const { t } = useWords();
  const answered = usePage((all) => all.lessonAnswers.pages[number]?.checked?.[check.id]);
  const answer = usePage((all) => all.answerLesson);
  const [chosen, setChosen] = useState<string | null>(null);
  const right = check.options.find(({ id }) => id === check.right);
  const given = check.options.find(({ id }) => id === answered);
  return (
    <div className={styles.checkOne}>
      {answered === undefined ? (
        <>
          <Options
            legend={t(check.ask, values)}
            options={check.options}
            values={values}
            chosen={chosen}
            onChoose={setChosen}
          />
          <Button
            disabled={chosen === null}
            onClick={() => chosen !== null && answer(number, { checked: { [check.id]: chosen } })}
          >
            {t('lesson.answer')}
          </Button>
        </>
      ) : (
        <>
          <p className={styles.question}>{t(check.ask, values)}</p>
          <p>{t('lesson.locked', { answer: given ? t(given.text, values) : answered })}</p>
        </>
      )}
      <p role="status" className={styles.outcome} data-right={answered === check.right}>
        {answered !== undefined &&
          right &&
          `${
            answered === check.right
              ? t('lesson.check-right')
              : t('lesson.check-wrong', { answer: t(right.text, values) })
          } ${t(check.why, values)}`}
      </p>
    </div>
  );
}

import type { Check, LessonPage } from '../../store/lesson/lesson-page.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './lesson.module.css';
import { Question } from './Question.tsx';
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
  const right = check.options.find(({ id }) => id === check.right);
  return (
    <div className={styles.checkOne}>
      <Question
        ask={t(check.ask, values)}
        options={check.options}
        values={values}
        given={answered}
        button={t('lesson.answer')}
        onAnswer={(chosen) => answer(number, { checked: { [check.id]: chosen } })}
      />
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

import { knownValues } from '../../store/lesson/known-facts.ts';
import type { LessonPage, Question } from '../../store/lesson/lesson-page.ts';
import { PAGES } from '../../store/lesson/pages.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './teacher.module.css';
import type { Values } from './use-values.ts';

/** The lesson's questions on paper, and the exit ticket on a sheet of its own. */
export function Worksheet() {
  const { t } = useWords();
  const last = PAGES.at(-1);
  return (
    <>
      <section className={styles.sheet} aria-label={t('teacher.sheet')}>
        <h3>{t('teacher.sheet')}</h3>
        <Names />
        {PAGES.filter((page) => page !== last).map((page) => (
          <SheetPage key={page.number} page={page} />
        ))}
      </section>
      {last && (
        <section className={styles.sheet} aria-label={t('teacher.ticket')}>
          <h3>{t('teacher.ticket')}</h3>
          <Names />
          {last.checks.map((check) => (
            <Choice key={check.id} question={check} values={{}} />
          ))}
        </section>
      )}
    </>
  );
}

function Names() {
  const { t } = useWords();
  return (
    <p className={styles.names}>
      <span>{t('teacher.name')}</span>
      <span>{t('teacher.date')}</span>
    </p>
  );
}

function SheetPage({ page }: { readonly page: LessonPage }) {
  const words = useWords();
  const { t } = words;
  const visits = usePage((all) => all.knownVisits);
  const values = visits ? knownValues(words, visits, page) : {};
  return (
    <div className={styles.whole}>
      <h4>{t('lesson.page', { number: page.number, title: t(page.title) })}</h4>
      <p className={styles.small}>{t('teacher.before')}</p>
      <Choice question={page.question} values={values} />
      {page.shared !== null && (
        <>
          <p>
            <strong>{t('lesson.common')}</strong> {t(page.shared, values)}
          </p>
          <p className={styles.lines} />
        </>
      )}
    </div>
  );
}

function Choice({ question, values }: { readonly question: Question; readonly values: Values }) {
  const { t } = useWords();
  return (
    <div className={styles.whole}>
      <p>
        <strong>{t(question.ask, values)}</strong>
      </p>
      <ul className={styles.boxes}>
        {question.options.map(({ id, text }) => (
          <li key={id}>{t(text, values)}</li>
        ))}
      </ul>
    </div>
  );
}

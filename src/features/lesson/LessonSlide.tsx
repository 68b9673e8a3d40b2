import { PAGES } from '../../store/lesson/pages.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './slide.module.css';
import { useValues } from './use-values.ts';

/** The question of the lesson's page for the whole room: of the one that is open, else the first. The principle comes once it was answered. */
export function LessonSlide() {
  const { t } = useWords();
  const values = useValues();
  const number = usePage((all) => all.lesson?.page);
  const page = PAGES.find((one) => one.number === number) ?? PAGES[0];
  const answered = usePage(
    (all) => page !== undefined && all.lessonAnswers.pages[page.number]?.chosen !== undefined,
  );
  if (!page) return null;
  return (
    <div className={styles.slide}>
      <h2 className={styles.title}>
        {t('lesson.page', { number: page.number, title: t(page.title) })}
      </h2>
      <p className={styles.lead}>{t(page.lead, values)}</p>
      <p className={styles.ask}>{t(page.question.ask, values)}</p>
      <ol className={styles.options}>
        {page.question.options.map(({ id, text }) => (
          <li key={id}>{t(text, values)}</li>
        ))}
      </ol>
      {answered && <p className={styles.principle}>{t(page.principle, values)}</p>}
    </div>
  );
}

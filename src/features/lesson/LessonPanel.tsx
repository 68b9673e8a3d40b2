import { useState } from 'react';
import { PAGES } from '../../store/lesson/pages.ts';
import type { LessonPage } from '../../store/lesson/lesson-page.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { NoticePlace } from '../../ui/NoticePlace.tsx';
import { useNarrow } from '../../ui/use-compact.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { Ask } from './Ask.tsx';
import { Checks } from './Checks.tsx';
import styles from './lesson.module.css';
import { MyAnswers } from './MyAnswers.tsx';
import { Reveal } from './Reveal.tsx';
import { Shared } from './Shared.tsx';
import { Steps } from './Steps.tsx';
import { useValues } from './use-values.ts';

/** One page of the lesson beside what it is about; on a phone a sheet that can be made small. */
export function LessonPanel() {
  const { t } = useWords();
  const lesson = usePage((all) => all.lesson);
  const close = usePage((all) => all.closeLesson);
  const openLesson = usePage((all) => all.openLesson);
  const narrow = useNarrow();
  const [small, setSmall] = useState(false);
  const page = PAGES.find(({ number }) => number === lesson?.page);
  if (!lesson?.ready || !page) return null;
  return (
    <aside className={styles.panel} aria-label={t('lesson.title')} data-small={small}>
      <header className={styles.head}>
        <h2>{t('lesson.title')}</h2>
        <span className={styles.fold}>
          <Button look="quiet" small aria-expanded={!small} onClick={() => setSmall((now) => !now)}>
            {t(small ? 'lesson.unfold' : 'lesson.fold')}
          </Button>
        </span>
        <Button
          look="quiet"
          small
          icon="undo"
          iconOnly
          onClick={() => void openLesson(page.number, true)}
        >
          {t('lesson.again')}
        </Button>
        <Button look="quiet" small icon="close" iconOnly onClick={close}>
          {t('lesson.close')}
        </Button>
      </header>
      {narrow && !small && <NoticePlace />}
      <div key={page.number} className={styles.body} hidden={small}>
        <PageNav current={page.number} />
        <PageBody page={page} />
      </div>
    </aside>
  );
}

function PageNav({ current }: { readonly current: number }) {
  const { t } = useWords();
  const answers = usePage((all) => all.lessonAnswers.pages);
  const openLesson = usePage((all) => all.openLesson);
  return (
    <nav aria-label={t('lesson.pages')}>
      <ol className={styles.pages}>
        {PAGES.map(({ number, title }) => {
          const answered = answers[number]?.chosen !== undefined;
          const name = t('lesson.page', { number, title: t(title) });
          return (
            <li key={number}>
              <button
                type="button"
                className={styles.page}
                aria-current={number === current ? 'page' : undefined}
                aria-label={answered ? `${name}, ${t('lesson.answered')}` : name}
                title={name}
                data-answered={answered}
                onClick={() => void openLesson(number, true)}
              >
                {number}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function PageBody({ page }: { readonly page: LessonPage }) {
  const { t } = useWords();
  const values = useValues();
  const answers = usePage((all) => all.lessonAnswers.pages[page.number]) ?? {};
  const openLesson = usePage((all) => all.openLesson);
  const locked = answers.chosen !== undefined;
  const done = answers.done ?? [];
  const shown =
    locked && (done.includes('shown') || page.steps.every(({ id }) => done.includes(id)));
  const compared = shown && (page.shared === null || answers.shared !== undefined);
  const checked = page.checks.every(({ id }) => answers.checked?.[id] !== undefined);
  const next = PAGES[PAGES.indexOf(page) + 1];
  return (
    <article className={styles.content} aria-label={t(page.title)}>
      <h3 className={styles.title}>
        {t('lesson.page', { number: page.number, title: t(page.title) })}
      </h3>
      <p>{t(page.lead, values)}</p>
      <Ask page={page} values={values} />
      {locked && <Steps page={page} shown={shown} />}
      <div aria-live="polite" className={styles.content}>
        {shown && <Reveal page={page} values={values} />}
        {shown && page.shared !== null && <Shared page={page} values={values} />}
        {compared && (
          <section className={styles.principle}>
            <h4>{t('lesson.principle')}</h4>
            <p>{t(page.principle, values)}</p>
          </section>
        )}
      </div>
      {compared && <Checks page={page} values={values} />}
      {compared && checked && next && (
        <Button look="main" onClick={() => void openLesson(next.number, true)}>
          {t('lesson.next')}
        </Button>
      )}
      {(page.own || !next) && <MyAnswers />}
    </article>
  );
}

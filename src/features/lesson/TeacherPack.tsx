import { copyText } from '../../browser/copy-text.ts';
import { knownValues } from '../../store/lesson/known-facts.ts';
import type { LessonPage } from '../../store/lesson/lesson-page.ts';
import { NOT_KNOWN } from '../../store/lesson/facts.ts';
import { PAGES } from '../../store/lesson/pages.ts';
import {
  NOTES,
  PAGE_MINUTES,
  PLAN_LENGTHS,
  PLANS,
  type PlanPart,
} from '../../store/lesson/teacher-notes.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { pageAddress } from '../../ui/page-address.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { Room } from './Room.tsx';
import styles from './teacher.module.css';
import { Worksheet } from './Worksheet.tsx';

/** What a teacher needs besides the page: notes, plans, sheets to print, the class link, and the answers of a room. */
export function TeacherPack() {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  const visits = usePage((all) => all.knownVisits);
  const link = `${pageAddress('')}#lesson=${PAGES[0]?.number}`;
  return (
    <main className={styles.pack}>
      <header className={styles.head}>
        <h2>{t('teacher.title')}</h2>
        <div className={styles.tools}>
          <Button look="main" onClick={() => window.print()}>
            {t('teacher.print')}
          </Button>
          <Button look="quiet" icon="close" onClick={close}>
            {t('close')}
          </Button>
        </div>
      </header>
      <p>{t('teacher.lead')}</p>
      {!visits && (
        <p role="status" className={styles.small}>
          {t('teacher.missing')}
        </p>
      )}
      <section>
        <h3>{t('teacher.link')}</h3>
        <p className={styles.link}>{link}</p>
        <p>{t('teacher.link-how')}</p>
        <div className={styles.tools}>
          <CopyButton
            text={link}
            copy={copyText}
            label={t('teacher.copy')}
            done={t('teacher.copied')}
          />
        </div>
      </section>
      <section>
        <h3>{t('teacher.plans')}</h3>
        {PLAN_LENGTHS.map((length) => (
          <Plan key={length} length={length} parts={PLANS[length]} />
        ))}
      </section>
      <section>
        <h3>{t('teacher.notes')}</h3>
        {PAGES.map((page) => (
          <PageNotes key={page.number} page={page} />
        ))}
      </section>
      <Worksheet />
      <Room />
    </main>
  );
}

function Plan({ length, parts }: { readonly length: number; readonly parts: readonly PlanPart[] }) {
  const { t } = useWords();
  const titleOf = ({ page, what }: PlanPart): string => {
    const found = PAGES.find(({ number }) => number === page);
    return found
      ? t('lesson.page', { number: found.number, title: t(found.title) })
      : what
        ? t(what)
        : '';
  };
  return (
    <div className={styles.whole}>
      <h4>{t('teacher.plan', { count: length })}</h4>
      <ol className={styles.plan}>
        {parts.map((part) => (
          <li key={`${part.page} ${part.what}`}>
            <span>{t('teacher.minutes', { count: part.minutes })}</span>
            <span>{titleOf(part)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function PageNotes({ page }: { readonly page: LessonPage }) {
  const words = useWords();
  const { t } = words;
  const visits = usePage((all) => all.knownVisits);
  const values = visits ? knownValues(words, visits, page) : {};
  const note = NOTES[page.number];
  const right = page.question.options.find(({ id }) => id === page.question.right);
  if (!note || !right) return null;
  const rows = [
    ['teacher.goal', t(note.goal, values)],
    [
      'teacher.expect',
      `${t('teacher.right', { answer: t(right.text, values) })} ${t(note.expect, values)}`,
    ],
    ['teacher.wrong', t(note.wrong, values)],
    ['teacher.offline', t(note.offline, values)],
  ] as const;
  return (
    <article className={styles.whole}>
      <h4>
        {t('lesson.page', { number: page.number, title: t(page.title) })}{' '}
        <span className={styles.small}>{t('teacher.minutes', { count: PAGE_MINUTES })}</span>
      </h4>
      <dl className={styles.note}>
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            {/* A slot that is not filled is no number. */}
            <dd>{text.replaceAll(/\{\w+\}/g, NOT_KNOWN)}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}

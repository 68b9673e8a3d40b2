import { useCallback, useEffect } from 'react';
import { importPart } from '../core/parts/import-part.ts';
import { DropTarget } from '../features/images/DropTarget.tsx';
import { usePage } from '../store/StoreContext.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { LANGUAGES, type Language } from '../words/languages.ts';
import { loadWordsOf } from '../words/tables.ts';
import { useLanguage } from '../words/use-language.ts';
import { WordsProvider } from '../words/WordsContext.tsx';
import styles from './App.module.css';
import { Banner } from './Banner.tsx';
import { Board } from './Board.tsx';
import { Composer } from './Composer.tsx';
import { Lead } from './Lead.tsx';
import { TopBar } from './TopBar.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** Nothing is said before the page answers; it comes then, before it is needed. */
const Notices = lazyPart(async () => (await importPart(() => import('./Notices.tsx'))).Notices);
const Presentation = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('./Presentation.tsx')),
    loadWordsOf('present'),
  ]);
  return part.Presentation;
});
const TrainingPanel = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/repair/TrainingPanel.tsx')),
    loadWordsOf('bench'),
  ]);
  return part.TrainingPanel;
});
const LessonPanel = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/lesson/LessonPanel.tsx')),
    loadWordsOf('lesson'),
  ]);
  return part.LessonPanel;
});
const TeacherPack = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/lesson/TeacherPack.tsx')),
    loadWordsOf('lesson'),
    loadWordsOf('teacher'),
  ]);
  return part.TeacherPack;
});

const Overlays = lazyPart(async () => (await importPart(() => import('./Overlays.tsx'))).Overlays);

/** The page. */
export function App() {
  const language = usePage((all) => all.language);
  const theme = usePage((all) => all.theme);
  const change = usePage((all) => all.change);
  const notify = usePage((all) => all.notify);
  const stay = useCallback(
    (spoken: Language) => {
      change({ language: spoken });
      notify('language.failed', {}, { tone: 'problem' });
    },
    [change, notify],
  );
  const words = useLanguage(language, stay);
  useEffect(() => {
    document.documentElement.lang = LANGUAGES[words.language].tag;
    document.title = words.t('app.title');
  }, [words]);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <WordsProvider words={words}>
      <PartBoundary>
        <Page />
      </PartBoundary>
    </WordsProvider>
  );
}

function Page() {
  const overlay = usePage((all) => all.overlay);
  const presenting = usePage((all) => all.presenting);
  const change = usePage((all) => all.change);
  const close = usePage((all) => all.close);
  useShortcuts();
  const inLesson = usePage((all) => all.lesson !== null);
  const closeLesson = usePage((all) => all.closeLesson);
  const training = usePage((all) => all.bench !== null);
  const closeTraining = usePage((all) => all.cancelTraining);
  return (
    <div className={styles.page} data-lesson={inLesson} data-presenting={presenting}>
      <TopBar />
      <Banner />
      {overlay?.kind === 'teacher' ? (
        <TeacherPack onClose={close} />
      ) : presenting ? (
        <Presentation onClose={() => change({ presenting: false })} />
      ) : (
        <div className={styles.desk}>
          <div className={styles.room}>
            <div className={styles.bench}>
              <Lead />
              <PartBoundary>
                <Composer />
              </PartBoundary>
              <Board />
            </div>
          </div>
          {inLesson && <LessonPanel onClose={closeLesson} />}
        </div>
      )}
      {training && <TrainingPanel onClose={closeTraining} />}
      <Notices />
      <DropTarget />
      {overlay && <Overlays key={overlay.kind} onClose={close} />}
    </div>
  );
}

import { useCallback, useEffect } from 'react';
import { importPart } from '../core/parts/import-part.ts';
import { DropTarget } from '../features/images/DropTarget.tsx';
import { PicturePanel } from '../features/images/PicturePanel.tsx';
import { LabelPanel } from '../features/labels/LabelPanel.tsx';
import { TemplatePanel } from '../features/labels/TemplatePanel.tsx';
import { ColumnHead } from '../features/models/ColumnHead.tsx';
import { Results } from '../features/results/Results.tsx';
import { ScorePanel } from '../features/results/ScorePanel.tsx';
import { usePage } from '../store/StoreContext.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { LANGUAGES, type Language } from '../words/languages.ts';
import { loadWordsOf } from '../words/tables.ts';
import { useLanguage } from '../words/use-language.ts';
import { useWords, WordsProvider } from '../words/WordsContext.tsx';
import styles from './App.module.css';
import { Banner } from './Banner.tsx';
import { Notices } from './Notices.tsx';
import { TopBar } from './TopBar.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const Presentation = lazyPart(
  async () => (await importPart(() => import('./Presentation.tsx'))).Presentation,
);
const TrainingPanel = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/repair/TrainingPanel.tsx')),
    loadWordsOf('bench'),
  ]);
  return part.TrainingPanel;
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
  const { t } = useWords();
  const columns = usePage((all) => all.columns);
  const overlay = usePage((all) => all.overlay);
  const hidden = usePage((all) => all.hidden);
  const presenting = usePage((all) => all.presenting);
  const change = usePage((all) => all.change);
  const close = usePage((all) => all.close);
  useShortcuts();
  const training = usePage((all) => all.bench !== null);
  const closeTraining = usePage((all) => all.cancelTraining);
  const task = usePage((all) => all.task);
  return (
    <div className={styles.page}>
      <TopBar />
      <Banner />
      {presenting ? (
        <Presentation onClose={() => change({ presenting: false })} />
      ) : (
        <div className={styles.bench}>
          <aside className={styles.controls} aria-label={t('app.controls')}>
            <PartBoundary>
              {!hidden.includes('labels') && <LabelPanel />}
              {!hidden.includes('prompts') && <TemplatePanel />}
              {!hidden.includes('pictures') && <PicturePanel />}
              {!hidden.includes('scores') && <ScorePanel />}
            </PartBoundary>
          </aside>
          <main className={styles.main} style={{ '--columns': columns.length } as object}>
            {task !== '' && (
              <p className={styles.task}>
                <span>{t('linked.task')}</span> <bdi>{task}</bdi>
              </p>
            )}
            <div className={styles.heads}>
              <div className={styles.lead}>{t('app.lead')}</div>
              <div className={styles.swipe}>
                {columns.map((column, index) => (
                  <ColumnHead key={column.id} column={column} index={index} />
                ))}
              </div>
            </div>
            <PartBoundary>
              <Results />
            </PartBoundary>
          </main>
        </div>
      )}
      {training && <TrainingPanel onClose={closeTraining} />}
      <Notices />
      <DropTarget />
      {overlay && <Overlays key={overlay.kind} onClose={close} />}
    </div>
  );
}

import { importPart } from '../core/parts/import-part.ts';
import { usePage } from '../store/StoreContext.tsx';
import { Button } from '../ui/Button.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { Popover } from '../ui/Popover.tsx';
import { Toolbar } from '../ui/Toolbar.tsx';
import { useNarrow } from '../ui/use-compact.ts';
import { LANGUAGE_NAMES } from '../words/languages.ts';
import { useWords } from '../words/WordsContext.tsx';
import { isEmbedded } from './is-embedded.ts';
import { Status } from './Status.tsx';
import styles from './TopBar.module.css';

const PageMenu = lazyPart(async () => (await importPart(() => import('./PageMenu.tsx'))).PageMenu);
const EmbeddedTools = lazyPart(
  async () => (await importPart(() => import('./EmbeddedTools.tsx'))).EmbeddedTools,
);

/** Name of the page, what it is doing, and what concerns the whole of it. */
export function TopBar() {
  const { t, language } = useWords();
  const compact = useNarrow();
  const embedded = isEmbedded();
  const open = usePage((all) => all.open);
  const change = usePage((all) => all.change);
  const undo = usePage((all) => all.undo);
  const canUndo = usePage((all) => all.past.length > 0);
  const shareHidden = usePage((all) => all.hidden.includes('share'));
  const next = LANGUAGE_NAMES.find((other) => other !== language) ?? 'en';
  return (
    <header className={styles.bar}>
      <a className={styles.skip} href="#results" onClick={skipToResults}>
        {t('skip.results')}
      </a>
      <h1 className={styles.name}>{t('app.title')}</h1>
      <Status />
      <Toolbar label={t('app.tools')} className={styles.tools}>
        <Button look="quiet" icon="undo" iconOnly disabled={!canUndo} onClick={undo}>
          {t('undo')}
        </Button>
        {!compact && !embedded && (
          <>
            <Button look="quiet" onClick={() => open({ kind: 'ladder' })}>
              {t('ladder.open')}
            </Button>
            <Button look="quiet" onClick={() => open({ kind: 'evaluate' })}>
              {t('evaluate.open')}
            </Button>
            {!shareHidden && (
              <Button
                look="quiet"
                aria-label={t('share.open')}
                onClick={() => open({ kind: 'share' })}
              >
                {t('share.word')}
              </Button>
            )}
            <Button aria-label={t('present.open')} onClick={() => change({ presenting: true })}>
              {t('present.word')}
            </Button>
            <Button look="quiet" onClick={() => change({ language: next })} lang={next}>
              {t('language.other')}
            </Button>
          </>
        )}
        {embedded ? (
          <EmbeddedTools />
        ) : (
          <Popover look="quiet" icon="more" iconOnly text={t('menu.open')} label={t('menu.open')}>
            <PageMenu compact={compact} />
          </Popover>
        )}
      </Toolbar>
    </header>
  );
}

/** The address holds the set-up: a jump within the page must not write over it. */
function skipToResults(event: { preventDefault(): void }): void {
  event.preventDefault();
  const results = document.getElementById('results');
  results?.focus();
  results?.scrollIntoView();
}

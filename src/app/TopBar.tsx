import { usePage } from '../store/StoreContext.tsx';
import { Button } from '../ui/Button.tsx';
import { LANGUAGE_NAMES } from '../words/languages.ts';
import { useWords } from '../words/WordsContext.tsx';
import { Status } from './Status.tsx';
import styles from './TopBar.module.css';

/** Name of the page, what it is doing, and what concerns the whole of it. */
export function TopBar() {
  const { t, language } = useWords();
  const theme = usePage((all) => all.theme);
  const change = usePage((all) => all.change);
  const open = usePage((all) => all.open);
  const undo = usePage((all) => all.undo);
  const canUndo = usePage((all) => all.past.length > 0);
  const shareHidden = usePage((all) => all.hidden.includes('share'));
  const dark =
    theme === 'dark' ||
    (theme === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  const next = LANGUAGE_NAMES.find((other) => other !== language) ?? 'en';
  return (
    <header className={styles.bar}>
      <div className={styles.title}>
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="28" height="28" />
        <div>
          <h1 className={styles.name}>{t('app.title')}</h1>
          <p className={styles.what}>{t('app.what')}</p>
        </div>
      </div>
      <Status />
      <nav className={styles.tools} aria-label={t('app.tools')}>
        <Button look="quiet" icon="undo" iconOnly disabled={!canUndo} onClick={undo}>
          {t('undo')}
        </Button>
        <Button look="quiet" icon="list" iconOnly onClick={() => open({ kind: 'ladder' })}>
          {t('ladder.open')}
        </Button>
        <Button look="quiet" onClick={() => open({ kind: 'evaluate' })}>
          {t('evaluate.open')}
        </Button>
        <Button look="quiet" icon="grid" iconOnly onClick={() => open({ kind: 'matrix' })}>
          {t('matrix.open')}
        </Button>
        {!shareHidden && (
          <Button look="quiet" icon="share" iconOnly onClick={() => open({ kind: 'share' })}>
            {t('share.open')}
          </Button>
        )}
        <Button look="quiet" icon="screen" iconOnly onClick={() => change({ presenting: true })}>
          {t('present.open')}
        </Button>
        <Button look="quiet" onClick={() => change({ language: next })} lang={next}>
          {t('language.other')}
        </Button>
        <Button
          look="quiet"
          icon={dark ? 'sun' : 'moon'}
          iconOnly
          onClick={() => change({ theme: dark ? 'light' : 'dark' })}
        >
          {dark ? t('theme.light') : t('theme.dark')}
        </Button>
        <Button look="quiet" icon="help" iconOnly onClick={() => open({ kind: 'help' })}>
          {t('help.open')}
        </Button>
      </nav>
    </header>
  );
}

import { useEffect } from 'react';
import { usePage } from '../store/StoreContext.tsx';
import { writeLink } from '../store/link/link.ts';
import { Popover } from '../ui/Popover.tsx';
import { useWords } from '../words/WordsContext.tsx';
import styles from './EmbeddedTools.module.css';
import { FrameMenu } from './PageMenu.tsx';
import { tellHeight } from './wanted-height.ts';

/** What stands in the page's bar inside of somebody else's page: the way to the whole page, and a short menu. */
export function EmbeddedTools() {
  const { t } = useWords();
  useEffect(() => {
    const content = document.getElementById('root');
    return content ? tellHeight(window, content) : undefined;
  }, []);
  return (
    <div className={styles.tools}>
      <FullPage />
      <Popover look="quiet" icon="more" iconOnly text={t('menu.open')} label={t('menu.open')}>
        <FrameMenu />
        <div className={styles.notes}>
          {!window.crossOriginIsolated && <p>{t('framed.one-thread')}</p>}
          <p>{t('framed.full-page')}</p>
        </div>
      </Popover>
    </div>
  );
}

/** The whole page with the same labels and settings. */
function FullPage() {
  const { t } = useWords();
  const link = usePage(writeLink);
  const { origin, pathname } = window.location;
  return (
    <a
      className={styles.link}
      href={`${origin}${pathname}#${link}`}
      target="_blank"
      rel="noreferrer"
    >
      {t('framed.open')}
    </a>
  );
}

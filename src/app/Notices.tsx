import { useEffect, useState } from 'react';
import type { Notice } from '../store/types.ts';
import { usePage } from '../store/StoreContext.tsx';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../words/WordsContext.tsx';
import styles from './Notices.module.css';

/** How long a sentence stays, in milliseconds: long enough to be read, longer where it offers a way back or says a problem. */
const STAYS = { info: 8000, undo: 20_000, problem: 30_000 } as const;

/** Sentences about what just happened, each for as long as it takes to read it. */
export function Notices() {
  const { t } = useWords();
  const notices = usePage((all) => all.notices);
  const newer = usePage((all) => all.newer);
  const takeNewer = usePage((all) => all.takeNewer);
  const putOff = usePage((all) => all.putOffNewer);
  return (
    <div className={styles.notices} role="log" aria-label={t('notices')} aria-live="polite">
      {newer === 'offered' && (
        <div className={styles.notice}>
          <p>{t('update.ready')}</p>
          <Button small onClick={() => void takeNewer()}>
            {t('update.reload')}
          </Button>
          <Button look="quiet" small icon="close" iconOnly onClick={putOff}>
            {t('update.later')}
          </Button>
        </div>
      )}
      {notices.map((notice) => (
        <Passing key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

/** Leaves by itself, but not while the pointer or the focus is on it. */
function Passing({ notice }: { readonly notice: Notice }) {
  const { t } = useWords();
  const [held, setHeld] = useState(false);
  const dismiss = usePage((all) => all.dismissNotice);
  const undo = usePage((all) => all.undo);
  const { id, tone, key, values, parts } = notice;
  const stays = STAYS[notice.undo ? 'undo' : tone];
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismiss(id), stays);
    return () => clearTimeout(timer);
  }, [held, dismiss, id, stays]);
  const said = parts.map((part) => t(part.key, part.values)).join(t('notices.between'));
  return (
    <div
      className={styles.notice}
      data-tone={tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{t(key, { ...values, parts: said })}</p>
      {notice.undo && (
        <Button small onClick={undo}>
          {t('undo')}
        </Button>
      )}
      <Button look="quiet" small icon="close" iconOnly onClick={() => dismiss(id)}>
        {t('dismiss')}
      </Button>
    </div>
  );
}

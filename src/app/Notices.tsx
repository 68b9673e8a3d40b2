import type { Notice } from '../store/types.ts';
import { usePage } from '../store/StoreContext.tsx';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../words/WordsContext.tsx';
import styles from './Notices.module.css';

/** Sentences about what just happened, each until it is closed or replaced. */
export function Notices() {
  const { t } = useWords();
  const notices = usePage((all) => all.notices);
  const dismiss = usePage((all) => all.dismissNotice);
  const undo = usePage((all) => all.undo);
  const newer = usePage((all) => all.newer);
  const takeNewer = usePage((all) => all.takeNewer);
  const putOff = usePage((all) => all.putOffNewer);
  const partsOf = ({ parts }: Notice): string =>
    parts.map(({ key, values }) => t(key, values)).join(t('notices.between'));
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
        <div key={notice.id} className={styles.notice} data-tone={notice.tone}>
          <p>{t(notice.key, { ...notice.values, parts: partsOf(notice) })}</p>
          {notice.undo && (
            <Button small onClick={undo}>
              {t('undo')}
            </Button>
          )}
          <Button look="quiet" small icon="close" iconOnly onClick={() => dismiss(notice.id)}>
            {t('dismiss')}
          </Button>
        </div>
      ))}
    </div>
  );
}

import { PartMissingError } from '../core/parts/import-part.ts';
import { useWords } from '../words/WordsContext.tsx';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import styles from './PartFailed.module.css';

interface Props {
  readonly error: unknown;
  readonly onAgain: () => void;
  /** Given for what lies above the page: it then stays a dialog that can be closed. */
  readonly onClose?: (() => void) | undefined;
}

/** Stands where a part of the page should be: what happened, and the ways on. */
export function PartFailed({ error, onAgain, onClose }: Props) {
  const { t } = useWords();
  const reason = error instanceof Error ? error.message : String(error);
  const account = (
    <div className={styles.failed} role="alert">
      <p>{error instanceof PartMissingError ? t('part.missing') : t('part.broken', { reason })}</p>
      <div className={styles.ways}>
        <Button look="main" onClick={onAgain}>
          {t('part.again')}
        </Button>
        <Button onClick={() => window.location.reload()}>{t('part.reload')}</Button>
      </div>
    </div>
  );
  if (!onClose) return account;
  return (
    <Dialog title={t('part.title')} closeText={t('close')} onClose={onClose}>
      {account}
    </Dialog>
  );
}

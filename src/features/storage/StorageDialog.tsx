import { useEffect } from 'react';
import { loadErrorOf } from '../../store/columns/column-model.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { KeptFiles } from './KeptFiles.tsx';
import { RoomServers } from './RoomServers.tsx';
import styles from './storage.module.css';

const REFRESH_MS = 2000;

/** What the browser keeps of downloaded checkpoints, how much room there is, and which columns wait for more. */
export function StorageDialog() {
  const words = useWords();
  const { t } = words;
  const close = usePage((all) => all.close);
  const storage = usePage((all) => all.storage);
  const error = usePage((all) => all.storageError);
  const readStorage = usePage((all) => all.readStorage);
  // Columns of this and other tabs bring files and let go of them while the list is open.
  useEffect(() => {
    void readStorage();
    const timer = setInterval(() => void readStorage(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [readStorage]);
  return (
    <Dialog wide title={t('storage.title')} closeText={t('close')} onClose={close}>
      <WaitingColumns />
      <div role="status" className={styles.state}>
        {!storage && !error && <Progress label={t('storage.reading')} value={null} />}
        {error && <p className={styles.problem}>{errorSentence(words, error)}</p>}
      </div>
      {storage && !storage.available && <p className={styles.note}>{t('storage.unavailable')}</p>}
      {storage?.available && (
        <>
          <KeptFiles files={storage.files} />
          <p className={styles.note}>
            {t('storage.note')}
            {storage.usage !== null && storage.quota !== null && (
              <>
                {' '}
                {t('storage.used', {
                  usage: words.bytes(storage.usage),
                  quota: words.bytes(storage.quota),
                })}
              </>
            )}
          </p>
          <Permanence />
        </>
      )}
      <RoomServers />
    </Dialog>
  );
}

/** Columns that could not be loaded because the storage is full, each with both ways on. */
function WaitingColumns() {
  const { t, bytes } = useWords();
  const columns = usePage((all) => all.columns);
  const retryColumn = usePage((all) => all.retryColumn);
  const loadIntoMemory = usePage((all) => all.loadIntoMemory);
  const close = usePage((all) => all.close);
  return columns.map((column, index) => {
    const { id } = column;
    const error = loadErrorOf(column);
    if (error?.code !== 'storage-full') return null;
    const missing = bytes(Number(error.details['missing'] ?? 0));
    const goOn = (load: (id: string) => Promise<void>) => () => {
      close();
      void load(id);
    };
    return (
      <div key={id} className={styles.problem}>
        <p>{t('storage.missing', { number: index + 1, missing })}</p>
        <div className={styles.row}>
          <Button small onClick={goOn(retryColumn)}>
            {t('column.retry')}
          </Button>
          <Button small onClick={goOn(loadIntoMemory)}>
            {t('load.into-memory')}
          </Button>
        </div>
      </div>
    );
  });
}

/** Whether the browser may clear the files by itself. */
function Permanence() {
  const { t } = useWords();
  const persisted = usePage((all) => all.persisted);
  const refused = usePage((all) => all.refusedToPersist);
  const askToPersist = usePage((all) => all.askToPersist);
  if (persisted === null && !refused) return null;
  return (
    <div className={styles.row}>
      <p role="status" className={styles.note}>
        {t(persisted ? 'storage.persisted' : refused ? 'storage.refused' : 'storage.not-persisted')}
      </p>
      {!persisted && <Button onClick={() => void askToPersist()}>{t('storage.ask')}</Button>}
    </div>
  );
}

import { usePage } from '../../store/StoreContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { ColumnChoice } from './ColumnChoice.tsx';
import { Examples } from './Examples.tsx';
import styles from './teach.module.css';

/** Pictures are given to labels, and each column shows its bars by words, by pictures or by both. */
export function TeachDialog() {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  const columns = usePage((all) => all.columns);
  return (
    <Dialog wide title={t('teach.open')} closeText={t('close')} onClose={close}>
      <p>{t('teach.lead')}</p>
      <div className={styles.columns}>
        {columns.map((column, index) => (
          <ColumnChoice key={column.id} column={column} number={index + 1} />
        ))}
      </div>
      <Examples />
    </Dialog>
  );
}

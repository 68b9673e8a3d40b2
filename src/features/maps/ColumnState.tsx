import type { ReactNode } from 'react';
import { isIdle, liveModelOf } from '../../store/columns/column-model.ts';
import { classesOf } from '../../store/selectors/scores.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './maps.module.css';

interface Props {
  readonly column: Column;
  /** What is shown where the column can answer. */
  readonly children: ReactNode;
}

/** Why a column has nothing to say yet, with what to do; else what it says. */
export function ColumnState({ column, children }: Props) {
  const words = useWords();
  const { t } = words;
  const load = usePage((all) => all.loadColumn);
  const model = liveModelOf(column);
  const read = usePage((all) => (model ? classesOf(all, model).labels.length : 0));
  const labels = usePage((all) => all.labels.length);
  if (!model)
    return (
      <p className={styles.state}>
        {t(column.status.kind === 'loading' ? 'maps.column.loading' : 'maps.column.without')}{' '}
        {isIdle(column) && (
          <Button small icon="download" onClick={() => void load(column.id)}>
            {t('column.load')}
          </Button>
        )}
      </p>
    );
  if (column.textError)
    return <p className={styles.state}>{errorSentence(words, column.textError)}</p>;
  if (read < labels) return <p className={styles.state}>{t('maps.column.reading')}</p>;
  return children;
}

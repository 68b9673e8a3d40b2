import { useEffect, type ReactNode } from 'react';
import { usePage } from '../../../store/StoreContext.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import { ClassList } from './ClassList.tsx';
import { DataSource } from './DataSource.tsx';
import { KeptList } from './KeptList.tsx';
import { PromptChoice } from './PromptChoice.tsx';
import { RunChoice } from './RunChoice.tsx';
import styles from './setup.module.css';

interface Props {
  readonly onStart: () => void;
  /** What else can be done in this room. */
  readonly children: ReactNode;
}

/** Where the pictures and their names come from, and how they are scored. */
export function Setup({ onStart, children }: Props) {
  const { t } = useWords();
  const data = usePage((all) => all.evaluationData);
  const listKept = usePage((all) => all.listKeptEmbeddings);
  useEffect(() => void listKept(), [listKept]);
  return (
    <div className={styles.room}>
      <p className={styles.note}>{t('evaluate.lead')}</p>
      <DataSource onStart={onStart} />
      {data.kind === 'open' && (
        <>
          <ClassList set={data.set} lists={data.lists} />
          <PromptChoice set={data.set} />
          <RunChoice set={data.set} problem={data.problem} onStart={onStart} />
        </>
      )}
      <KeptList />
      {children}
    </div>
  );
}

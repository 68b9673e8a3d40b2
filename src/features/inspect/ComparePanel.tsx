import { useState } from 'react';
import { liveModel } from '../../store/slices/inspect.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './compare.module.css';
import { ComparisonResult } from './ComparisonResult.tsx';

/** Two columns compared, parameter by parameter. */
export function ComparePanel({ column }: { readonly column: string }) {
  const words = useWords();
  const { t } = words;
  const columns = usePage((all) => all.columns);
  const asked = usePage((all) => all.comparison);
  const compare = usePage((all) => all.compareColumns);
  const [first, setFirst] = useState(column);
  const [second, setSecond] = useState(columns.find(({ id }) => id !== column)?.id ?? column);
  if (columns.length < 2) return <p className={styles.note}>{t('compare.alone')}</p>;
  const models = [first, second].map((id) => liveModel(columns.find((one) => one.id === id)));
  const ready = models.every((model) => model !== null);
  const current = models.every((model, i) => model?.id === asked?.models[i]);
  const answer = ready && current ? asked?.answer : undefined;
  return (
    <div className={styles.compare}>
      <p className={styles.note}>{t('compare.note')}</p>
      <div className={styles.choice}>
        <ColumnField label={t('compare.first')} value={first} onChange={setFirst} />
        <ColumnField label={t('compare.second')} value={second} onChange={setSecond} />
        <Button look="main" disabled={!ready} onClick={() => void compare(first, second)}>
          {t('compare.start')}
        </Button>
      </div>
      <div role="status">
        {!ready && <p className={styles.note}>{t('compare.waiting')}</p>}
        {answer?.kind === 'asking' && (
          <Progress
            label={t('compare.running')}
            value={answer.progress ? answer.progress.done / answer.progress.total : null}
          />
        )}
        {answer?.kind === 'failed' && (
          <p className={styles.problem}>{errorSentence(words, answer.error)}</p>
        )}
      </div>
      {answer?.kind === 'known' && <ComparisonResult comparison={answer.value} />}
    </div>
  );
}

interface ColumnFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (column: string) => void;
}

function ColumnField({ label, value, onChange }: ColumnFieldProps) {
  const { t } = useWords();
  const columns = usePage((all) => all.columns);
  return (
    <Select
      label={label}
      value={value}
      options={columns.map((column, index) => {
        const kind = liveModel(column)?.report.verdict.kind;
        const name = kind ? t(`verdict.${kind}`) : t('column.unnamed');
        return { value: column.id, text: t('compare.column', { number: index + 1, name }) };
      })}
      onChange={onChange}
    />
  );
}

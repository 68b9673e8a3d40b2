import { modelOf } from '../../store/columns/column-model.ts';
import type { Column } from '../../store/types.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './sources.module.css';

interface Props {
  readonly column: Column;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** Which weights of a file are taken, where the file of the column holds several, such as averaged ones beside the plain. */
export function WeightsField({ column, value, onChange }: Props) {
  const { t } = useWords();
  const wrappings = modelOf(column)?.report.wrappings ?? [];
  const names = wrappings.flatMap(({ prefix, others }) =>
    others.length > 0 ? others.concat(prefix.replace(/\.$/, '')) : [],
  );
  const all = [...new Set(value === undefined ? names : [...names, value])].filter(Boolean);
  if (all.length === 0) return null;
  return (
    <label className={styles.field}>
      {t('model.weights')}
      <select value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{t('model.weights.plain')}</option>
        {all.toSorted().map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

import { modelOf } from '../../store/columns/column-model.ts';
import type { Column } from '../../store/types.ts';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';

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
    <Select
      label={t('model.weights')}
      value={value ?? ''}
      options={[
        { value: '', text: t('model.weights.plain') },
        ...all.toSorted().map((name) => ({ value: name, text: name })),
      ]}
      onChange={(name) => onChange(name || undefined)}
    />
  );
}

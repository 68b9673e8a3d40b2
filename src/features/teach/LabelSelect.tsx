import type { Label } from '../../store/types.ts';
import type { FieldProps } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';

interface Props extends FieldProps {
  readonly labels: readonly Label[];
  /** Id of a label, which may be gone. */
  readonly chosen: string | undefined;
  readonly onChoose: (label: string | null) => void;
}

/** Of which label something is an example, or of none. */
export function LabelSelect({ labels, chosen, onChoose, ...field }: Props) {
  const { t } = useWords();
  return (
    <Select
      {...field}
      value={labels.find(({ id }) => id === chosen)?.id ?? ''}
      options={[
        { value: '', text: t('teach.nothing') },
        ...labels.map(({ id, text }) => ({ value: id, text })),
      ]}
      onChange={(label) => onChoose(label || null)}
    />
  );
}

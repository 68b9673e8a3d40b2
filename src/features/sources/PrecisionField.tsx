import { type Precision, PRECISIONS } from '../../core/model/precision.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';

interface PrecisionFieldProps {
  readonly value: Precision;
  readonly onChange: (precision: Precision) => void;
}

/** The number format of a column; half precision is offered where the graphics card in use has it. */
export function PrecisionField({ value, onChange }: PrecisionFieldProps) {
  const { t } = useWords();
  const half = usePage((all) => all.device?.halfPrecision ?? false);
  const offered = PRECISIONS.filter((one) => one !== 'fp16' || half || value === 'fp16');
  return (
    <Select
      label={t('precision.label')}
      value={value}
      options={offered.map((one) => ({ value: one, text: t(`precision.${one}`) }))}
      onChange={onChange}
    />
  );
}

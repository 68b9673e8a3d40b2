import { type Precision, PRECISIONS } from '../../core/model/precision.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './sources.module.css';

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
    <label className={styles.field}>
      {t('precision.label')}
      <select value={value} onChange={(event) => onChange(event.target.value as Precision)}>
        {offered.map((one) => (
          <option key={one} value={one}>
            {t(`precision.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

import type { ModelInfo } from '../../engine/loading.ts';
import { cosineToFp32 } from '../../store/selectors/cosine-to-fp32.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './inspect.module.css';

interface PrecisionLineProps {
  readonly column: Column;
  readonly model: ModelInfo;
}

/** What a column's model costs in memory, and for a reduced one how near it is to fp32. */
export function PrecisionLine({ column, model }: PrecisionLineProps) {
  const { t, number, bytes } = useWords();
  const columns = usePage((all) => all.columns);
  const pictures = usePage((all) => all.pictures);
  const vectors = usePage((all) => all.vectors);
  const references = usePage((all) => all.references);
  const measuring = usePage((all) => all.measuring);
  const measure = usePage((all) => all.measurePrecision);
  const { precision, weightBytes } = model;
  const cosine = cosineToFp32({ columns, pictures, vectors, references }, column);
  return (
    <p className={styles.precision}>
      <span>{t('precision.size', { precision, bytes: bytes(weightBytes) })}</span>
      {cosine && (
        <span>
          {t('precision.cosine', {
            mean: number(cosine.mean, 5),
            lowest: number(cosine.lowest, 5),
            count: cosine.pictures,
          })}
        </span>
      )}
      {!cosine && precision !== 'fp32' && measuring === column.id && (
        <span>{t('precision.measuring')}</span>
      )}
      {!cosine && precision !== 'fp32' && measuring === null && pictures.length > 0 && (
        <Button small look="quiet" onClick={() => void measure(column.id)}>
          {t('precision.measure')}
        </Button>
      )}
    </p>
  );
}

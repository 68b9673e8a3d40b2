import type { MapKind } from '../../store/maps/maps.ts';
import type { Label } from '../../store/types.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { signed } from './signed.ts';
import styles from './maps.module.css';

interface Props {
  readonly best: readonly { readonly label: Label; readonly value: number }[];
  readonly kind: MapKind;
}

/** What one place of the picture is nearest to; a hint while no place is asked about. */
export function BestLabels({ best, kind }: Props) {
  const words = useWords();
  const { t } = words;
  const [first] = best;
  if (!first) return <p className={styles.best}>{t('maps.point')}</p>;
  if (Number.isNaN(first.value)) return <p className={styles.best}>{t('maps.outside')}</p>;
  return (
    <p className={styles.best}>
      {t(`maps.${kind}.best`)}{' '}
      {best.map(({ label, value }) => (
        <span key={label.id} className={styles.one}>
          <bdi>{label.text}</bdi> {signed(words, value)}
        </span>
      ))}
    </p>
  );
}

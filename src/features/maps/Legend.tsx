import { useWords } from '../../words/WordsContext.tsx';
import { LEGEND_COLOURS } from './paint.ts';
import { signed } from './signed.ts';
import styles from './maps.module.css';

/** What the colours mean, in numbers; one scale for every column and label. */
export function Legend({ most }: { readonly most: number }) {
  const words = useWords();
  const { t } = words;
  if (most === 0) return null;
  return (
    <figure className={styles.legend}>
      <div className={styles.scale}>
        <span>{signed(words, -most)}</span>
        <span className={styles.colours} style={{ backgroundImage: LEGEND_COLOURS }} />
        <span>{signed(words, most)}</span>
      </div>
      <figcaption>{t('maps.legend')}</figcaption>
    </figure>
  );
}

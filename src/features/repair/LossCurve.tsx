import { useWords } from '../../words/WordsContext.tsx';
import styles from './bench.module.css';

/** Loss of each step so far, over all steps that are to come. */
export function LossCurve({ losses, steps }: { losses: readonly number[]; steps: number }) {
  const { t, number } = useWords();
  const known = losses.filter(Number.isFinite);
  if (known.length < 2) return null;
  const most = Math.max(...known);
  const points = losses.map(
    (loss, at) => `${(at / Math.max(1, steps - 1)) * 100},${40 - (loss / most) * 38}`,
  );
  const said = { first: number(known[0] ?? 0, 2), last: number(known.at(-1) ?? 0, 2) };
  return (
    <svg
      className={styles.curve}
      viewBox="0 0 100 40"
      preserveAspectRatio="none"
      role="img"
      aria-label={t('training.curve', said)}
    >
      <polyline points={points.join(' ')} />
    </svg>
  );
}

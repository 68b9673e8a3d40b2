import type { ParameterNumbers } from '../../engine/inspecting.ts';
import { lawShares } from '../../core/init/law-facts.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './numbers.module.css';
import { weightWords } from './number-words.ts';
import { lawWords } from './report-words.ts';

const HEIGHT = 100;

/** Where the numbers lie: bars for those that are there, a line for what a fresh start would give. */
export function NumbersHistogram({ numbers }: { readonly numbers: ParameterNumbers }) {
  const words = useWords();
  const { t } = words;
  const { histogram, law, summary } = numbers;
  const { from, to, counts, below, above } = histogram;
  const own = counts.map((count) => count / Math.max(1, summary.count));
  const fresh = lawShares(law, from, to, counts.length);
  // A spike of a law must not flatten the bars, nor a spike of the bars the law.
  const top = Math.max(Math.min(Math.max(...own), 3 * Math.max(...fresh)), 1e-9);
  const y = (share: number): number => HEIGHT - Math.min(1, share / top) * HEIGHT;
  const line = fresh.flatMap((share, i) => [`${i},${y(share)}`, `${i + 1},${y(share)}`]).join(' ');
  const text = { from: weightWords(words, from), to: weightWords(words, to) };
  const outside = below + above;
  return (
    <figure className={styles.histogram}>
      <svg
        viewBox={`0 0 ${counts.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('numbers.histogram', { ...text, law: lawWords(words, law) })}
      >
        {own.map((share, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- a bin is its place
          <rect key={i} x={i + 0.08} width={0.84} y={y(share)} height={HEIGHT - y(share)} />
        ))}
        <polyline points={`0,${HEIGHT} ${line} ${counts.length},${HEIGHT}`} />
      </svg>
      <p className={styles.axis} aria-hidden="true">
        <span>{text.from}</span>
        <span>{text.to}</span>
      </p>
      <figcaption className={styles.legend}>
        <span className={styles.barKey}>{t('numbers.bars')}</span>
        <span className={styles.lineKey}>{t('numbers.line', { law: lawWords(words, law) })}</span>
        {outside > 0 && <span>{t('numbers.outside', { count: outside })}</span>}
      </figcaption>
    </figure>
  );
}

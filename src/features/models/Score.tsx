import { answerIsDue } from '../../store/lesson/answer-is-due.ts';
import type { ColumnSummary } from '../../store/selectors/summary.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useOpenPictures } from '../../store/use-open-pictures.ts';
import type { Column } from '../../store/types.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './models.module.css';
import { useSummary } from './use-summary.ts';

/** How many pictures a column names right, as the largest type of its head. */
export function Score({ column }: { readonly column: Column }) {
  const { t, percent } = useWords();
  const due = usePage(answerIsDue);
  const summary = useSummary(column);
  const count = usePage((all) => all.pictures.length);
  const partly = useOpenPictures().length < count;
  if (due) return <p className={styles.score} />;
  if (summary.known === 0) return <Favourite summary={summary} />;
  const text = t('score.of', { right: summary.right, known: summary.known });
  const { low, high } = summary.interval;
  return (
    <p
      className={styles.score}
      data-waiting={summary.waiting > 0}
      title={t('score.interval', { low: percent(low), high: percent(high) })}
    >
      <strong key={text}>{text}</strong>{' '}
      <span>{t(`score.${partly ? 'so-far' : verdictOf(summary)}`)}</span>
    </p>
  );
}

function verdictOf(summary: ColumnSummary): 'so-far' | 'too-few' | 'guessing' | 'right' {
  if (summary.waiting > 0) return 'so-far';
  if (summary.tooFew) return 'too-few';
  return summary.likeGuessing ? 'guessing' : 'right';
}

/** Where nobody knows what is in the pictures: which label wins most of them. */
function Favourite({ summary }: { readonly summary: ColumnSummary }) {
  const { t } = useWords();
  const top = summary.wins[0];
  const text =
    top && t('summary.wins', { label: top.label.text, count: top.count, all: summary.pictures });
  return (
    <p className={styles.favourite} title={text}>
      {text}
    </p>
  );
}

import type { Download } from '../../store/columns/follow-load.ts';
import type { Column, ColumnStatus } from '../../store/types.ts';
import { Progress } from '../../ui/Progress.tsx';
import { shareOf } from '../../words/stage-sentence.ts';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './models.module.css';

type Loading = Extract<ColumnStatus, { kind: 'loading' }>;

/** How far a load is, as a line along the head's lower edge. */
export function LoadingLine({ status }: { readonly status: Loading }) {
  const { t } = useWords();
  return (
    <div className={styles.loading}>
      <Progress label={t('column.loading')} value={shareOf(status.progress)} />
    </div>
  );
}

interface DownloadsProps {
  readonly column: Column;
  readonly status: Loading;
}

/** Each file that comes from elsewhere, with bytes, rate and time left. */
export function Downloads({ column, status: { progress, downloads } }: DownloadsProps) {
  const words = useWords();
  // The page's own files are small: a line for each would only move what is below.
  if (column.source.kind === 'built-in' || progress?.stage !== 'download') return null;
  if (!downloads || downloads.length === 0) return null;
  return (
    <ul className={styles.downloads} aria-label={words.t('load.files')}>
      {downloads.map((download) => (
        <li key={download.file}>
          <bdi>{download.file}</bdi> <span>{downloadSentence(words, download)}</span>
        </li>
      ))}
    </ul>
  );
}

/** `412 MB of 599 MB, 12 MB a second, 16 seconds left` */
function downloadSentence(words: Words, { done, total, rate, left }: Download): string {
  const { t, bytes } = words;
  const parts = [
    total > 0 ? t('load.bytes', { done: bytes(done), total: bytes(total) }) : bytes(done),
  ];
  if (done < total || total === 0) {
    if (rate === 0) parts.push(t('load.silent'));
    else if (rate !== null) parts.push(t('load.rate', { rate: bytes(rate) }));
    if (left !== null && left > 0) parts.push(timeLeft(words, left));
  }
  return parts.join(', ');
}

function timeLeft({ t }: Words, seconds: number): string {
  return seconds < 90
    ? t('load.seconds', { count: Math.ceil(seconds) })
    : t('load.minutes', { count: Math.ceil(seconds / 60) });
}

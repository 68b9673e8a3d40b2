import type { Download } from '../../store/columns/follow-load.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column, ColumnStatus } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Progress } from '../../ui/Progress.tsx';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './models.module.css';

interface Props {
  readonly column: Column;
  readonly status: Extract<ColumnStatus, { kind: 'loading' }>;
}

/** Stages of which nobody knows how far they are: seconds that pass are no share. */
const UNMEASURED: ReadonlySet<string> = new Set(['waiting', 'start']);

/** How far a load is: its stage, each file with bytes, rate and time left, and the way to stop it. */
export function Loading({ column, status: { progress, downloads } }: Props) {
  const words = useWords();
  const { t } = words;
  const cancelLoad = usePage((all) => all.cancelLoad);
  const share =
    progress && progress.total > 0 && !UNMEASURED.has(progress.stage)
      ? progress.done / progress.total
      : null;
  // The page's own files are small: a line for each would only move what is below.
  const remote = column.source.kind !== 'built-in';
  return (
    <div className={styles.loading}>
      <span className={styles.stage}>
        {`${stageName(words, progress)} ${share === null ? '' : words.percent(share)}`}
      </span>
      <Progress label={t('column.loading')} value={share} />
      <Button small onClick={() => cancelLoad(column.id)}>
        {t('cancel')}
      </Button>
      {progress?.stage === 'download' && remote && downloads && downloads.length > 0 && (
        <ul className={styles.downloads} aria-label={t('load.files')}>
          {downloads.map((download) => (
            <li key={download.file}>
              <bdi>{download.file}</bdi> <span>{downloadSentence(words, download)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function stageName({ t }: Words, progress: Props['status']['progress']): string {
  if (progress?.waitingFor === 'server')
    return t('load.server', { count: Math.ceil(progress.total) });
  if (progress?.waitingFor === 'download')
    return t('load.elsewhere', { file: progress.file ?? '' });
  return t(progress ? `stage.${progress.stage}` : 'stage.begin');
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

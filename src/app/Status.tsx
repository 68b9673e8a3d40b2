import { answerIsDue } from '../store/lesson/answer-is-due.ts';
import { agreement } from '../store/selectors/summary.ts';
import { usePage } from '../store/StoreContext.tsx';
import { useOpenPictures } from '../store/use-open-pictures.ts';
import { useWinnerInputs } from '../store/use-summary-inputs.ts';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../words/WordsContext.tsx';
import styles from './Status.module.css';

/** One live line: what the page is doing, and the result in a sentence when it is done. */
export function Status() {
  const { t } = useWords();
  const encoding = usePage((all) => all.encoding);
  const cancel = usePage((all) => all.cancelEncoding);
  const resume = usePage((all) => all.resumeEncoding);
  const busy = encoding.pictures ?? encoding.prompts;
  return (
    <div className={styles.status}>
      <p role="status" className={styles.line}>
        <StatusText />
      </p>
      {busy ? (
        <Button small onClick={cancel}>
          {t('cancel')}
        </Button>
      ) : (
        encoding.left.size > 0 && (
          <Button small onClick={resume}>
            {t('resume')}
          </Button>
        )
      )}
    </div>
  );
}

/** What the page is doing, in a few words. */
export function StatusText() {
  const { t } = useWords();
  const inputs = { ...useWinnerInputs(), pictures: useOpenPictures() };
  const { columns, labels } = inputs;
  const encoding = usePage((all) => all.encoding);
  const health = usePage((all) => all.health);
  const due = usePage(answerIsDue);
  if (health === 'dead') return t('status.dead');
  if (columns.some(({ status }) => status.kind === 'loading')) return t('status.loading');
  if (encoding.prompts) return t('status.prompts', encoding.prompts);
  if (encoding.pictures) return t('status.pictures', encoding.pictures);
  if (!columns.some(({ status }) => status.kind === 'ready')) return t('status.waiting');
  // Ready is the whole page or nothing of it: a column that cannot answer, or only in part, is said instead.
  const without = columns.filter(({ status }) => status.kind !== 'ready').length;
  if (without > 0) return t('status.without', { count: without });
  if (encoding.left.size > 0) return t('status.left', { count: encoding.left.size });
  const wordless = columns.filter(({ textError }) => textError).length;
  if (wordless > 0) return t('status.wordless', { count: wordless });
  if (labels.length === 0) return t('status.no-labels');
  const { same, pictures: seen } = agreement(inputs);
  return (
    <>
      {t('status.ready')}
      {!due && seen > 0 && (
        <span className="sr-only"> {t('status.agreement', { same, all: seen })}</span>
      )}
    </>
  );
}

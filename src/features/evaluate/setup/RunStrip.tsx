import { indistinctClasses } from '../../../core/evaluation/class-prompts.ts';
import type { Evaluation } from '../../../store/evaluation/run.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { errorSentence } from '../../../words/error-sentence.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import styles from './setup.module.css';

/** How far the run is, what it left out, and the buttons that stop it. */
export function RunStrip({ run }: { readonly run: Evaluation }) {
  const words = useWords();
  const { t } = words;
  const pause = usePage((all) => all.pauseEvaluation);
  const goOn = usePage((all) => all.continueEvaluation);
  const stop = usePage((all) => all.stopEvaluation);
  const busy = run.state === 'prompts' || run.state === 'running' || run.state === 'paused';
  return (
    <section aria-label={t('evaluate.run')}>
      {run.error && <p role="alert">{errorSentence(words, run.error)}</p>}
      <Notes run={run} />
      {run.state === 'prompts' ? (
        <Progress label={t('evaluate.prompts')} value={null} />
      ) : (
        <Progress label={t('evaluate.run')} value={run.done / run.set.pictures.length} />
      )}
      <p className={styles.note}>
        {t('evaluate.progress', { done: run.done, total: run.set.pictures.length })}
      </p>
      {busy && (
        <div className={styles.tools}>
          {run.state === 'running' && <Button onClick={pause}>{t('evaluate.pause')}</Button>}
          {run.state === 'paused' && <Button onClick={() => void goOn()}>{t('resume')}</Button>}
          <Button onClick={stop}>{t('cancel')}</Button>
        </div>
      )}
    </section>
  );
}

function Notes({ run: { set, unreadable } }: { readonly run: Evaluation }) {
  const { t } = useWords();
  const groups = indistinctClasses(set.classes);
  const names = groups
    .flat()
    .map((index) => set.classes[index]?.names[0])
    .join(', ');
  return (
    <>
      {groups.length > 0 && <p>{t('evaluate.indistinct', { names })}</p>}
      {set.unclassed > 0 && <p>{t('evaluate.unclassed', { count: set.unclassed })}</p>}
      {unreadable.length > 0 && (
        <p>
          {t('evaluate.unreadable', { count: unreadable.length, names: unreadable.join(', ') })}
        </p>
      )}
    </>
  );
}

import { useRef, useState } from 'react';
import { indistinctClasses } from '../../core/evaluation/class-prompts.ts';
import { folderSet, sampleSet, type EvaluationSet } from '../../store/actions/evaluation-set.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import type { WordKey } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './evaluate.module.css';
import { ResultTable } from './ResultTable.tsx';

/** Repeats the article's experiment on the sample pictures or on a folder. */
export function EvaluateDialog() {
  const words = useWords();
  const { t } = words;
  const close = usePage((all) => all.close);
  const samples = usePage((all) => all.samples);
  const ready = usePage((all) => all.columns.some(({ status }) => status.kind === 'ready'));
  const run = usePage((all) => all.evaluation);
  const evaluate = usePage((all) => all.evaluate);
  const pause = usePage((all) => all.pauseEvaluation);
  const goOn = usePage((all) => all.continueEvaluation);
  const stop = usePage((all) => all.stopEvaluation);
  const [problem, setProblem] = useState<WordKey | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const begin = (set: EvaluationSet): void => {
    const fault = faultOf(set);
    setProblem(fault);
    if (!fault) void evaluate(set);
  };
  const busy = run?.state === 'prompts' || run?.state === 'running' || run?.state === 'paused';
  return (
    <Dialog wide title={t('evaluate.open')} closeText={t('close')} onClose={close}>
      <p className={styles.note}>{t('evaluate.lead')}</p>
      <p className={styles.note}>{t('evaluate.folder.note')}</p>
      {!ready && <p role="status">{t('evaluate.no-columns')}</p>}
      <div className={styles.tools}>
        <Button
          look="main"
          disabled={!ready || busy || samples.length === 0}
          onClick={() =>
            begin(sampleSet(samples, fetch, (path) => import.meta.env.BASE_URL + path))
          }
        >
          {t('evaluate.samples')}
        </Button>
        <Button disabled={!ready || busy} onClick={() => picker.current?.click()}>
          {t('evaluate.folder')}
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          aria-label={t('evaluate.folder')}
          {...{ webkitdirectory: '' }}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            void folderSet(files).then(begin);
          }}
        />
        {run?.state === 'running' && <Button onClick={pause}>{t('evaluate.pause')}</Button>}
        {run?.state === 'paused' && <Button onClick={() => void goOn()}>{t('resume')}</Button>}
        {busy && <Button onClick={stop}>{t('cancel')}</Button>}
      </div>
      {problem && <p role="alert">{t(problem)}</p>}
      {run && (
        <>
          {run.error && <p role="alert">{errorSentence(words, run.error)}</p>}
          <Notes set={run.set} unreadable={run.unreadable} />
          {run.state === 'prompts' ? (
            <Progress label={t('evaluate.prompts')} value={null} />
          ) : (
            <Progress label={t('evaluate.open')} value={run.done / run.set.pictures.length} />
          )}
          <p className={styles.note}>
            {t('evaluate.progress', { done: run.done, total: run.set.pictures.length })}
          </p>
          {run.columns.some(({ tally }) => tally.pictures > 0) && <ResultTable run={run} />}
        </>
      )}
    </Dialog>
  );
}

function Notes({
  set,
  unreadable,
}: {
  readonly set: EvaluationSet;
  readonly unreadable: readonly string[];
}) {
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

function faultOf({ classes, pictures }: EvaluationSet): WordKey | null {
  if (pictures.length === 0) return 'evaluate.empty';
  return classes.length < 2 ? 'evaluate.one-class' : null;
}

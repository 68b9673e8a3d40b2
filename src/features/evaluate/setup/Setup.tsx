import { useRef, useState } from 'react';
import { folderSet, sampleSet } from '../../../store/actions/evaluation-set.ts';
import type { EvaluationSet } from '../../../store/evaluation/set.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import type { WordKey } from '../../../words/translate.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import styles from './setup.module.css';

/** Where the pictures and their names come from. */
export function Setup({ onStart }: { readonly onStart: () => void }) {
  const { t } = useWords();
  const samples = usePage((all) => all.samples);
  const ready = usePage((all) => all.columns.some(({ status }) => status.kind === 'ready'));
  const state = usePage((all) => all.evaluation?.state);
  const evaluate = usePage((all) => all.evaluate);
  const [problem, setProblem] = useState<WordKey | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const begin = (set: EvaluationSet): void => {
    const fault = faultOf(set);
    setProblem(fault);
    if (fault) return;
    void evaluate(set);
    onStart();
  };
  const busy = state === 'prompts' || state === 'running' || state === 'paused';
  return (
    <>
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
      </div>
      {problem && <p role="alert">{t(problem)}</p>}
    </>
  );
}

function faultOf({ classes, pictures }: EvaluationSet): WordKey | null {
  if (pictures.length === 0) return 'evaluate.empty';
  return classes.length < 2 ? 'evaluate.one-class' : null;
}

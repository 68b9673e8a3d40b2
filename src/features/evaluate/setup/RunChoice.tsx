import { templateProblems } from '../../../core/text/fill-template.ts';
import type { EngineErrorData } from '../../../engine/errors.ts';
import { MOST_MEAN_PICTURES } from '../../../evaluation/run.ts';
import type { EvaluationSet } from '../../../evaluation/sets/set.ts';
import { modelOf } from '../../../store/columns/column-model.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { CheckBox } from '../../../ui/CheckBox.tsx';
import { NumberInput } from '../../../ui/NumberInput.tsx';
import { errorSentence } from '../../../words/error-sentence.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import styles from './setup.module.css';

interface Props {
  readonly set: EvaluationSet;
  readonly problem: EngineErrorData | null;
  readonly onStart: () => void;
}

/** What is kept, how the image tower alone is measured, and the start. */
export function RunChoice({ set, problem, onStart }: Props) {
  const words = useWords();
  const { t, bytes } = words;
  const options = usePage((all) => all.evaluationOptions);
  const change = usePage((all) => all.changeEvaluationOptions);
  const run = usePage((all) => all.evaluateOpen);
  const columns = usePage((all) => all.columns);
  const kept = usePage((all) => all.keptEmbeddings);
  const models = columns.map(modelOf).filter((model) => model !== null);
  const width = models[0]?.model.description.architecture.embedDim ?? 0;
  const own = kept.filter(({ identity }) => identity === set.identity);
  const here = Math.max(0, ...own.map(({ done }) => done));
  const usable = templateProblems(options.templates).length === 0 && models.length > 0;
  return (
    <section className={styles.part} aria-labelledby="evaluate-run">
      <h3 id="evaluate-run">{t('evaluate.run')}</h3>
      <CheckBox
        label={t('evaluate.keep')}
        note={t('evaluate.keep.bytes', { bytes: bytes(4 * width * set.pictures.length) })}
        checked={options.keep}
        onChange={(keep) => change({ keep })}
      />
      <NumberInput
        label={t('evaluate.mean-pictures')}
        place="beside"
        min={1}
        max={MOST_MEAN_PICTURES}
        value={options.meanPictures}
        onChange={(meanPictures) => change({ meanPictures })}
      />
      <p className={styles.note}>{t('evaluate.mean-note')}</p>
      {problem && <p role="alert">{errorSentence(words, problem)}</p>}
      <div className={styles.tools}>
        <Button
          look="main"
          disabled={!usable}
          onClick={() => {
            void run();
            onStart();
          }}
        >
          {here > 0 && here < set.pictures.length
            ? t('evaluate.start.rest', { count: set.pictures.length - here })
            : t('evaluate.start')}
        </Button>
      </div>
    </section>
  );
}

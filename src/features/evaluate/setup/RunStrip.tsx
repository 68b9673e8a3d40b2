import { MOST_MEAN_PICTURES, type Evaluation } from '../../../evaluation/run.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { NumberInput } from '../../../ui/NumberInput.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { errorSentence } from '../../../words/error-sentence.ts';
import type { Words } from '../../../words/translate.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import { shortened } from '../../../words/shortened.ts';
import { timeLeft } from '../time-left.ts';
import { listed, SetNotes } from './SetNotes.tsx';
import styles from './setup.module.css';

/** Names of unreadable pictures that are shown without asking. */
const SHOWN = 5;

/** How far the run is, what it left out, and the buttons that stop it. */
export function RunStrip({ run }: { readonly run: Evaluation }) {
  const words = useWords();
  const { t } = words;
  const pause = usePage((all) => all.pauseEvaluation);
  const goOn = usePage((all) => all.continueEvaluation);
  const stop = usePage((all) => all.stopEvaluation);
  const busy = run.state === 'prompts' || run.state === 'running' || run.state === 'paused';
  const { done, total } =
    run.state === 'prompts' ? run.prompts : { done: run.done, total: run.set.pictures.length };
  return (
    <section className={styles.strip} aria-label={t('evaluate.run')}>
      {run.error && <p role="alert">{errorSentence(words, run.error)}</p>}
      <Progress
        label={t(run.state === 'prompts' ? 'evaluate.prompts' : 'evaluate.run')}
        value={total > 0 ? done / total : null}
      />
      <div className={styles.progress}>
        <p className={styles.note}>{progressWords(run, words)}</p>
        <div className={styles.buttons}>
          {run.state === 'done' && <MeanPictures run={run} />}
          {run.state === 'running' && (
            <Button small icon="pause" onClick={pause}>
              {t('evaluate.pause')}
            </Button>
          )}
          {(run.state === 'paused' || run.state === 'failed') && (
            <Button small look="main" onClick={() => void goOn()}>
              {t('resume')}
            </Button>
          )}
          {busy && (
            <Button small onClick={stop}>
              {t('cancel')}
            </Button>
          )}
        </div>
      </div>
      {run.notKept && <p className={styles.note}>{t('evaluate.keep.failed')}</p>}
      <CutPrompts run={run} />
      <SetNotes set={run.set} />
      <Unreadable names={run.unreadable} />
    </section>
  );
}

function progressWords(run: Evaluation, { t, number }: Words): string {
  if (run.state === 'prompts') return t('evaluate.prompts.progress', run.prompts);
  const parts = [t('evaluate.progress', { done: run.done, total: run.set.pictures.length })];
  if (run.restored > 0) parts.push(t('evaluate.restored', { count: run.restored }));
  if (run.state === 'paused') parts.push(t('evaluate.paused'));
  if (run.pace) {
    const { perSecond, secondsLeft } = run.pace;
    parts.push(t('evaluate.pace', { rate: number(perSecond, perSecond < 10 ? 1 : 0) }));
    if (run.state === 'running') parts.push(timeLeft(secondsLeft, t));
  }
  return parts.join(' · ');
}

function CutPrompts({ run: { cut, set } }: { readonly run: Evaluation }) {
  const { t } = useWords();
  if (cut.prompts === 0) return null;
  const names = cut.classes.map((place) => shortened(set.classes[place]?.names[0] ?? ''));
  const some = listed(names.slice(0, SHOWN), names.length);
  return (
    <ul className={styles.notes}>
      <li>{t('evaluate.cut', { count: cut.prompts, names: some })}</li>
    </ul>
  );
}

function Unreadable({ names }: { readonly names: readonly string[] }) {
  const { t } = useWords();
  if (names.length === 0) return null;
  const some = listed(names.slice(0, SHOWN), names.length);
  return (
    <ul className={styles.notes}>
      <li>
        {t('evaluate.unreadable', { count: names.length, names: some })}
        {names.length > SHOWN && (
          <details>
            <summary>{t('evaluate.unreadable.all')}</summary>
            <ul className={styles.names}>
              {names.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </details>
        )}
      </li>
    </ul>
  );
}

/** How many pictures make a class mean; another number measures the finished run again. */
function MeanPictures({ run }: { readonly run: Evaluation }) {
  const { t } = useWords();
  const measure = usePage((all) => all.measureNearestMean);
  if (run.columns.every(({ nearestMean }) => nearestMean === null)) return null;
  return (
    <NumberInput
      label={t('evaluate.mean-pictures')}
      place="beside"
      min={1}
      max={MOST_MEAN_PICTURES}
      value={run.settings.meanPictures}
      told="left"
      onChange={(pictures) => void measure(pictures)}
    />
  );
}

import { useEffect } from 'react';
import { beforeLeaving } from '../../browser/put-off.ts';
import { cannotBeToldFromChance, wilsonInterval } from '../../core/evaluation/interval.ts';
import type { Tally, ThreadTimes } from '../../engine/training-progress.ts';
import type { Bench } from '../../store/repair/bench.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { builtInFiles, isBuiltIn } from '../../export/python-script.ts';
import { trainingScript } from '../../export/training-script.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { pageAddress } from '../../ui/page-address.ts';
import { NoticePlace } from '../../ui/NoticePlace.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './bench.module.css';
import { LossCurve } from './LossCurve.tsx';
import { TestCurve } from './TestCurve.tsx';

/** A training as it stands, at the foot of the page, so that the bars above can be watched. */
export function TrainingPanel() {
  const words = useWords();
  const { t } = words;
  const bench = usePage((all) => all.bench);
  const number = usePage((all) => all.columns.findIndex(({ id }) => id === bench?.column) + 1);
  const keep = usePage((all) => all.keepTraining);
  useEffect(() => beforeLeaving(keep), [keep]);
  if (!bench) return null;
  return (
    <section className={styles.panel} aria-label={t('training.region', { number })}>
      <NoticePlace />
      <div className={styles.head}>
        <h2>
          {t(`bench.${bench.recipe.repair}`)} <span>{t('training.region', { number })}</span>
        </h2>
        <Buttons bench={bench} />
      </div>
      <Standing bench={bench} />
      {bench.look && <LookTable bench={bench} />}
      <TestCurve bench={bench} />
      {bench.threads && <p className={styles.note}>{threadWords(words, bench.threads)}</p>}
      {bench.stage === 'done' && <CopyScript bench={bench} />}
      {bench.stage === 'running' && bench.step > 0 && (
        <p className={styles.note}>{t('training.bars', { number })}</p>
      )}
    </section>
  );
}

function Buttons({ bench: { stage, recipe, step } }: { readonly bench: Bench }) {
  const { t } = useWords();
  const { pauseTraining, goOnTraining, stopTraining, cancelTraining } = useActions();
  const { closeTraining, undoTraining, trainAllTheSame } = useActions();
  const long = recipe.repair === 'text-tower';
  return (
    <div className={styles.buttons}>
      {stage === 'running' && long && (
        <Button small onClick={pauseTraining}>
          {t('training.pause')}
        </Button>
      )}
      {stage === 'paused' && (
        <Button small look="main" onClick={goOnTraining}>
          {t('training.go-on')}
        </Button>
      )}
      {stage === 'failed' && step > 0 && (
        <Button small onClick={goOnTraining}>
          {t('training.try-again')}
        </Button>
      )}
      {stage === 'slow' && (
        <Button small look="main" onClick={trainAllTheSame}>
          {t('training.all-the-same')}
        </Button>
      )}
      {(stage === 'running' || stage === 'paused' || stage === 'failed') && long && step > 0 && (
        <Button small onClick={stopTraining}>
          {t('training.stop')}
        </Button>
      )}
      {stage === 'done' ? (
        <>
          <Button small onClick={undoTraining}>
            {t('training.undo')}
          </Button>
          <Button small look="quiet" onClick={closeTraining}>
            {t('training.close')}
          </Button>
        </>
      ) : (
        <Button small look="quiet" onClick={cancelTraining}>
          {t('training.cancel')}
        </Button>
      )}
    </div>
  );
}

function useActions() {
  return {
    pauseTraining: usePage((all) => all.pauseTraining),
    goOnTraining: usePage((all) => all.goOnTraining),
    stopTraining: usePage((all) => all.stopTraining),
    cancelTraining: usePage((all) => all.cancelTraining),
    closeTraining: usePage((all) => all.closeTraining),
    undoTraining: usePage((all) => all.undoTraining),
    trainAllTheSame: usePage((all) => all.trainAllTheSame),
  };
}

/** Where it stands, in a sentence and a line. */
function Standing({ bench }: { readonly bench: Bench }) {
  const words = useWords();
  const { t, number } = words;
  const { stage, error, step, recipe, losses, progress, stepSeconds } = bench;
  const steps = recipe.steps;
  if (stage === 'failed' && error)
    return (
      <p role="alert">
        {errorSentence(words, error)} {t('training.failed')}
      </p>
    );
  if (stage === 'done') return <p role="status">{trueSentence(words, bench)}</p>;
  if (stage === 'timing') return <Progress label={t('training.timing')} value={null} />;
  if (stage === 'slow' && stepSeconds !== null)
    return (
      <p>
        {t('training.slow', {
          seconds: number(stepSeconds, 1),
          count: steps,
          minutes: number((stepSeconds * steps) / 60, 1),
        })}
      </p>
    );
  if (stage === 'running' && step === 0)
    return (
      <>
        <p>
          {progress?.stage === 'encode'
            ? t('training.encoding', { done: progress.done, total: progress.total })
            : t('training.preparing')}
        </p>
        <Progress
          label={t('training.preparing')}
          value={progress && progress.total > 0 ? progress.done / progress.total : null}
        />
      </>
    );
  const loss = losses.at(-1);
  return (
    <>
      <p>
        {t(stage === 'paused' ? 'training.paused' : 'training.step', { step, steps })}
        {loss !== undefined && <> · {t('training.loss', { loss: number(loss, 3) })}</>}
      </p>
      <Progress label={t('training.step', { step, steps })} value={step / steps} />
      <LossCurve losses={losses} steps={steps} />
    </>
  );
}

/** The very run with OpenCLIP and PyTorch; a refit is one line of algebra and has none. */
function CopyScript({ bench }: { readonly bench: Bench }) {
  const { t } = useWords();
  const copy = usePage((all) => all.copy);
  const { start, data, recipe, losses } = bench;
  const vectors = data !== null && 'data' in data.pictures;
  const source = usePage((all) => all.columns.find(({ id }) => id === bench.column)?.source);
  if (!data || vectors || recipe.repair !== 'text-tower' || !source) return null;
  const beside = [
    ...(isBuiltIn(source) ? [builtInFiles(pageAddress)] : []),
    ...(recipe.data === 'samples' ? data.files.map((file) => pageAddress(`samples/${file}`)) : []),
  ];
  const { names, files, labels, heldOut } = data;
  return (
    <CopyButton
      small
      text={trainingScript({ start, recipe, names, files, labels, heldOut, losses, beside })}
      copy={copy}
      label={t('training.script')}
      done={t('training.copied')}
    />
  );
}

/** What is true of the repaired column, by what was not trained on. */
function trueSentence({ t, percent }: Words, { look, data }: Bench): string {
  if (!look) return '';
  const { taught, heldOut } = look;
  const said = { right: taught.right, of: taught.of };
  if (heldOut.of === 0) return t('training.taught-only', said);
  const names = data?.heldOut.length ?? heldOut.of;
  const interval = wilsonInterval(heldOut.right, heldOut.of);
  // A few right words of many are no knowledge of words: less than half of what was taught is not called that.
  const carries =
    !cannotBeToldFromChance(interval, 1, names) &&
    heldOut.right / heldOut.of > taught.right / taught.of / 2;
  return t(carries ? 'training.carries' : 'training.knows', {
    ...said,
    others: heldOut.right,
    apart: heldOut.of,
    chance: percent(1 / names, 1),
  });
}

/** On how many threads its steps run, and why. */
function threadWords({ t, number }: Words, { threads, ways }: ThreadTimes): string {
  const [many, one] = ways;
  return t('training.threads', {
    many: number(many?.seconds ?? 0, 2),
    count: many?.threads ?? 1,
    one: number(one?.seconds ?? 0, 2),
    used: t(threads === 1 ? 'training.threads.one' : 'training.threads.many'),
  });
}

const NONE: Tally = { right: 0, of: 0 };

function LookTable({ bench: { look, complete, data } }: { readonly bench: Bench }) {
  const { t, percent } = useWords();
  if (!look) return null;
  // A name may have many pictures: chance goes by names.
  const apart = Math.max(1, data?.heldOut.length ?? 0);
  const taught = Math.max(1, (data?.names.length ?? 0) - (data?.heldOut.length ?? 0));
  const tally = ({ right, of }: Tally): string => t('training.tally', { right, of });
  const rows = [
    { key: 'training.taught', own: look.taught, other: complete?.taught },
    { key: 'training.unseen', own: look.unseen, other: undefined },
    { key: 'training.held-out', own: look.heldOut, other: complete?.heldOut },
    { key: 'training.tests', own: look.tests ?? NONE, other: complete?.tests },
  ] as const;
  return (
    <table className={styles.looks}>
      <thead>
        <tr>
          <th scope="col">{t('training.group')}</th>
          <th scope="col">{t('training.right')}</th>
          <th scope="col">{t('training.chance')}</th>
          <th scope="col">{t('training.complete')}</th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(({ own }) => own.of > 0)
          .map(({ key, own, other }) => (
            <tr key={key}>
              <th scope="row">{t(key)}</th>
              <td>{tally(own)}</td>
              <td>{percent(1 / (key === 'training.held-out' ? apart : taught), 1)}</td>
              <td>{other ? tally(other) : '–'}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

import { useState } from 'react';
import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { FileChooser } from '../../../ui/FileChooser.tsx';
import { FileField } from '../../../ui/FileField.tsx';
import { NumberInput } from '../../../ui/NumberInput.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import { timeLeft } from '../time-left.ts';
import styles from './results.module.css';

const NONE: readonly File[] = [];

/** Shards of vectors that many machines computed: scored from the disk, however many there are. */
export function OpenShards() {
  const { t } = useWords();
  const openShards = usePage((all) => all.openShards);
  const scoring = usePage((all) => all.scoringShards);
  const [shards, setShards] = useState(NONE);
  const [labels, setLabels] = useState(NONE);
  const [classes, setClasses] = useState(NONE);
  const [scale, setScale] = useState<number | null>(null);
  return (
    <>
      <p className={styles.note}>{t('evaluated.shards-note')}</p>
      <div className={styles.tools}>
        <FileChooser text={t('evaluated.shards-folder')} folder onChoose={setShards} />
        <FileChooser
          text={t('evaluated.shards-files')}
          accept=".npy,.txt,.cls"
          multiple
          onChoose={setShards}
        />
        <span role="status">
          {shards.length > 0 && t('evaluated.shards-chosen', { count: shards.length })}
        </span>
      </div>
      <div className={styles.vectors}>
        <FileField label={t('evaluated.shards-labels')} accept=".txt,.cls" onChoose={setLabels} />
        <FileField
          label={t('evaluated.shards-classes')}
          accept=".safetensors,.npy,.json,.txt,.csv,.tsv,.zip"
          onChoose={setClasses}
        />
        <NumberInput
          label={t('evaluated.shards-scale')}
          step="any"
          placeholder="100"
          value={scale}
          onChange={setScale}
          onEmpty={() => setScale(null)}
        />
        <Button
          disabled={shards.length === 0 || scoring !== null}
          onClick={() => void openShards({ shards, labels, classes, scale })}
        >
          {t('evaluated.shards-score')}
        </Button>
      </div>
      {scoring && <Scoring />}
    </>
  );
}

/** How far the shards are, and the button that stops it. */
function Scoring() {
  const { t } = useWords();
  const scoring = usePage((all) => all.scoringShards);
  const stop = usePage((all) => all.stopShards);
  if (!scoring) return null;
  const { done, total, pace } = scoring;
  return (
    <>
      <Progress label={t('evaluated.shards-scoring')} value={total > 0 ? done / total : null} />
      <div className={styles.tools}>
        <p className={styles.note}>
          {t('evaluate.progress', { done, total })}
          {pace && ` · ${timeLeft(pace.secondsLeft, t)}`}
        </p>
        <Button small onClick={stop}>
          {t('cancel')}
        </Button>
      </div>
    </>
  );
}

import { useState } from 'react';
import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { FileChooser } from '../../../ui/FileChooser.tsx';
import { FileField } from '../../../ui/FileField.tsx';
import { NumberInput } from '../../../ui/NumberInput.tsx';
import { errorSentence } from '../../../words/error-sentence.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import { OpenShards } from './OpenShards.tsx';
import styles from './results.module.css';

const VECTOR_FILES = '.safetensors,.npy,.json,.txt,.csv,.tsv,.zip';

/** Results that come from files: an earlier run, or vectors that were computed elsewhere. */
export function OpenFiles() {
  const words = useWords();
  const { t } = words;
  const openRun = usePage((all) => all.openRunFiles);
  const openVectors = usePage((all) => all.openVectors);
  const error = usePage((all) => all.fileError);
  const [pictures, setPictures] = useState<readonly File[]>([]);
  const [classes, setClasses] = useState<readonly File[]>([]);
  const [scale, setScale] = useState<number | null>(null);
  return (
    <details className={styles.open}>
      <summary>{t('evaluated.open')}</summary>
      <div className={styles.block}>
        <p className={styles.note}>{t('evaluated.open-run-note')}</p>
        <div className={styles.tools}>
          <FileChooser
            text={t('evaluated.open-run')}
            accept=".json,application/json"
            multiple
            onChoose={(files) => void openRun(files)}
          />
        </div>
        <p className={styles.note}>{t('evaluated.open-vectors-note')}</p>
        <div className={styles.vectors}>
          <FileField
            label={t('evaluated.picture-vectors')}
            accept={VECTOR_FILES}
            onChoose={setPictures}
          />
          <FileField
            label={t('evaluated.class-vectors')}
            accept={VECTOR_FILES}
            onChoose={setClasses}
          />
          <NumberInput
            label={t('evaluated.scale-field')}
            step="any"
            placeholder="100"
            value={scale}
            onChange={setScale}
            onEmpty={() => setScale(null)}
          />
          <Button
            disabled={pictures.length === 0}
            onClick={() => void openVectors(pictures, classes, scale)}
          >
            {t('evaluated.score')}
          </Button>
        </div>
        <OpenShards />
        {error && <p role="alert">{errorSentence(words, error)}</p>}
      </div>
    </details>
  );
}

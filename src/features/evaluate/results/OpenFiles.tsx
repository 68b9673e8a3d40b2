import { useId, useRef, useState } from 'react';
import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { errorSentence } from '../../../words/error-sentence.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import styles from './results.module.css';

/** Results that come from files: an earlier run, or vectors that were computed elsewhere. */
export function OpenFiles() {
  const words = useWords();
  const { t } = words;
  const openRun = usePage((all) => all.openRunFile);
  const openVectors = usePage((all) => all.openVectors);
  const error = usePage((all) => all.fileError);
  const run = useRef<HTMLInputElement>(null);
  const [pictures, setPictures] = useState<readonly File[]>([]);
  const [classes, setClasses] = useState<readonly File[]>([]);
  const [scale, setScale] = useState('');
  return (
    <details className={styles.open}>
      <summary>{t('evaluated.open')}</summary>
      <div className={styles.block}>
        <p className={styles.note}>{t('evaluated.open-run-note')}</p>
        <div className={styles.tools}>
          <Button onClick={() => run.current?.click()}>{t('evaluated.open-run')}</Button>
          <input
            ref={run}
            type="file"
            hidden
            accept=".json,application/json"
            aria-label={t('evaluated.open-run')}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) void openRun(file);
              target.value = '';
            }}
          />
        </div>
        <p className={styles.note}>{t('evaluated.open-vectors-note')}</p>
        <div className={styles.tools}>
          <FileField label={t('evaluated.picture-vectors')} onChoose={setPictures} />
          <FileField label={t('evaluated.class-vectors')} onChoose={setClasses} />
          <label className={styles.column}>
            {t('evaluated.scale-field')}
            <input
              type="number"
              step="any"
              placeholder="100"
              value={scale}
              onChange={({ target }) => setScale(target.value)}
            />
          </label>
          <Button
            disabled={pictures.length === 0}
            onClick={() => void openVectors(pictures, classes, scale === '' ? null : Number(scale))}
          >
            {t('evaluated.score')}
          </Button>
        </div>
        {error && <p role="alert">{errorSentence(words, error)}</p>}
      </div>
    </details>
  );
}

interface FieldProps {
  readonly label: string;
  readonly onChoose: (files: readonly File[]) => void;
}

function FileField({ label, onChoose }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.column}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        multiple
        accept=".safetensors,.npy,.json,.txt,.csv,.tsv,.zip"
        onChange={({ target }) => onChoose([...(target.files ?? [])])}
      />
    </div>
  );
}

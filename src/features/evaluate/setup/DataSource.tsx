import { useState, type DragEvent, type FormEvent, type ReactNode } from 'react';
import type { GivenFile } from '../../../evaluation/sets/found.ts';
import { namedPictures } from '../../../store/selectors/named-pictures.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { droppedFiles } from '../../../browser/dropped-files.ts';
import { FileChooser } from '../../../ui/FileChooser.tsx';
import { Progress } from '../../../ui/Progress.tsx';
import { TextInput } from '../../../ui/TextInput.tsx';
import { errorSentence } from '../../../words/error-sentence.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import { ReadingChoice } from './ReadingChoice.tsx';
import styles from './setup.module.css';

/** Every way to bring in pictures whose names are known. */
export function DataSource({ onStart }: { readonly onStart: () => void }) {
  const { t } = useWords();
  const ready = usePage((all) => all.columns.some(({ status }) => status.kind === 'ready'));
  return (
    <section className={styles.part} aria-labelledby="evaluate-data">
      <h3 id="evaluate-data">{t('evaluate.data')}</h3>
      <DropZone>
        <div className={styles.tools}>
          <AtHand ready={ready} onStart={onStart} />
          <FromDisk />
        </div>
        <AddressForm />
      </DropZone>
      {!ready && <p role="status">{t('evaluate.no-columns')}</p>}
      <Opening />
      <details className={styles.forms}>
        <summary>{t('evaluate.forms')}</summary>
        <ul>
          {(['folders', 'table', 'archive', 'shards'] as const).map((form) => (
            <li key={form}>{t(`evaluate.form.${form}`)}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

/** Opens files that somebody has given, if any. */
function useOpenFiles(): (given: readonly GivenFile[]) => void {
  const open = usePage((all) => all.openEvaluationData);
  return (given) => {
    if (given.length > 0) void open({ kind: 'files', files: given });
  };
}

function DropZone({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  const take = useOpenFiles();
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer).then(take);
  };
  return (
    // A place to drop things on; the buttons in it do the same for the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={over ? `${styles.drop} ${styles.over}` : styles.drop}
      role="group"
      aria-label={t('evaluate.drop')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p>{t(over ? 'evaluate.drop.now' : 'evaluate.drop')}</p>
      {children}
    </div>
  );
}

interface AtHandProps {
  /** A model is there. */
  readonly ready: boolean;
  readonly onStart: () => void;
}

/** Runs over what the page has: its samples, and the visitor's own pictures. */
function AtHand({ ready, onStart }: AtHandProps) {
  const { t } = useWords();
  const samples = usePage((all) => all.samples);
  const runSamples = usePage((all) => all.evaluateSamples);
  const runPage = usePage((all) => all.evaluatePage);
  const told = usePage((all) => namedPictures(all).length);
  const labels = usePage((all) => all.labels.length);
  return (
    <>
      <Button
        look="main"
        disabled={!ready || samples.length === 0}
        onClick={() => {
          void runSamples(t('evaluate.samples.title'));
          onStart();
        }}
      >
        {t('evaluate.samples')}
      </Button>
      <Button
        disabled={!ready || told === 0 || labels < 2}
        onClick={() => {
          void runPage(t('evaluate.page.title'));
          onStart();
        }}
      >
        {t('evaluate.page', { count: told })}
      </Button>
    </>
  );
}

function FromDisk() {
  const { t } = useWords();
  const take = useOpenFiles();
  const choose = (files: readonly File[]): void =>
    take(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
  return (
    <>
      <FileChooser text={t('evaluate.folder')} folder multiple onChoose={choose} />
      <FileChooser text={t('evaluate.files')} multiple onChoose={choose} />
    </>
  );
}

function AddressForm() {
  const { t } = useWords();
  const open = usePage((all) => all.openEvaluationData);
  const [text, setText] = useState('');
  const [bad, setBad] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const url = URL.parse(text.trim());
    const usable = url !== null && /^https?:$/.test(url.protocol);
    setBad(!usable);
    if (usable) void open({ kind: 'url', url: url.href });
  };
  return (
    <>
      <form className={styles.address} onSubmit={submit}>
        <TextInput
          label={t('evaluate.address')}
          place="unseen"
          inputMode="url"
          value={text}
          placeholder={t('evaluate.address')}
          onChange={setText}
        />
        <Button type="submit">{t('evaluate.address.open')}</Button>
      </form>
      {bad && <p role="alert">{t('evaluate.address.bad')}</p>}
    </>
  );
}

/** What becomes of the data that was chosen. */
function Opening() {
  const words = useWords();
  const { t, bytes } = words;
  const data = usePage((all) => all.evaluationData);
  const close = usePage((all) => all.closeEvaluationData);
  if (data.kind === 'failed') {
    return (
      <>
        <p role="alert">{errorSentence(words, data.error)}</p>
        {data.reading && <ReadingChoice reading={data.reading} />}
      </>
    );
  }
  if (data.kind !== 'opening') return null;
  const { done, total } = data;
  return (
    <div className={styles.opening}>
      <Progress label={t('evaluate.opening')} value={total > 0 ? done / total : null} />
      <p className={styles.note}>
        {done === 0
          ? t('evaluate.opening')
          : t(total > 0 ? 'evaluate.opening.bytes' : 'evaluate.opening.some', {
              done: bytes(done),
              total: bytes(total),
            })}
      </p>
      <Button small onClick={close}>
        {t('cancel')}
      </Button>
    </div>
  );
}

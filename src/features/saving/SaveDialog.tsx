import { useEffect, useState } from 'react';
import type { NamedLayout } from '../../core/checkpoint/tensor-layouts.ts';
import { layoutsFor } from '../../core/checkpoint/saved-tensors.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import type { SavedLink } from '../../store/saving.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { LoadedModel } from '../../engine/loading.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { pythonLines } from './python-lines.ts';
import styles from './saving.module.css';

/** A column's model as files of its own, ready for Python. */
export function SaveDialog({ columnId }: { readonly columnId: string }) {
  const column = usePage((all) => all.columns.find(({ id }) => id === columnId));
  const number = usePage((all) => all.columns.findIndex(({ id }) => id === columnId) + 1);
  const model = column ? modelOf(column) : null;
  return model && <Chooser columnId={columnId} number={number} model={model} />;
}

interface ChooserProps {
  readonly columnId: string;
  readonly number: number;
  readonly model: LoadedModel;
}

function Chooser({ columnId, number, model }: ChooserProps) {
  const words = useWords();
  const { t } = words;
  const close = usePage((all) => all.close);
  const saving = usePage((all) => all.saving);
  const makeFiles = usePage((all) => all.makeFiles);
  const dropFiles = usePage((all) => all.dropFiles);
  const layouts = layoutsFor(model.model.description);
  const [layout, setLayout] = useState<NamedLayout | undefined>(layouts[0]);
  useEffect(() => dropFiles, [dropFiles]);
  return (
    <Dialog title={t('save.title', { number })} closeText={t('close')} onClose={close}>
      <p className={styles.note}>{t('save.lead')}</p>
      {layout && (
        <Segmented
          label={t('save.layout')}
          value={layout}
          options={layouts.map((value) => ({ value, text: t(`save.layout.${value}`) }))}
          onChange={(value) => {
            dropFiles();
            setLayout(value);
          }}
        />
      )}
      <Warnings report={model.report} />
      <Making onMake={layout && (() => void makeFiles(columnId, layout))} />
      {saving.kind === 'failed' && (
        <p className={styles.problem}>{errorSentence(words, saving.error)}</p>
      )}
      {saving.kind === 'ready' && (
        <>
          <Files files={saving.files} />
          <details>
            <summary>{t('save.python')}</summary>
            <pre className={styles.python}>{pythonLines(saving.layout)}</pre>
          </details>
        </>
      )}
    </Dialog>
  );
}

/** What of the files is random, or was not computed here. */
function Warnings({ report: { parts, verdict } }: Pick<LoadedModel, 'report'>) {
  const { t } = useWords();
  const chance = parts.filter(({ loaded, parameters }) => loaded < parameters);
  return (
    <>
      {chance.length > 0 && (
        <p className={styles.note}>
          {t('save.chance', { parts: chance.map(({ part }) => t(`part.${part}`)).join(', ') })}
        </p>
      )}
      {verdict.kind === 'not-computed' && (
        <p className={styles.note}>
          {t('save.foreign', { names: verdict.tensors.slice(0, 8).join(', ') })}
        </p>
      )}
    </>
  );
}

/** The button that makes the files, or how far that is. */
function Making({ onMake }: { readonly onMake: (() => void) | undefined }) {
  const { t } = useWords();
  const saving = usePage((all) => all.saving);
  const dropFiles = usePage((all) => all.dropFiles);
  const progress = saving.kind === 'running' ? saving.progress : null;
  return (
    <div className={styles.row} role="status">
      {saving.kind === 'running' ? (
        <>
          <Progress
            label={t('save.making')}
            value={progress && progress.total > 0 ? progress.done / progress.total : null}
          />
          <Button onClick={dropFiles}>{t('cancel')}</Button>
        </>
      ) : (
        <Button look="main" disabled={!onMake} onClick={onMake}>
          {t('save.make')}
        </Button>
      )}
    </div>
  );
}

function Files({ files }: { readonly files: readonly SavedLink[] }) {
  const { t, bytes } = useWords();
  return (
    <ul className={styles.files} aria-label={t('save.files')}>
      {files.map(({ name, url, bytes: size }) => (
        <li key={name}>
          <a href={url} download={name}>
            <Icon name="download" />
            {name}
          </a>
          <span className={styles.note}>{bytes(size)}</span>
        </li>
      ))}
    </ul>
  );
}

import { useState } from 'react';
import { saveFile } from '../../browser/save-file.ts';
import { importPart } from '../../core/parts/import-part.ts';
import { numbersAsCsv, numbersAsJson } from '../../export/numbers.ts';
import { writeLink } from '../../store/link/link.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { HIDEABLE, type Hideable } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckList } from '../../ui/CheckList.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FileChooser } from '../../ui/FileChooser.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { frameCode } from './frame-code.ts';
import styles from './share.module.css';

const QrPicture = lazyPart(
  async () => (await importPart(() => import('../../ui/QrPicture.tsx'))).QrPicture,
);

/** A link to the set-up, all numbers as a file, and what the browser keeps. */
export function ShareDialog() {
  const { t } = useWords();
  const all = usePage((state) => state);
  return (
    <Dialog title={t('share.open')} closeText={t('close')} onClose={all.close}>
      <LinkForm />
      <h3 className={styles.title}>{t('share.numbers')}</h3>
      <div className={styles.row}>
        <Button
          icon="download"
          onClick={() =>
            saveFile('zero-shot.csv', new Blob([numbersAsCsv(all)], { type: 'text/csv' }))
          }
        >
          {t('share.csv')}
        </Button>
        <Button
          icon="download"
          onClick={() =>
            saveFile('zero-shot.json', new Blob([numbersAsJson(all)], { type: 'application/json' }))
          }
        >
          {t('share.json')}
        </Button>
        <Button
          icon="download"
          onClick={() =>
            void all.drawPng(null).then((png) => png && saveFile('zero-shot.png', png))
          }
        >
          {t('share.png')}
        </Button>
        <FileChooser
          text={t('share.read')}
          accept=".json,application/json"
          onChoose={([chosen]) => chosen && void all.readSaved(chosen)}
        />
      </div>
      <h3 className={styles.title}>{t('share.storage')}</h3>
      <p className={styles.note}>{t('share.storage-note')}</p>
      <div className={styles.row}>
        <Button icon="trash" onClick={() => void all.clearStorage()}>
          {t('share.clear')}
        </Button>
        <Button onClick={() => all.open({ kind: 'storage' })}>{t('storage.open')}</Button>
      </div>
    </Dialog>
  );
}

function LinkForm() {
  const { t } = useWords();
  const all = usePage((state) => state);
  const [task, setTask] = useState(all.task);
  const [hidden, setHidden] = useState<readonly Hideable[]>(all.hidden);
  const [showsCode, setShowsCode] = useState(false);
  const page = window.location.href.replace(/#.*$/s, '');
  const setup = writeLink({ ...all, task, hidden });
  const link = `${page}#${setup}`;
  return (
    <>
      <div className={styles.link}>
        <TextInput
          label={t('share.link')}
          place="unseen"
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
        />
        <CopyButton
          look="main"
          icon="link"
          text={link}
          copy={all.copy}
          label={t('share.copy')}
          done={t('share.copied')}
        />
      </div>
      <p className={styles.note}>{t('share.note')}</p>
      <details onToggle={(event) => setShowsCode(event.currentTarget.open)}>
        <summary className={styles.title}>{t('share.qr')}</summary>
        {showsCode && (
          <div className={styles.code}>
            <QrPicture text={link} label={t('share.qr-label')} />
          </div>
        )}
      </details>
      <details>
        <summary className={styles.title}>{t('share.teacher')}</summary>
        <div className={styles.teacher}>
          <TextArea
            label={t('share.task')}
            rows={3}
            maxLength={2000}
            value={task}
            onChange={setTask}
          />
          <CheckList
            legend={t('share.hide')}
            options={HIDEABLE.map((value) => ({ value, text: t(`hide.${value}`) }))}
            chosen={hidden}
            onChange={setHidden}
          />
          <FrameCode page={page} setup={setup} />
        </div>
      </details>
    </>
  );
}

/** What a course page needs to show the set-up inside of it. */
function FrameCode({ page, setup }: { readonly page: string; readonly setup: string }) {
  const { t } = useWords();
  const copy = usePage((all) => all.copy);
  return (
    <div>
      <CopyButton
        icon="link"
        text={frameCode(page, setup, t('app.title'))}
        copy={copy}
        label={t('share.frame')}
        done={t('share.frame-copied')}
      />
      <p className={styles.note}>{t('share.frame-note')}</p>
    </div>
  );
}

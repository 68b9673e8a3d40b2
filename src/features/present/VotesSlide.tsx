import { useState, type DragEvent } from 'react';
import { droppedFiles } from '../../browser/dropped-files.ts';
import { importPart } from '../../core/parts/import-part.ts';
import { MOST_CHOICES, MOST_PICTURES, writeBallot } from '../../core/votes/ballot.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { currentBallot } from '../../store/votes/current-ballot.ts';
import { Button } from '../../ui/Button.tsx';
import { FileChooser } from '../../ui/FileChooser.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { PhoneCount } from './PhoneCount.tsx';
import styles from './votes.module.css';

const QrPicture = lazyPart(
  async () => (await importPart(() => import('../../ui/QrPicture.tsx'))).QrPicture,
);

/** Names of one's own computer, which mean another one on a phone. */
const LOCAL = /^(?:localhost$|127\.|\[::1\])/;

/** The QR code that brings the ballot to the phones, and the place where their answers come back. */
export function VotesSlide() {
  const { t, language } = useWords();
  const labels = usePage((all) => all.labels);
  const pictures = usePage((all) => all.pictures);
  const ballot = currentBallot({ labels, pictures });
  if (!ballot)
    return (
      <p className={styles.how}>
        {t('votes.none', { labels: MOST_CHOICES, pictures: MOST_PICTURES })}
      </p>
    );
  const page = window.location.href.replace(/#.*$/s, '');
  const link = `${page}#${writeBallot(ballot, language)}`;
  return (
    <div className={styles.votes}>
      <div className={styles.code}>
        <QrPicture text={link} label={t('votes.qr')} />
        {LOCAL.test(window.location.hostname) && <p className={styles.local}>{t('votes.local')}</p>}
      </div>
      <Collect />
    </div>
  );
}

/** Takes codes and files, many at once. */
function Collect() {
  const { t } = useWords();
  const takeCodes = usePage((all) => all.takeVoteCodes);
  const takeFiles = usePage((all) => all.takeVoteFiles);
  const [text, setText] = useState('');
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    void droppedFiles(event.dataTransfer).then((dropped) =>
      takeFiles(dropped.map(({ file }) => file)),
    );
  };
  return (
    // Files come here by being dropped too; the button beside does the same.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.collect} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <p className={styles.how}>{t('votes.how')}</p>
      <TextArea label={t('votes.codes')} value={text} onChange={setText} spellCheck={false} />
      <div className={styles.tools}>
        <Button
          look="main"
          disabled={text.trim() === ''}
          onClick={() => {
            setText('');
            void takeCodes(text);
          }}
        >
          {t('votes.add')}
        </Button>
        <FileChooser
          text={t('votes.files')}
          multiple
          accept=".txt,text/plain"
          onChoose={(files) => void takeFiles(files)}
        />
      </div>
      <p className={styles.note}>{t('votes.drop')}</p>
      <PhoneCount />
    </div>
  );
}

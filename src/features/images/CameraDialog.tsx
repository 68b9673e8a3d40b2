import { useEffect, useRef, useState, type ComponentType, type RefObject } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { openCamera, keepFrame, watchCamera, type CameraProblem, type Facing } from './camera.ts';
import styles from './images.module.css';

interface Props {
  /** The bars of what the camera sees, drawn by the page. */
  readonly answers: ComponentType;
}

/** The camera: bars while one looks, and pictures to keep. */
export function CameraDialog({ answers: Answers }: Props) {
  const { t } = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const [facing, setFacing] = useState<Facing>('environment');
  const [problem, setProblem] = useState<CameraProblem | null>(null);
  // The camera takes a moment to open; before its first frame there is nothing to take.
  const [showing, setShowing] = useState(false);
  const [live, setLive] = useState(true);
  const addFiles = usePage((all) => all.addFiles);
  const showLive = usePage((all) => all.showLive);
  const endLive = usePage((all) => all.endLive);
  const close = usePage((all) => all.close);

  useEffect(() => {
    const element = video.current;
    const camera = element && openCamera(element, facing, setProblem);
    return () => camera?.stop();
  }, [facing]);

  const watching = showing && live && problem === null;
  useEffect(() => {
    if (!watching || !video.current) return undefined;
    const watch = watchCamera(video.current, showLive);
    return () => {
      watch.stop();
      endLive();
    };
  }, [watching, showLive, endLive]);

  const take = (): void => {
    if (video.current) keepFrame(video.current, (file) => addFiles([file]), setProblem);
  };
  return (
    <Dialog wide title={t('camera.title')} closeText={t('close')} onClose={close}>
      {problem && (
        <p className={styles.problem} role="alert">
          {t(`camera.${problem}`)}
        </p>
      )}
      <Film video={video} facing={facing} square={showing && !problem} onShowing={setShowing} />
      {showing && !problem && <p className={styles.note}>{t('camera.square')}</p>}
      {live && !problem && <Answers />}
      <div className={styles.row}>
        <Button look="main" icon="camera" disabled={!showing} onClick={take}>
          {t('camera.take')}
        </Button>
        <Button aria-pressed={live} onClick={() => setLive(!live)}>
          {t('camera.live')}
        </Button>
        <Button
          onClick={() => {
            setProblem(null);
            setFacing(facing === 'user' ? 'environment' : 'user');
          }}
        >
          {t('camera.switch')}
        </Button>
      </div>
    </Dialog>
  );
}

interface FilmProps {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly facing: Facing;
  /** Whether it is shown what the models see of it. */
  readonly square: boolean;
  readonly onShowing: (showing: boolean) => void;
}

/** What the camera sees. */
function Film({ video, facing, square, onShowing }: FilmProps) {
  const { t } = useWords();
  const crop = usePage((all) => all.columns[0]?.crop ?? 1);
  return (
    <div className={styles.view} data-square={square} style={{ '--crop': crop } as object}>
      <video
        ref={video}
        className={styles.video}
        aria-label={t('camera.view')}
        data-facing={facing}
        muted
        playsInline
        autoPlay
        onLoadedData={() => onShowing(true)}
        onEmptied={() => onShowing(false)}
      />
      <span className={styles.square} aria-hidden="true" />
    </div>
  );
}

import { useEffect, useRef, useState } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { openCamera, takePicture, type CameraProblem, type Facing } from './camera.ts';
import styles from './images.module.css';

const EVERY_MS = 2000;

/** The camera: one picture, or one every two seconds. */
export function CameraDialog() {
  const { t } = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const [facing, setFacing] = useState<Facing>('environment');
  const [problem, setProblem] = useState<CameraProblem | null>(null);
  // The camera takes a moment to open; before its first frame there is nothing to take.
  const [showing, setShowing] = useState(false);
  const [live, setLive] = useState(false);
  const addFiles = usePage((all) => all.addFiles);
  const close = usePage((all) => all.close);

  useEffect(() => {
    const element = video.current;
    const camera = element && openCamera(element, facing, setProblem);
    return () => camera?.stop();
  }, [facing]);

  const take = (): void => {
    if (video.current) void takePicture(video.current).then((file) => file && addFiles([file]));
  };
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    if (!live) return undefined;
    const timer = setInterval(() => latest.current(), EVERY_MS);
    return () => clearInterval(timer);
  }, [live]);

  return (
    <Dialog title={t('camera.title')} closeText={t('close')} onClose={close}>
      {problem && (
        <p className={styles.problem} role="alert">
          {t(`camera.${problem}`)}
        </p>
      )}
      <video
        ref={video}
        className={styles.video}
        aria-label={t('camera.view')}
        muted
        playsInline
        autoPlay
        onLoadedData={() => setShowing(true)}
        onEmptied={() => setShowing(false)}
      />
      <div className={styles.row}>
        <Button look="main" icon="camera" disabled={!showing} onClick={take}>
          {t('camera.take')}
        </Button>
        <Button disabled={!showing} aria-pressed={live} onClick={() => setLive(!live)}>
          {live ? t('camera.stop') : t('camera.live')}
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

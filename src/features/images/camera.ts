import { pngOf } from '../../browser/bitmap-of.ts';

export type Facing = 'user' | 'environment';
export type CameraProblem = 'refused' | 'missing' | 'busy' | 'ended' | 'silent';

/** Between two frames. */
const PAUSE_MS = 120;

/** Shows the camera in a video element until it is stopped; tells why where it cannot. */
export function openCamera(
  video: HTMLVideoElement,
  facing: Facing,
  onProblem: (problem: CameraProblem) => void,
): { readonly stop: () => void } {
  let stream: MediaStream | null = null;
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    stream?.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
  // Without a secure context there is no list of devices at all.
  if (!('mediaDevices' in navigator)) {
    onProblem('missing');
    return { stop };
  }
  navigator.mediaDevices.getUserMedia({ video: { facingMode: facing } }).then(
    (opened) => {
      stream = opened;
      // The dialog may have closed while the browser asked.
      if (stopped) stop();
      else {
        video.srcObject = opened;
        // Unplugged, taken away by the system, or the permission withdrawn.
        for (const track of opened.getTracks())
          track.addEventListener('ended', () => {
            if (!stopped) onProblem('ended');
          });
      }
      return undefined;
    },
    (error: unknown) => {
      if (!stopped) onProblem(problemOf(error));
    },
  );
  return { stop };
}

function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}

/** Hands over frame after frame, the next one when the last one is done with, until it is stopped. */
export function watchCamera(
  video: HTMLVideoElement,
  onFrame: (frame: File) => Promise<void>,
): { readonly stop: () => void } {
  let stopped = false;
  const next = async (): Promise<void> => {
    if (stopped) return;
    // A frame that the browser does not give is passed over.
    const frame = await takePicture(video).catch(() => null);
    if (frame && !stopped) await onFrame(frame);
    // A pause for the page, and for hands that hold something still.
    if (!stopped) setTimeout(() => void next(), PAUSE_MS);
  };
  void next();
  return { stop: () => void (stopped = true) };
}

/** Gives the frame on show, if there is one, or tells that the browser made no picture of it. */
export function keepFrame(
  video: HTMLVideoElement,
  onFrame: (frame: File) => unknown,
  onProblem: (problem: CameraProblem) => void,
): void {
  void takePicture(video).then(
    (frame) => frame && onFrame(frame),
    () => onProblem('silent'),
  );
}

/** The frame on show as a PNG file, or `null` while there is none. */
async function takePicture(video: HTMLVideoElement): Promise<File | null> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0) return null;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await pngOf(canvas);
  const time = new Date().toISOString().slice(11, 19).replaceAll(':', '-');
  return new File([blob], `camera ${time}.png`, { type: blob.type });
}

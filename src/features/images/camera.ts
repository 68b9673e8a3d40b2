export type Facing = 'user' | 'environment';
export type CameraProblem = 'refused' | 'missing' | 'busy';

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
      else video.srcObject = opened;
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

/** The frame on show as a PNG file, or `null` while there is none. */
export async function takePicture(video: HTMLVideoElement): Promise<File | null> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0) return null;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  const time = new Date().toISOString().slice(11, 19).replaceAll(':', '-');
  return new File([blob], `camera ${time}.png`, { type: blob.type });
}

import { answerOf, SLOW_SECONDS } from '../core/waiting/answer-of.ts';

/**
 * A picture as the browser decodes it; to be closed.
 * @throws BrowserSilentError where it does not answer; otherwise as `createImageBitmap`
 */
export function bitmapOf(source: Blob | ImageData, options?: ImageBitmapOptions) {
  return answerOf<ImageBitmap>({
    what: 'createImageBitmap',
    of: source,
    ask: () => createImageBitmap(source, options),
    seconds: SLOW_SECONDS,
    onLate: (late) => late.close(),
  });
}

/**
 * What is drawn, as a PNG file.
 * @throws BrowserSilentError where the browser does not answer; otherwise as the canvas
 */
export function pngOf(canvas: OffscreenCanvas): Promise<Blob> {
  return answerOf({
    what: 'convertToBlob',
    of: canvas,
    ask: () => canvas.convertToBlob({ type: 'image/png' }),
    seconds: SLOW_SECONDS,
  });
}

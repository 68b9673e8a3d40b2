import { EngineError } from '../../engine/errors.ts';
import { fetchUnlessSilent, isSilence, unlessSilent } from '../../engine/silence.ts';

/** Pieces are handed to the browser in blobs of this size, which it may keep on disk. */
const BLOB_BYTES = 32 * 2 ** 20;

interface Options {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * A file of a server as a Blob that the browser may keep outside the page's memory.
 *
 * @throws EngineError `download-failed`, `download-silent`, `download-status`, `download-wrong-length`
 */
export async function downloadBlob(url: string, options: Options): Promise<Blob> {
  const response = await answerFrom(url, options);
  const length = Number(response.headers.get('Content-Length') ?? 0);
  const total = response.headers.has('Content-Encoding') ? 0 : length;
  const parts: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let pending = 0;
  let done = 0;
  const hand = (): void => {
    parts.push(new Blob(pieces));
    pieces = [];
    pending = 0;
  };
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const step = reader && (await unlessSilent(url, reader.read()));
      if (!step || step.done) break;
      pieces.push(step.value);
      pending += step.value.length;
      done += step.value.length;
      if (pending >= BLOB_BYTES) hand();
      options.onProgress(done, total);
    }
  } catch (error) {
    void reader?.cancel().catch(() => undefined);
    options.signal.throwIfAborted();
    throw failed(url, error);
  }
  hand();
  if (total > 0 && done !== total) {
    const message = `${url} ended after ${done} of ${total} bytes.`;
    throw new EngineError('download-wrong-length', message, { url, expected: total, actual: done });
  }
  return new Blob(parts);
}

/**
 * The head of a good answer; its body is still to come.
 *
 * @throws EngineError `download-failed`, `download-silent`, `download-status`
 */
export async function answerFrom(
  url: string,
  { fetch, signal }: Pick<Options, 'fetch' | 'signal'>,
): Promise<Response> {
  let response: Response;
  try {
    const init = { signal, referrerPolicy: 'no-referrer', credentials: 'omit' } as const;
    response = await fetchUnlessSilent(fetch, url, init);
  } catch (error) {
    signal.throwIfAborted();
    throw failed(url, error);
  }
  if (response.ok) return response;
  await response.body?.cancel();
  const { status } = response;
  throw new EngineError('download-status', `The server answered ${status} for ${url}.`, {
    url,
    status,
  });
}

function failed(url: string, error: unknown): EngineError {
  if (isSilence(error)) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new EngineError('download-failed', `Nothing usable came from ${url}.`, { url, detail });
}

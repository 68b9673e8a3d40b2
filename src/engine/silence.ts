import { EngineError } from './errors.ts';
import { follower } from './follower.ts';

/** A server that sends no byte for that long is given up, as if the connection had broken. */
export const SILENCE_SECONDS = 30;

/** Called once for each second in which nothing came. */
export type OnSilence = () => void;

/**
 * The outcome of `task`, which waits for the server at `url`. Seconds are counted one by one: those in which the machine
 * sleeps are not the server's.
 * @throws EngineError `download-silent` after `SILENCE_SECONDS`; to end the task itself is left to the caller
 */
export async function unlessSilent<T>(
  url: string,
  task: Promise<T>,
  onSilence?: OnSilence,
): Promise<T> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const silence = new Promise<never>((_, reject) => {
    let seconds = 0;
    timer = setInterval(() => {
      seconds++;
      if (seconds < SILENCE_SECONDS) onSilence?.();
      else reject(silent(url));
    }, 1000);
  });
  try {
    return await Promise.race([task, silence]);
  } finally {
    clearInterval(timer);
  }
}

/**
 * Sends a request and waits for the head of the answer. A request that is given up is ended.
 * @throws EngineError `download-silent`; otherwise what `fetch` throws
 */
export async function fetchUnlessSilent(
  fetch: typeof globalThis.fetch,
  url: string,
  { signal, ...init }: Omit<RequestInit, 'signal'> & { readonly signal?: AbortSignal | undefined },
  onSilence?: OnSilence,
): Promise<Response> {
  // The visitor's signal holds for the body too.
  const stop = follower(signal);
  try {
    return await unlessSilent(url, fetch(url, { ...init, signal: stop.signal }), onSilence);
  } catch (error) {
    stop.abort();
    throw error;
  }
}

/**
 * A small file, whole.
 * @throws EngineError `download-silent`, `download-status`; otherwise what `fetch` throws
 */
export async function fetchSmall(
  fetch: typeof globalThis.fetch,
  url: string,
  signal?: AbortSignal,
): Promise<Blob> {
  const response = await fetchUnlessSilent(fetch, url, { signal });
  if (response.ok) return blobUnlessSilent(url, response);
  const { status } = response;
  throw new EngineError('download-status', `The server answered ${status} for ${url}.`, {
    url,
    status,
  });
}

/**
 * The body of an answer, whole; the limit holds between two pieces of it.
 * @throws EngineError `download-silent`; otherwise what the stream throws
 */
export async function blobUnlessSilent(url: string, { body, headers }: Response): Promise<Blob> {
  const type = headers.get('Content-Type') ?? '';
  const reader = body?.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  try {
    for (;;) {
      const step = reader && (await unlessSilent(url, reader.read()));
      if (!step || step.done) return new Blob(pieces, { type });
      pieces.push(step.value);
    }
  } catch (error) {
    void reader?.cancel().catch(() => undefined);
    throw error;
  }
}

/** Whether the server was given up because it sent nothing. */
export function isSilence(error: unknown): error is EngineError {
  return error instanceof EngineError && error.code === 'download-silent';
}

function silent(url: string): EngineError {
  return new EngineError(
    'download-silent',
    `Nothing has come from ${url} for ${SILENCE_SECONDS} seconds, so the request was ended. Try again: what is kept of the file is not downloaded twice.`,
    { url, seconds: SILENCE_SECONDS },
  );
}

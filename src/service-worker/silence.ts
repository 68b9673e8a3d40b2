/** Seconds for which the page itself waits. This is a copy: a script that both shared would have to come before any other could be served. */
export const SILENCE_SECONDS = 30;

/**
 * The outcome of `task`, which waits for a server. To end the task itself is left to the browser.
 * @throws TypeError, as a broken connection does, after `SILENCE_SECONDS`
 */
export async function unlessSilent<T>(task: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TypeError('Nothing comes.')), SILENCE_SECONDS * 1000);
  });
  try {
    return await Promise.race([task, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The body of an answer, whole; the limit holds between two pieces of it.
 * @throws TypeError
 */
export async function bytesUnlessSilent({ body }: Response): Promise<ArrayBuffer> {
  const reader = body?.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  try {
    for (;;) {
      const step = reader && (await unlessSilent(reader.read()));
      if (!step || step.done) return await new Blob(pieces).arrayBuffer();
      pieces.push(step.value);
    }
  } catch (error) {
    void reader?.cancel().catch(() => undefined);
    throw error;
  }
}

/** The task's outcome. Rejects at once where `signal` fires: what the task was doing goes on unheard, and its failure is nobody's. */
export async function unlessAborted<T>(
  task: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
  });
  try {
    return await Promise.race([task, aborted]);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

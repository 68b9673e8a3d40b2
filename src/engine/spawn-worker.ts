import type { EngineWorker } from './client.ts';
import type { AliveMessage } from './protocol.ts';

/** Seconds until the first word of a worker, whose script may never come. */
const FIRST_WORD_SECONDS = 60;

/** Starts the engine's worker. Its death is seen by an error event, or by the lock that it holds while it lives. */
export function spawnWorker(): EngineWorker {
  const worker = new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' });
  return {
    send: (message, transfer) => worker.postMessage(message, { transfer }),
    listen: (listener) =>
      worker.addEventListener('message', ({ data }) => {
        if (!isAlive(data)) listener(data);
      }),
    terminate: () => worker.terminate(),
    died: new Promise((resolve) => {
      worker.addEventListener('error', (event) => {
        resolve(event.message || 'Its script could not be loaded.');
      });
      worker.addEventListener('messageerror', () => resolve('A message could not be read.'));
      const late = setTimeout(() => {
        resolve(`Its script did not start within ${FIRST_WORD_SECONDS} seconds.`);
      }, FIRST_WORD_SECONDS * 1000);
      worker.addEventListener('message', ({ data }) => {
        clearTimeout(late);
        if (isAlive(data) && data.lock !== null) void waitForLock(data.lock).then(resolve);
      });
    }),
  };
}

/** A worker that crashes or is ended fires no event, but the browser frees its locks. */
async function waitForLock(name: string): Promise<string> {
  return navigator.locks.request(name, () => 'The browser ended it.');
}

function isAlive(message: unknown): message is AliveMessage {
  return (message as Partial<AliveMessage> | null)?.kind === 'alive';
}

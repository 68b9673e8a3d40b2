import type { EngineWorker } from './client.ts';
import type { AliveMessage } from './protocol.ts';

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
      worker.addEventListener('message', (event) => {
        if (isAlive(event.data)) void waitForLock(event.data.lock).then(resolve);
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

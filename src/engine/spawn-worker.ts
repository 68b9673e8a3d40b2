import type { EngineWorker } from './client.ts';
import type { AliveMessage, FolderMessage } from './protocol.ts';

/** Seconds until the first word of a worker, whose script may never come. */
const FIRST_WORD_SECONDS = 60;

/** Where the engine's files lie, if not where the build put them. */
export interface EngineFiles {
  /**
   * Script of the worker. It must come from the page's own origin: browsers start no other. Default: `worker.js` in the
   * folder of the library.
   */
  readonly workerUrl?: string | URL | undefined;
  /** Folder of the runtime's modules and programs. Default: `runtime/` in the folder of the library. */
  readonly runtimeUrl?: string | URL | undefined;
}

/**
 * Starts the engine's worker. Its death is seen by an error event, or by the lock that it holds while it lives.
 * @throws where the address is none, or the browser starts no worker from there
 */
export function spawnWorker({ workerUrl, runtimeUrl }: EngineFiles = {}): EngineWorker {
  const worker = workerUrl
    ? new Worker(workerUrl, { type: 'module' })
    : new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module' });
  if (runtimeUrl) {
    const folder = new URL(runtimeUrl, document.baseURI).href;
    worker.postMessage({ kind: 'folder', folder } satisfies FolderMessage, []);
  }
  return watchedWorker(worker);
}

/** A worker that says when it is alive (`tellAlive`), and what becomes of it. */
export function watchedWorker(worker: Worker): EngineWorker {
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

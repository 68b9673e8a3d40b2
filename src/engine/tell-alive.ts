import type { AliveMessage, MessageEndpoint } from './protocol.ts';

/** A worker's first words to the page that watches it (`watchedWorker`). */
export function tellAlive(endpoint: MessageEndpoint): void {
  endpoint.send({ kind: 'alive', lock: null } satisfies AliveMessage, []);
  // Held for life: when the page can take this lock, the worker is gone. Pages without https have no locks, and some are refused.
  const lock = `engine ${Date.now()} ${Math.random()}`;
  navigator.locks
    ?.request(lock, () => {
      endpoint.send({ kind: 'alive', lock } satisfies AliveMessage, []);
      return new Promise(() => undefined);
    })
    .catch(() => undefined);
}

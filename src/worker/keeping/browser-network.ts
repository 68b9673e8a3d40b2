import { type ArrivalPlace, keepArrived } from './keep-arrived.ts';
import type { Network } from './request.ts';

/** The worker's own network and clock. */
export function browserNetwork(scope: ArrivalPlace): Network {
  return { fetch: keepArrived(scope), now: () => Date.now(), pause };
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

import { openBrowserStore } from './browser-store.ts';
import type { KeeperPlatform } from './keeper.ts';
import { browserLocks, localLocks } from './locks.ts';
import { browserSpace } from './space.ts';

/** What the browser gives for keeping files. Without locks nothing is kept: two tabs would write over each other. */
export async function openKeeping(scope: WorkerGlobalScope): Promise<KeeperPlatform> {
  const { storage, locks } = scope.navigator as Partial<Pick<WorkerNavigator, 'storage' | 'locks'>>;
  return {
    store: locks ? await openBrowserStore(storage) : null,
    locks: locks ? browserLocks(locks) : localLocks(),
    network: { fetch: scope.fetch.bind(scope), now: () => Date.now(), pause },
    space: browserSpace(storage),
    estimate: async () => {
      const { usage = null, quota = null } = (await storage?.estimate?.()) ?? {};
      return { usage, quota };
    },
    origin: scope.location.origin,
  };
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

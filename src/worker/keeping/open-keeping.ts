import { browserNetwork } from './browser-network.ts';
import { openBrowserStore } from './browser-store.ts';
import type { KeeperPlatform } from './keeper.ts';
import { browserLocks, localLocks } from './locks.ts';
import { browserEstimate, browserSpace } from './space.ts';

/** What the browser gives for keeping files. Without locks nothing is kept: two tabs would write over each other. */
export async function openKeeping(scope: WorkerGlobalScope): Promise<KeeperPlatform> {
  const { storage, locks: given } = scope.navigator as Partial<
    Pick<WorkerNavigator, 'storage' | 'locks'>
  >;
  const locks = given && (await areGiven(given)) ? given : null;
  return {
    store: locks ? await openBrowserStore(storage) : null,
    locks: locks ? browserLocks(locks) : localLocks(),
    network: browserNetwork(scope),
    space: browserSpace(storage),
    estimate: () => browserEstimate(storage),
    origin: scope.location.origin,
  };
}

/** Inside another site's page a browser may have locks and refuse each of them. */
async function areGiven(locks: LockManager): Promise<boolean> {
  try {
    return await locks.request('are there locks', { mode: 'shared' }, () => true);
  } catch {
    return false;
  }
}

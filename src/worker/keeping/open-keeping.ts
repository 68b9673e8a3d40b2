import { browserNetwork } from './browser-network.ts';
import { openBrowserStore } from './browser-store.ts';
import type { KeeperPlatform } from './keeper.ts';
import { browserLocks, grantedLocks, localLocks } from './locks.ts';
import { browserEstimate, browserSpace } from './space.ts';

/** What the browser gives for keeping files. Without locks nothing is kept: two tabs would write over each other. */
export async function openKeeping(scope: WorkerGlobalScope): Promise<KeeperPlatform> {
  const { storage, locks: given } = scope.navigator as Partial<
    Pick<WorkerNavigator, 'storage' | 'locks'>
  >;
  const locks = await grantedLocks(given);
  return {
    store: locks ? await openBrowserStore(storage) : null,
    locks: locks ? browserLocks(locks) : localLocks(),
    network: browserNetwork(scope),
    space: browserSpace(storage),
    estimate: () => browserEstimate(storage),
    origin: scope.location.origin,
  };
}

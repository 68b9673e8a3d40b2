import { attempt } from '../engine/attempt.ts';
import { keepPictures, keepSetup } from '../store/kept.ts';
import { writeLink } from '../store/link/link.ts';
import type { Store } from '../store/store.ts';

/** Browsers refuse addresses that are too long, such as one with a thousand labels in Safari. */
export const LONGEST_FRAGMENT = 30_000;

/** Writes down everything that the next load of the page begins with, without waiting for a pause. */
export async function keepNow(store: Store): Promise<void> {
  const all = store.getState();
  const fragment = writeLink(all);
  if (fragment.length < LONGEST_FRAGMENT) history.replaceState(null, '', `#${fragment}`);
  keepSetup(fragment, all.allowedNow());
  // Before the last visit's pictures are here, there is nothing that may replace them.
  if (all.arranged)
    await attempt(
      () => keepPictures(all.pictures),
      () => undefined,
    );
}

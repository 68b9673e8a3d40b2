import { attempt } from '../engine/attempt.ts';
import { keepOutdated, keepPictures, keepSetup } from '../store/kept.ts';
import { writeLink } from '../store/link/link.ts';
import type { Store } from '../store/store.ts';

/** Browsers refuse addresses that are too long, such as one with a thousand labels in Safari. */
const LONGEST_FRAGMENT = 30_000;

/** Writes the set-up into the address. A reload goes to the address from before a change that is made as the page goes. */
export function writeAddress(fragment: string, leaving: boolean): void {
  const fits = fragment.length < LONGEST_FRAGMENT;
  if (leaving || !fits) keepOutdated(window.location.hash);
  if (fits) history.replaceState(null, '', `#${fragment}`);
}

/** Writes down everything that the next load of the page begins with, without waiting for a pause. */
export async function keepNow(store: Store): Promise<void> {
  const all = store.getState();
  const fragment = writeLink(all);
  writeAddress(fragment, false);
  keepSetup(fragment, all.allowedNow());
  // Before the last visit's pictures are here, there is nothing that may replace them.
  if (all.arranged)
    await attempt(
      () => keepPictures(all.pictures),
      () => undefined,
    );
}

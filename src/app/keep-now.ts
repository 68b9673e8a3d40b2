import { attempt } from '../engine/attempt.ts';
import { keepOutdated, keepPictures, keepSetup } from '../store/kept.ts';
import { writeLink } from '../store/link/link.ts';
import type { Store } from '../store/store.ts';

/** Browsers refuse addresses that are too long, such as one with a thousand labels in Safari. */
const LONGEST_FRAGMENT = 30_000;

/** Writes the set-up into the address. A reload that has begun goes to the address from before: that one is noted. */
export function writeAddress(fragment: string): void {
  const { hash } = window.location;
  const fits = fragment.length < LONGEST_FRAGMENT;
  if (fits) history.replaceState(null, '', `#${fragment}`);
  if (!fits || window.location.hash !== hash) keepOutdated(hash);
}

/** Writes down everything that the next load of the page begins with, without waiting for a pause. */
export async function keepNow(store: Store): Promise<void> {
  const all = store.getState();
  const fragment = writeLink(all);
  writeAddress(fragment);
  keepSetup(fragment, all.allowedNow());
  // Before the last visit's pictures are here, there is nothing that may replace them.
  if (all.arranged)
    await attempt(
      () => keepPictures(all.pictures),
      () => undefined,
    );
}

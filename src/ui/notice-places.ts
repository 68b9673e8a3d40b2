import { useSyncExternalStore, type RefCallback } from 'react';

/** Elements in which notices can be shown without covering anything, in the order in which they came. */
let places: readonly HTMLElement[] = [];
const listeners = new Set<() => void>();

/**
 * Makes an element the place of the page's notices while it is there; of several the newest, which stands above the others.
 * What fills the window or stands at its foot has one, so that no notice lies over its buttons or under it.
 */
export const noticePlace: RefCallback<HTMLElement> = (element) => {
  if (!element) return undefined;
  change([...places, element]);
  return () => change(places.filter((place) => place !== element));
};

/** Where notices are to be shown; `null`: nowhere in particular, so they float above the page. */
export function useNoticePlace(): HTMLElement | null {
  return useSyncExternalStore(listen, newest);
}

function newest(): HTMLElement | null {
  return places.at(-1) ?? null;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: readonly HTMLElement[]): void {
  places = next;
  for (const listener of listeners) listener();
}

/** What of the page tells that it may be about to go; tests give their own. */
interface Place extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly document: Pick<Document, 'addEventListener' | 'removeEventListener' | 'visibilityState'>;
}

/**
 * Calls `write` when the page goes, and when it is hidden, after which a phone may end it without a word. What is begun
 * while it goes must need no answer. Returns the way to stop.
 */
export function beforeLeaving(write: () => void, place: Place = window): () => void {
  const { document } = place;
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') write();
  };
  place.addEventListener('pagehide', write);
  document.addEventListener('visibilitychange', hidden);
  return () => {
    place.removeEventListener('pagehide', write);
    document.removeEventListener('visibilitychange', hidden);
  };
}

/** Something is always going on while a model comes: what waits for calm waits no longer than that. */
const LONGEST_MS = 2000;

/**
 * Puts `work` off until nobody has asked for it for `ms` milliseconds, but not for longer than two seconds, nor past the
 * moment in which the page may be about to go. Returns the way to ask for it.
 */
export function whenCalm(work: () => void, ms: number, place: Place = window): () => void {
  let calm: ReturnType<typeof setTimeout> | undefined;
  let latest: ReturnType<typeof setTimeout> | undefined;
  const now = (): void => {
    if (latest === undefined) return;
    clearTimeout(calm);
    clearTimeout(latest);
    latest = undefined;
    work();
  };
  beforeLeaving(now, place);
  return () => {
    clearTimeout(calm);
    calm = setTimeout(now, ms);
    latest ??= setTimeout(now, LONGEST_MS);
  };
}

/** What of the page tells that it may be about to go; tests give their own. */
interface Place extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly document: Pick<Document, 'addEventListener' | 'removeEventListener' | 'visibilityState'>;
}

/**
 * Calls `write` when the page goes (`leaving`), and when it is hidden, after which a phone may end it without a word. What is
 * begun while it goes must need no answer. Returns the way to stop.
 */
export function beforeLeaving(
  write: (leaving: boolean) => void,
  place: Place = window,
): () => void {
  const { document } = place;
  const gone = (): void => write(true);
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') write(false);
  };
  place.addEventListener('pagehide', gone);
  document.addEventListener('visibilitychange', hidden);
  return () => {
    place.removeEventListener('pagehide', gone);
    document.removeEventListener('visibilitychange', hidden);
  };
}

/**
 * Puts `work` off until nobody has asked for it for `ms` milliseconds, or until the page may be about to go. Returns the way
 * to ask for it.
 */
export function whenCalm(
  work: (leaving: boolean) => void,
  ms: number,
  place: Place = window,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (leaving: boolean): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    work(leaving);
  };
  beforeLeaving(now, place);
  return () => {
    clearTimeout(timer);
    timer = setTimeout(now, ms, false);
  };
}

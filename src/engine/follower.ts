/** A controller of one's own that fires with `signal`, too. (`AbortSignal.any` is missing in Safari before 17.4.) */
export function follower(signal: AbortSignal | undefined): AbortController {
  const own = new AbortController();
  const follow = (): void => own.abort(signal?.reason);
  if (signal?.aborted) follow();
  else signal?.addEventListener('abort', follow, { once: true, signal: own.signal });
  return own;
}

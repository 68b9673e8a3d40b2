import { within } from '../core/waiting/within.ts';

const RELOADED = 'reloaded-for-isolation';

/** A worker that is not in charge by then may never be: better one thread than no page. A later visit tries again. */
const READY_MS = 10_000;

/**
 * Registers the service worker that keeps the page for offline use and, on hosts that cannot set headers, isolates it.
 * Where the page is not isolated yet, it is reloaded once as soon as the worker controls it; resolves to `true`
 * when such a reload is under way, so that the caller need not load anything. Where nothing is to be reloaded, nobody
 * waits for the registration: on a later visit the browser first looks for a newer worker, which takes seconds.
 *
 * @param isolates whether the page is to be reloaded for that; what runs no models need not be
 */
export async function registerServiceWorker({ isolates = true } = {}): Promise<boolean> {
  if (!import.meta.env.PROD || !window.isSecureContext || !('serviceWorker' in navigator))
    return false;
  try {
    const registered = navigator.serviceWorker.register(
      `${import.meta.env.BASE_URL}service-worker.js`,
      { type: 'module' },
    );
    // Inside another page no reload isolates: that page would have to be isolated itself.
    const alone = window.parent === window;
    if (
      !isolates ||
      !alone ||
      window.crossOriginIsolated ||
      window.sessionStorage.getItem(RELOADED)
    ) {
      registered.catch(() => undefined);
      return false;
    }
    const inCharge = registered.then(() => navigator.serviceWorker.ready);
    if (!(await within(READY_MS, inCharge, () => null))) return false;
    window.sessionStorage.setItem(RELOADED, 'yes');
    window.location.reload();
    return true;
  } catch {
    // Private windows may forbid service workers or storage: the page then works with one thread.
    return false;
  }
}

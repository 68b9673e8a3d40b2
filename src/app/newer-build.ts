import { within } from '../core/waiting/within.ts';
import { blobUnlessSilent, fetchUnlessSilent } from '../engine/silence.ts';
import type { ToServiceWorker, WhichBuild } from '../service-worker/messages.ts';

/** What follows the builds of the page needs of the browser. */
export interface BuildPlace {
  readonly document: Document;
  readonly window: Window;
  /** `undefined` where the page came without https. */
  readonly container: ServiceWorkerContainer | undefined;
  readonly fetch: typeof fetch;
}

/** The browser is asked to look for a newer build when the visitor comes back to the tab, but no more often than that. */
const LOOK_MS = 5 * 60_000;
/** A service worker that does not take over by then is left alone: the page is loaded again all the same. */
const TAKE_OVER_MS = 5000;

const BUILD = /<meta name="build" content="([^"]+)"/;

/** The build that this page is of; an empty text while developing. */
export function ownBuild(document: Document): string {
  return document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content ?? '';
}

/**
 * Calls `offer` when there is a newer build than the page's own: one that waits in a service worker, one that took over in
 * another tab, or, where a part of the page has gone from the server, one whose front page is there instead.
 */
export function watchForNewer(place: BuildPlace, offer: () => void): void {
  const { document, window, container } = place;
  const build = ownBuild(document);
  if (build === '') return;
  let registration: ServiceWorkerRegistration | undefined;
  let looked = Date.now();
  const look = (): void => {
    looked = Date.now();
    // Offline there is nothing newer.
    registration?.update().catch(() => undefined);
  };
  container?.addEventListener('message', ({ data, ports }) => {
    if ((data as WhichBuild | null)?.kind === 'which-build') ports[0]?.postMessage(build);
  });
  if (container?.controller) container.addEventListener('controllerchange', offer);
  void container?.ready.then((ready) => {
    registration = ready;
    follow(ready, offer);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && Date.now() - looked > LOOK_MS) look();
  });
  // The build's loader says so when a part of the page does not come.
  window.addEventListener('vite:preloadError', () => {
    look();
    void servedBuild(place).then((served) => {
      if (served !== null && served !== build) offer();
    });
  });
}

function follow(registration: ServiceWorkerRegistration, offer: () => void): void {
  if (registration.waiting) offer();
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      // The first one of all takes nobody's place.
      if (installing.state === 'installed' && registration.waiting) offer();
    });
  });
}

/** The build whose front page the server gives, past every cache; `null` where it gives none. */
async function servedBuild({ document, fetch }: BuildPlace): Promise<string | null> {
  try {
    const { href } = new URL('./', document.baseURI);
    const response = await fetchUnlessSilent(fetch, href, { cache: 'no-store', signal: undefined });
    const text = await (await blobUnlessSilent(href, response)).text();
    return BUILD.exec(text)?.[1] ?? null;
  } catch {
    return null;
  }
}

/** A slow machine's first models have its time to themselves for so long; on a slow line they take longer than that. */
const ALONE_MS = 10_000;

/** Lets the service worker keep the page's own files, and the rest of the build once the models of the first visit are here. */
export async function keepBuild(place: BuildPlace, live: Promise<unknown>): Promise<void> {
  await within(ALONE_MS, live, () => undefined);
  await tell(place, { kind: 'keep-shell' });
  await live;
  await tell(place, { kind: 'keep-rest' });
}

async function tell({ container }: BuildPlace, message: ToServiceWorker): Promise<void> {
  const registration = await container?.getRegistration();
  registration?.active?.postMessage(message);
}

/** Lets the newer build take over, where it waits, and loads the page again. */
export async function loadNewer({ window, container }: BuildPlace): Promise<void> {
  const waiting = (await container?.getRegistration())?.waiting;
  if (waiting && container) {
    const taken = new Promise<void>((resolve) => {
      container.addEventListener('controllerchange', () => resolve(), { once: true });
      setTimeout(resolve, TAKE_OVER_MS);
    });
    waiting.postMessage({ kind: 'take-over' } satisfies ToServiceWorker, []);
    await taken;
  }
  window.location.reload();
}

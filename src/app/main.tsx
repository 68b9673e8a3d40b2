import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { importPart } from '../core/parts/import-part.ts';
import { within } from '../core/waiting/within.ts';
import { isBallot } from '../core/votes/is-ballot.ts';
import type { Engine } from '../engine/contract.ts';
import { createEngine } from '../library/engine.ts';
import { uniqueId } from '../browser/unique-id.ts';
import { registerServiceWorker } from '../service-worker/register.ts';
import { attempt } from '../engine/attempt.ts';
import { browserMarkPlace, createCrashMarks, takeCrashes } from '../browser/crash-marks.ts';
import { createPageStore } from '../store/store.ts';
import { StoreProvider } from '../store/StoreContext.tsx';
import { mendStyles, watchStyles } from '../ui/mend-styles.ts';
import { pageAddress } from '../ui/page-address.ts';
import { loadWordsOf } from '../words/tables.ts';
import { prepareNumbers } from '../words/translate.ts';
import { loadFirstWords } from './first-words.ts';
import { App } from './App.tsx';
import './global.css';
import { keepNow } from './keep-now.ts';
import type { BuildPlace } from './newer-build.ts';
import { begin, bringFirst, DRAWN_ONCE_MS, start } from './start.ts';

declare global {
  interface Window {
    /** The engine that the page itself uses; its calls are described in the README. */
    zeroShot: Engine;
  }
}

const engine = createEngine();
window.zeroShot = engine;

const markPlace = browserMarkPlace(window);
const marks = markPlace && createCrashMarks(markPlace);
window.addEventListener('pagehide', () => marks?.clear());

const builds: BuildPlace = {
  document,
  window,
  container: window.isSecureContext ? navigator.serviceWorker : undefined,
  fetch: (...args) => window.fetch(...args),
};

/** The page answers before it looks for a newer one. */
const newerBuild = () => importPart(() => import('./newer-build.ts'));

const store = createPageStore({
  engine,
  fetch: (...args) => window.fetch(...args),
  address: pageAddress,
  createUrl: (blob) => URL.createObjectURL(blob),
  revokeUrl: (url) => URL.revokeObjectURL(url),
  newId: uniqueId,
  persistence: navigator.storage,
  ...(marks && { marks }),
  openShelf: async () =>
    (await importPart(() => import('../evaluation/browser-shelf.ts'))).browserShelf(),
  openTrainings: async () =>
    (await importPart(() => import('../store/repair/browser-trainings.ts'))).browserTrainings(),
  loadNewer: async () => {
    await keepNow(store);
    await (await newerBuild()).loadNewer(builds);
  },
});

watchStyles(document);
mendStyles().catch(() => undefined);
const root = document.getElementById('root');
if (!root) throw new Error('The page has no element named root.');
// A phone that votes needs no models, and nothing that this browser keeps.
if (isBallot(window.location.hash)) {
  const { showBallot } = await importPart(() => import('./show-ballot.tsx'));
  await showBallot(root, window.location.hash);
  await registerServiceWorker({ isolates: false });
} else {
  await showPage(root);
}

/** Pictures that the system hands to the page; where the code for it does not come, a reload tries again. */
function takeHandedOver(): void {
  void attempt(
    async () => (await importPart(() => import('./handed-over.ts'))).takeHandedOver(store, window),
    () => store.getState().notify('part.notice', {}, { tone: 'problem' }),
  );
}

/** The page itself: drawn at once, then brought to life. */
async function showPage(place: HTMLElement): Promise<void> {
  void attempt(
    async () => (await newerBuild()).watchForNewer(builds, store.getState().offerNewer),
    () => undefined,
  );
  begin(store);
  const first = bringFirst(store, pageAddress);
  if (/[?&](shared|opened)\b/.test(window.location.search)) takeHandedOver();
  // While all that is on its way.
  setTimeout(() => prepareNumbers(store.getState().language));
  await loadFirstWords(store);
  await within(DRAWN_ONCE_MS, first, () => undefined);
  // Drawn in slices: a slow machine answers in between.
  startTransition(() =>
    createRoot(place).render(
      <StrictMode>
        <StoreProvider store={store}>
          <App />
        </StoreProvider>
      </StrictMode>,
    ),
  );

  // Why something was refused, and what a press opens: nothing of the first view needs them.
  for (const part of ['files', 'panels'] as const) loadWordsOf(part).catch(() => undefined);

  const reloading = registerServiceWorker();
  const live = start(store, pageAddress, first, {
    reloading,
    crashes: async () => (markPlace ? takeCrashes(markPlace) : []),
  });
  if (await reloading) return;
  await attempt(
    async () => (await newerBuild()).keepBuild(builds, live),
    () => undefined,
  );
  await live;
}

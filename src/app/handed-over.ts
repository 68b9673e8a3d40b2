import { takeAside, type Shared } from '../browser/shared-pictures.ts';
import { answerOf, SLOW_SECONDS } from '../core/waiting/answer-of.ts';
import { attempt } from '../engine/attempt.ts';
import type { Store } from '../store/store.ts';
import { loadWordsOf } from '../words/tables.ts';

/** What a browser gives to a page that was opened with files; not in every browser's types. */
interface LaunchQueue {
  setConsumer(
    consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void,
  ): void;
}

/** Adds what the system hands to the page: pictures shared to it, or opened with it. Then the address is the page's own again. */
export async function takeHandedOver(store: Store, page: Window): Promise<void> {
  const { hash, pathname, search } = page.location;
  const asked = new URLSearchParams(search);
  await loadWordsOf('panels');
  if (asked.has('shared')) await takeShared(store, page);
  if (asked.has('opened')) takeOpened(store, page);
  asked.delete('shared');
  asked.delete('opened');
  const rest = asked.toString();
  page.history.replaceState(
    null,
    '',
    `${pathname}${rest && `?${rest}`}${page.location.hash || hash}`,
  );
}

async function takeShared(store: Store, page: Window): Promise<void> {
  const folder = new URL('./', page.document.baseURI).href;
  const shared = await attempt(
    () =>
      answerOf({
        what: 'caches',
        of: page,
        ask: () => takeAside(page.caches, folder),
        seconds: SLOW_SECONDS,
        // What was shared is in the page's hands alone by then.
        onLate: (late) => void showShared(store, late),
      }),
    () => undefined,
  );
  await showShared(store, shared);
}

/** Adds what was shared, and says what of it is missing. */
async function showShared(store: Store, shared: Shared | undefined): Promise<void> {
  const { addGiven, notify } = store.getState();
  const { files = [], leftOut = null } = shared ?? {};
  if (leftOut) notify('shared.left-out', { ...leftOut }, { tone: 'problem' });
  else if (files.length === 0) notify('shared.none', {}, { tone: 'problem' });
  if (files.length > 0) await addGiven(files.map((file) => ({ path: file.name, file })));
}

function takeOpened(store: Store, page: Window): void {
  const { launchQueue } = page as Window & { readonly launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files: handles }) => {
    void attempt(
      async () => {
        const files = await Promise.all(handles.map(fileOf));
        await store.getState().addGiven(files.map((file) => ({ path: file.name, file })));
      },
      () => store.getState().notify('shared.none', {}, { tone: 'problem' }),
    );
  });
}

/** @throws BrowserSilentError where the system does not hand it over after all; otherwise as the browser */
function fileOf(handle: FileSystemFileHandle): Promise<File> {
  const ask = () => handle.getFile();
  return answerOf({ what: 'getFile', of: handle, ask, again: true, seconds: SLOW_SECONDS });
}

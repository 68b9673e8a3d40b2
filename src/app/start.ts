import { importPart } from '../core/parts/import-part.ts';
import { isBallot } from '../core/votes/is-ballot.ts';
import { within } from '../core/waiting/within.ts';
import { attempt } from '../engine/attempt.ts';
import { whenCalm } from '../browser/put-off.ts';
import { readOwnJson } from '../browser/own-json.ts';
import { firstLabels } from '../store/defaults.ts';
import {
  keepLeadClosed,
  keepPictures,
  keepSetup,
  keptAllowed,
  keptLeadClosed,
  keptPictures,
  keptSetup,
  wasOutdated,
} from '../store/kept.ts';
import { writeLink } from '../store/link/link.ts';
import type { Sample } from '../store/pictures/picture.ts';
import type { Store } from '../store/store.ts';
import type { Picture } from '../store/types.ts';
import { preferredLanguage } from '../words/languages.ts';
import { writeAddress } from './keep-now.ts';

/** What is known at once, so that the first thing drawn is in its place: language, labels, the link's set-up or the last one. */
export function begin(store: Store): void {
  const language = preferredLanguage(navigator.languages);
  store.setState({
    language,
    leadClosed: keptLeadClosed(),
    labels: firstLabels(language),
  });
  const kept = keptSetup() ?? '';
  const { hash } = window.location;
  const linked = hash.length > 1 && !(isReload() && wasOutdated(hash));
  store.subscribe(({ leadClosed }, before) => {
    if (leadClosed !== before.leadClosed) keepLeadClosed(leadClosed);
  });
  const fragment = linked ? hash.slice(1) : kept;
  // The page writes its own set-up into the address: only a link of somebody else asks anew for other servers.
  store.getState().applyLink(fragment, linked, fragment === kept ? keptAllowed() : []);
}

function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return (navigation as PerformanceNavigationTiming | undefined)?.type === 'reload';
}

/** The models wait no longer than that for pictures and bars that were computed before; those come when they come. */
const FIRST_MS = 5000;
/** So long may the bars that were computed before keep the pictures waiting, so that nothing moves. */
const TOGETHER_MS = 2000;
/** A browser that does not tell which tabs are alive is not waited for. */
const CRASHES_MS = 3000;

/** What the start asks the browser. */
interface Questions {
  /** The page is about to be loaded again: nothing need be loaded now. */
  readonly reloading: Promise<boolean>;
  /** Names of the models that ended a tab; asked once it is known that this page stays. */
  readonly crashes: () => Promise<readonly string[]>;
}

/**
 * Brings the page to life: pictures, then the models. What ended a tab while it was loaded is not loaded again by itself.
 * Nothing here waits without end: what does not answer is done without.
 */
export async function start(
  store: Store,
  address: (path: string) => string,
  { reloading, crashes }: Questions,
): Promise<void> {
  const shown = showFirstVisit(store, address);
  const first = Promise.all([shown, bringPictures(store, address, shown)]);
  window.addEventListener('hashchange', () => {
    // A link pasted into a page that is open; the page's own writing does not fire this.
    if (isBallot(window.location.hash)) return window.location.reload();
    store.getState().applyLink(window.location.hash, true);
    void store.getState().loadAll();
  });
  await within(FIRST_MS, first, () => undefined);
  if (await reloading) return;
  const [crashed] = await within(CRASHES_MS, crashes(), () => []);
  if (crashed !== undefined) {
    store.getState().startOver(crashed);
    await within(FIRST_MS, showFirstVisit(store, address), () => undefined);
  }
  await store.getState().loadAll();
}

/** Its code comes beside its file: a visit with labels of its own shows nothing of it. */
async function showFirstVisit(store: Store, address: (path: string) => string): Promise<void> {
  await attempt(
    async () => {
      const part = await importPart(() => import('../store/first-visit/first-visit.ts'));
      await part.showFirstVisit(store, address);
    },
    () => undefined,
  );
}

/** Pictures of the last visit, or the page's own; what was dropped on the page meanwhile stays first. */
async function bringPictures(
  store: Store,
  address: (path: string) => string,
  shown: Promise<void>,
): Promise<void> {
  const [samples, kept] = await Promise.all([
    fetchSamples(address),
    attempt(keptPictures, () => undefined),
  ]);
  // Heads that get their accounts push the rows down: both are drawn at once.
  await within(TOGETHER_MS, shown, () => undefined);
  const { pictures: given } = store.getState();
  store.getState().setSamples(samples);
  store.getState().arrangePictures(kept?.map((picture) => revived(picture, address)) ?? null);
  if (given.length > 0) store.getState().setPictures([...given, ...store.getState().pictures]);
  keep(store);
}

/** Writes what is chosen into the address and into the browser's storage, shortly after it changed or as the page goes. */
function keep(store: Store): void {
  let written = '';
  let refused = false;
  const refuse = (): void => {
    if (!refused) store.getState().notify('storage.failed', {}, { tone: 'problem' });
    refused = true;
  };
  let pictures = store.getState().pictures;
  const write = (): void => {
    const all = store.getState();
    const fragment = writeLink(all);
    writeAddress(fragment);
    // Only what changed: after "clear" nothing is written until somebody changes something.
    const allowed = all.allowedNow();
    const now = [fragment, ...allowed].join('\n');
    if (now !== written && !keepSetup(fragment, allowed)) refuse();
    written = now;
    if (all.pictures === pictures) return;
    pictures = all.pictures;
    void attempt(() => keepPictures(all.pictures), refuse);
  };
  store.subscribe(whenCalm(write, 300));
}

function revived(picture: Omit<Picture, 'url'>, address: (path: string) => string): Picture {
  const url = picture.blob
    ? URL.createObjectURL(picture.blob)
    : address(`samples/${picture.sample ?? ''}`);
  return { ...picture, url };
}

/** Without its list the shelf is empty; the rest of the page works. */
async function fetchSamples(address: (path: string) => string): Promise<readonly Sample[]> {
  return (await readOwnJson(fetch, address('samples/index.json'), readSamples)) ?? [];
}

/** What of the list is well-formed. */
export function readSamples(json: unknown): readonly Sample[] | null {
  const { samples } = (json ?? {}) as { samples?: unknown };
  if (!Array.isArray(samples)) return null;
  return samples.filter((sample: unknown): sample is Sample => {
    const { file, en, zh } = (sample ?? {}) as Partial<Sample>;
    return [file, en, zh].every((text) => typeof text === 'string');
  });
}

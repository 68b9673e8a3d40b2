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
/** Where all of it is near, the page is drawn once, with its bars; where it is not, first without them. */
export const DRAWN_ONCE_MS = 150;
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
 * Brings the page to life: the models, once the first pictures are there (`bringFirst`). What ended a tab while it was
 * loaded is not loaded again by itself. Nothing here waits without end: what does not answer is done without.
 */
export async function start(
  store: Store,
  address: (path: string) => string,
  first: Promise<void>,
  { reloading, crashes }: Questions,
): Promise<void> {
  window.addEventListener('hashchange', () => {
    // A link pasted into a page that is open; the page's own writing does not fire this.
    if (isBallot(window.location.hash)) return window.location.reload();
    store.getState().applyLink(window.location.hash, true);
    void store.getState().loadAll();
  });
  await within(FIRST_MS, first, () => undefined);
  if (await reloading) return;
  // What has come is drawn before more is asked for.
  await new Promise((resolve) => setTimeout(resolve));
  const [crashed] = await within(CRASHES_MS, crashes(), () => []);
  if (crashed !== undefined) {
    store.getState().startOver(crashed);
    await within(FIRST_MS, fetchBars(address), () => undefined).then((show) => show?.(store));
  }
  await store.getState().loadAll();
}

/**
 * Pictures of the last visit, or the page's own, with the bars that were computed before: drawn in one step, since heads
 * that get their accounts push the rows down. What was dropped on the page meanwhile stays first.
 */
export async function bringFirst(store: Store, address: (path: string) => string): Promise<void> {
  const bars = fetchBars(address);
  const [samples, kept] = await Promise.all([
    fetchSamples(address),
    attempt(keptPictures, () => undefined),
  ]);
  const late = (): undefined => undefined;
  const show = await within(TOGETHER_MS, bars, late);
  show?.(store);
  showPictures(store, samples, kept ?? null, address);
  // Those that come late are shown by themselves.
  if (!show) (await bars)?.(store);
}

/** What shows them, as soon as their code and their file are there; a visit with labels of its own shows nothing of them. */
function fetchBars(
  address: (path: string) => string,
): Promise<((store: Store) => void) | undefined> {
  return attempt(
    async () => {
      const part = await importPart(() => import('../store/first-visit/first-visit.ts'));
      return part.fetchFirstVisit(address);
    },
    () => undefined,
  );
}

function showPictures(
  store: Store,
  samples: readonly Sample[],
  kept: Awaited<ReturnType<typeof keptPictures>> | null,
  address: (path: string) => string,
): void {
  const { pictures: given } = store.getState();
  store.getState().setSamples(samples);
  store.getState().arrangePictures(kept?.map((picture) => revived(picture, address)) ?? null);
  // From here on changes are written, and what was given meanwhile is one.
  keep(store);
  if (given.length > 0) store.getState().setPictures([...given, ...store.getState().pictures]);
}

/** Writes what is chosen into the address and into the browser's storage, shortly after it changed or as the page goes; pictures at once. */
function keep(store: Store): void {
  let written = '';
  let refused = false;
  const refuse = (): void => {
    if (!refused) store.getState().notify('storage.failed', {}, { tone: 'problem' });
    refused = true;
  };
  const write = (): void => {
    const all = store.getState();
    const fragment = writeLink(all);
    writeAddress(fragment);
    // Only what changed: after "clear" nothing is written until somebody changes something.
    const allowed = all.allowedNow();
    const now = [fragment, ...allowed].join('\n');
    if (now !== written && !keepSetup(fragment, allowed)) refuse();
    written = now;
  };
  store.subscribe(whenCalm(write, 300));
  // Pictures do not wait: a change costs what is new in it, and a page that goes may end before their bytes are copied.
  store.subscribe(({ pictures }, before) => {
    if (pictures !== before.pictures) void attempt(() => keepPictures(pictures), refuse);
  });
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

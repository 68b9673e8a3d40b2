import { importPart } from '../core/parts/import-part.ts';
import type { KeptPicture, PictureShelf } from './pictures/picture-shelf.ts';
import type { Picture } from './types.ts';

const SETUP_KEY = 'zero-shot setup';
const ALLOWED_KEY = 'zero-shot allowed';
const OUTDATED_KEY = 'zero-shot outdated';
const LEAD_KEY = 'zero-shot lead';

/** Labels and settings of the last visit, as the fragment of a link; `null` where nothing is kept or may be. */
export function keptSetup(): string | null {
  try {
    return localStorage.getItem(SETUP_KEY);
  } catch {
    return null;
  }
}

/** Keys of the other servers' sources that the kept set-up may load again without being asked; see `allowedKeys`. */
export function keptAllowed(): readonly string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(ALLOWED_KEY) ?? '[]');
    return Array.isArray(list) ? list.filter((key) => typeof key === 'string') : [];
  } catch {
    return [];
  }
}

/** Keeps the set-up and what of it was allowed; `false` where the browser forbids it or is full. */
export function keepSetup(fragment: string, allowed: readonly string[]): boolean {
  try {
    // Never a new set-up with what an older one was allowed.
    localStorage.removeItem(ALLOWED_KEY);
    localStorage.setItem(SETUP_KEY, fragment);
    if (allowed.length > 0) localStorage.setItem(ALLOWED_KEY, JSON.stringify(allowed));
    return true;
  } catch {
    return false;
  }
}

/** Notes the address that this tab had before the last change was kept. */
export function keepOutdated(hash: string): void {
  try {
    sessionStorage.setItem(OUTDATED_KEY, hash);
  } catch {
    // A reload then believes the address.
  }
}

/** Whether that address is from before the last change that was kept in this tab: what is kept is newer. */
export function wasOutdated(hash: string): boolean {
  try {
    return sessionStorage.getItem(OUTDATED_KEY) === hash;
  } catch {
    return false;
  }
}

/** Whether the sentence over the page was closed on an earlier visit. */
export function keptLeadClosed(): boolean {
  try {
    return localStorage.getItem(LEAD_KEY) !== null;
  } catch {
    return false;
  }
}

/** Keeps whether the sentence over the page is closed; a browser that forbids it shows it again. */
export function keepLeadClosed(closed: boolean): void {
  try {
    if (closed) localStorage.setItem(LEAD_KEY, 'closed');
    else localStorage.removeItem(LEAD_KEY);
  } catch {
    // It is shown again on the next visit: nothing is lost.
  }
}

/** Forgets all of the above; throws where the browser forbids it. */
export function forgetSetup(): void {
  for (const key of [SETUP_KEY, ALLOWED_KEY, LEAD_KEY]) localStorage.removeItem(key);
  sessionStorage.removeItem(OUTDATED_KEY);
  missed = false;
  unseen = [];
}

/** Stays once it came, so that what is kept as the page goes waits for nothing. */
let shelf: PictureShelf | null = null;

async function pictureShelf(): Promise<PictureShelf> {
  const part = await importPart(() => import('./pictures/picture-shelf.ts'));
  shelf ??= part.createPictureShelf();
  return shelf;
}

/** The pictures of the last visit could not be read, though they may be there. */
let missed = false;
/** Those of them that were read too late to be shown: they stay for the next visit. */
let unseen: readonly KeptPicture[] = [];

/** Pictures of the last visit; `null` where none were ever kept. */
export async function keptPictures(): Promise<readonly KeptPicture[] | null> {
  try {
    return await (shelf ?? (await pictureShelf())).read();
  } catch (error) {
    missed = true;
    throw error;
  }
}

/** Keeps the pictures for the next visit, before those that this one could not read; see {@link PictureShelf}. */
export async function keepPictures(pictures: readonly Picture[]): Promise<void> {
  const own = shelf ?? (await pictureShelf());
  if (missed) {
    unseen = (await own.read()) ?? [];
    missed = false;
  }
  const ids = new Set(pictures.map(({ id }) => id));
  await own.keep([...pictures, ...unseen.filter(({ id }) => !ids.has(id))]);
}

import { SHELF_DATABASE } from '../evaluation/shelf.ts';
import { TRAINING_DATABASE } from './repair/training-shelf.ts';
import { ANSWERS_KEY } from './lesson/answers.ts';
import type { Picture } from './types.ts';
import { keepRoomServers } from './link/room-servers.ts';
import {
  completed,
  deleteDatabase,
  holdDatabase,
  inTime,
  settled,
} from '../browser/idb-request.ts';

const SETUP_KEY = 'zero-shot setup';
const ALLOWED_KEY = 'zero-shot allowed';
const OUTDATED_KEY = 'zero-shot outdated';
const LEAD_KEY = 'zero-shot lead';
const DATABASE = 'zero-shot';
const STORE = 'pictures';
/** Pictures kept over a reload; more would fill the browser's storage. */
const MOST_KEPT = 300;

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

const pictureDatabase = holdDatabase(DATABASE, (database) => database.createObjectStore(STORE));

type KeptPicture = Pick<Picture, 'id' | 'name' | 'blob' | 'known' | 'sample'>;

/** Pictures of the last visit; `null` where none were ever kept. */
export async function keptPictures(): Promise<readonly KeptPicture[] | null> {
  const database = pictureDatabase.held() ?? (await pictureDatabase.open());
  const reading = settled<unknown>(database.transaction(STORE).objectStore(STORE).get('all'));
  return readKept(await inTime(reading));
}

/** What of it is well-formed: another version of the page may have kept something else. */
export function readKept(list: unknown): readonly KeptPicture[] | null {
  if (!Array.isArray(list)) return null;
  return list.filter((picture: unknown): picture is KeptPicture => {
    const { id, name, blob, known, sample } = (picture ?? {}) as Partial<KeptPicture>;
    const texts = [id, name].every((text) => typeof text === 'string') && Array.isArray(known);
    return texts && (blob instanceof Blob || (blob === null && typeof sample === 'string'));
  });
}

/**
 * Keeps the pictures, all at once: their order counts. Rejects where the browser forbids it or is full. Where pictures were
 * read or kept before, everything is asked for at once: they are kept although the page goes meanwhile.
 */
export async function keepPictures(pictures: readonly Picture[]): Promise<void> {
  const list = pictures
    .slice(0, MOST_KEPT)
    .map(({ id, name, blob, known, sample }): KeptPicture => ({ id, name, blob, known, sample }));
  const database = pictureDatabase.held() ?? (await pictureDatabase.open());
  const transaction = database.transaction(STORE, 'readwrite');
  transaction.objectStore(STORE).put(list, 'all');
  // A page that goes takes along what it has not committed.
  transaction.commit();
  await completed(transaction);
}

/** Forgets everything that this page keeps in the browser. */
export async function clearKept(): Promise<void> {
  localStorage.removeItem(SETUP_KEY);
  localStorage.removeItem(ALLOWED_KEY);
  localStorage.removeItem(LEAD_KEY);
  localStorage.removeItem(ANSWERS_KEY);
  sessionStorage.removeItem(OUTDATED_KEY);
  keepRoomServers([]);
  await deleteDatabase(DATABASE);
  await deleteDatabase(SHELF_DATABASE);
  await deleteDatabase(TRAINING_DATABASE);
}

import { SHELF_DATABASE } from '../evaluation/shelf.ts';
import type { Picture } from '../types.ts';
import { deleteDatabase, inTime, openDatabase, settled } from '../idb-request.ts';

const SETUP_KEY = 'zero-shot setup';
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

/** Keeps the set-up; `false` where the browser forbids it or is full. */
export function keepSetup(fragment: string): boolean {
  try {
    localStorage.setItem(SETUP_KEY, fragment);
    return true;
  } catch {
    return false;
  }
}

type KeptPicture = Pick<Picture, 'id' | 'name' | 'blob' | 'known' | 'sample'>;

/** Pictures of the last visit; `null` where none were ever kept. */
export async function keptPictures(): Promise<readonly KeptPicture[] | null> {
  const database = await openPictures();
  try {
    const reading = settled<readonly KeptPicture[] | undefined>(
      database.transaction(STORE).objectStore(STORE).get('all'),
    );
    return (await inTime(reading)) ?? null;
  } finally {
    database.close();
  }
}

/** Keeps the pictures, all at once: their order counts. Rejects where the browser forbids it or is full. */
export async function keepPictures(pictures: readonly Picture[]): Promise<void> {
  const list = pictures
    .slice(0, MOST_KEPT)
    .map(({ id, name, blob, known, sample }): KeptPicture => ({ id, name, blob, known, sample }));
  const database = await openPictures();
  const transaction = database.transaction(STORE, 'readwrite');
  transaction.objectStore(STORE).put(list, 'all');
  try {
    await completed(transaction);
  } finally {
    database.close();
  }
}

/** Forgets everything that this page keeps in the browser. */
export async function clearKept(): Promise<void> {
  localStorage.removeItem(SETUP_KEY);
  await deleteDatabase(DATABASE);
  await deleteDatabase(SHELF_DATABASE);
}

function openPictures(): Promise<IDBDatabase> {
  return openDatabase(DATABASE, (database) => database.createObjectStore(STORE));
}

/** A full disk shows only when the transaction ends, not at the request. */
function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    for (const end of ['abort', 'error'])
      transaction.addEventListener(end, () =>
        reject(transaction.error ?? new DOMException('Nothing was kept.', 'UnknownError')),
      );
  });
}

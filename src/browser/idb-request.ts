import { BROWSER_MS, within } from '../core/waiting/within.ts';

/**
 * Opens a database of this page's; `upgrade` makes its stores where it is new. Rejects where the browser forbids it, and
 * where it does not answer: another tab, or a disk that is ill, can keep it from ever doing so.
 */
export async function openDatabase(
  name: string,
  upgrade: (database: IDBDatabase) => void,
): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener('upgradeneeded', () => upgrade(request.result));
  const opening = settled(request);
  return inTime(opening, () => {
    // It may come after all: then nobody needs it, and it must stand in nobody's way.
    void opening.then((database) => database.close()).catch(() => undefined);
  });
}

/** A database that stays open. */
export interface HeldDatabase {
  /** `null` until it is open, and after it was closed. */
  held(): IDBDatabase | null;
  /** Opens it where it is not; rejects as `openDatabase` does. */
  open(): Promise<IDBDatabase>;
}

/**
 * A database that stays open, so that something can be written into it while the page goes. It stands in nobody's way: where
 * somebody wants to delete it, it is closed, and opened again when it is asked for.
 */
export function holdDatabase(name: string, upgrade: (database: IDBDatabase) => void): HeldDatabase {
  let held: IDBDatabase | null = null;
  return {
    held: () => held,
    async open() {
      const database = await openDatabase(name, upgrade);
      for (const end of ['versionchange', 'close'])
        database.addEventListener(end, () => {
          database.close();
          if (held === database) held = null;
        });
      held?.close();
      held = database;
      return database;
    },
  };
}

/** Deletes a database; rejects where another tab keeps it open. */
export async function deleteDatabase(name: string): Promise<void> {
  await inTime(settled(indexedDB.deleteDatabase(name)));
}

/** The outcome of a request to a database, unless that keeps the page waiting. */
export async function inTime<T>(
  task: Promise<T>,
  onLate: () => void = () => undefined,
): Promise<T> {
  return within(BROWSER_MS, task, () => {
    onLate();
    throw new DOMException('The browser’s database does not answer.', 'TimeoutError');
  });
}

/** The result of one request to IndexedDB; rejects with the request's own error. */
export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}

/** Waits until what a transaction wrote is kept: a full disk shows only when it ends, not at the request. */
export function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    for (const end of ['abort', 'error'])
      transaction.addEventListener(end, () =>
        reject(transaction.error ?? new DOMException('Nothing was kept.', 'UnknownError')),
      );
  });
}

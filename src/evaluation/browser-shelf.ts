import {
  SHELF_DATABASE,
  type EmbeddingShelf,
  type KeptClasses,
  type KeptEmbeddings,
} from './shelf.ts';
import { completed, openDatabase, settled } from '../browser/idb-request.ts';

const TOWERS = 'towers';
const ROWS = 'rows';
const CLASSES = 'classes';
const STORES = [TOWERS, ROWS, CLASSES];

interface RowsRecord {
  readonly rows: Float32Array<ArrayBuffer>;
  readonly failed: readonly number[];
}

/**
 * The browser's database as a shelf. Rows and the count of them are written in one transaction, so that a closed tab
 * leaves whole pieces only.
 */
export function browserShelf(): EmbeddingShelf {
  return {
    load: (identity, tower, into) =>
      inDatabase(async (database) => {
        const transaction = database.transaction(STORES);
        const known = await settled<KeptEmbeddings | undefined>(
          transaction.objectStore(TOWERS).get([identity, tower]),
        );
        const failed: number[] = [];
        let at = 0;
        await everyPiece(transaction.objectStore(ROWS), [identity, tower], (piece) => {
          // Never past the end, whatever another version of the page has left there.
          into.set(piece.rows.subarray(0, into.length - at), at);
          at += piece.rows.length;
          failed.push(...piece.failed);
        });
        return { done: known?.done ?? 0, failed };
      }),
    append: ({ identity, tower, title, pictures, from, rows, dimensions, failed }) =>
      inDatabase(async (database) => {
        const transaction = database.transaction(STORES, 'readwrite');
        const towers = transaction.objectStore(TOWERS);
        const before = await settled<KeptEmbeddings | undefined>(towers.get([identity, tower]));
        const done = from + rows.length / dimensions;
        // Another tab may have gone further, or a piece may be missing in between: then nothing is added.
        if ((before?.done ?? 0) !== from) return;
        const bytes = (before?.bytes ?? 0) + rows.byteLength;
        const about: KeptEmbeddings = { identity, title, pictures, done, bytes };
        towers.put(about, [identity, tower]);
        const piece: RowsRecord = { rows, failed };
        transaction.objectStore(ROWS).put(piece, [identity, tower, from]);
        await completed(transaction);
      }),
    loadClasses: (identity, key) =>
      inDatabase(async (database) => {
        const store = database.transaction(CLASSES).objectStore(CLASSES);
        const found = await settled<KeptClasses | Float32Array | undefined>(
          store.get([identity, key]),
        );
        // Earlier versions of the page kept bare vectors, without what was cut.
        return found && 'vectors' in found ? found : null;
      }),
    keepClasses: (identity, key, classes) =>
      inDatabase(async (database) => {
        const transaction = database.transaction(CLASSES, 'readwrite');
        transaction.objectStore(CLASSES).put(classes, [identity, key]);
        await completed(transaction);
      }),
    list: () =>
      inDatabase((database) =>
        settled<KeptEmbeddings[]>(database.transaction(TOWERS).objectStore(TOWERS).getAll()),
      ),
    remove: (identity) =>
      inDatabase(async (database) => {
        const transaction = database.transaction(STORES, 'readwrite');
        for (const name of STORES) transaction.objectStore(name).delete(below([identity]));
        await completed(transaction);
      }),
  };
}

/** Every key that begins with these parts: an array stands behind all texts and numbers. */
function below(parts: readonly string[]): IDBKeyRange {
  return IDBKeyRange.bound([...parts], [...parts, []]);
}

async function inDatabase<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase(SHELF_DATABASE, (created) => {
    for (const name of STORES) created.createObjectStore(name);
  });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

function everyPiece(
  store: IDBObjectStore,
  parts: readonly string[],
  visit: (piece: RowsRecord) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = store.openCursor(below(parts));
    request.addEventListener('error', () => reject(request.error));
    request.addEventListener('success', () => {
      const cursor = request.result;
      if (!cursor) return resolve();
      visit(cursor.value as RowsRecord);
      cursor.continue();
    });
  });
}

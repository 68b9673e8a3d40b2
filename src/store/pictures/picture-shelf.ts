import { completed, holdDatabase, inTime, settled } from '../../browser/idb-request.ts';
import { attempt } from '../../engine/attempt.ts';
import type { Picture } from '../types.ts';

/** The database that holds the pictures of the last visit, and nothing else. */
export const PICTURE_DATABASE = 'zero-shot';
const STORE = 'pictures';
/** What is known of each picture but its bytes, in the visitor's order. */
const LIST = 'list';
/** Where earlier builds kept everything in one record. */
const EARLIER = 'all';
/** Pictures kept over a reload; more would fill the browser's storage. */
const MOST_KEPT = 300;

export type KeptPicture = Pick<Picture, 'id' | 'name' | 'blob' | 'known' | 'sample'>;

/** The pictures that a browser keeps from visit to visit: a record with the bytes of each one, and a list. */
export interface PictureShelf {
  /** Pictures of the last visit; `null` where none were ever kept. */
  read(): Promise<readonly KeptPicture[] | null>;
  /**
   * Keeps these pictures in this order: writes the bytes of those that are new, deletes those that are gone. Rejects where
   * the browser forbids it or is full. Once pictures were read or kept, everything is asked for before this returns: it is
   * kept although the page goes meanwhile.
   */
  keep(pictures: readonly KeptPicture[]): Promise<void>;
}

/** What is to be kept: bytes by their key, and the list. */
interface Wish {
  readonly blobs: ReadonlyMap<string, Blob>;
  readonly list: readonly Omit<KeptPicture, 'blob'>[];
}

/** A shelf over this browser's database, which is opened when it is first asked for. */
export function createPictureShelf(): PictureShelf {
  const holder = holdDatabase(PICTURE_DATABASE, (database) => database.createObjectStore(STORE));
  let opening: Promise<IDBDatabase> | null = null;
  /** Keys of the bytes that are kept, as far as this page knows. */
  let there = new Set<string>();
  let newest: Wish | null = null;

  /** Another page may have written, or deleted everything, while this one did not hold the database. */
  async function open(): Promise<IDBDatabase> {
    const database = await holder.open();
    there = new Set(await bytesKept(database));
    return database;
  }

  async function opened(): Promise<IDBDatabase> {
    opening ??= open().finally(() => {
      opening = null;
    });
    return opening;
  }

  /** At hand, and known what is in it. */
  const ready = (): IDBDatabase | null => (opening ? null : holder.held());

  async function write(database: IDBDatabase, { blobs, list }: Wish): Promise<void> {
    const fresh = [...blobs].filter(([key]) => !there.has(key));
    const gone = [...there].filter((key) => !blobs.has(key));
    const transaction = database.transaction(STORE, 'readwrite');
    const store = transaction.objectStore(STORE);
    for (const [key, blob] of fresh) store.put(blob, key);
    for (const key of [...gone, EARLIER]) store.delete(key);
    store.put(list, LIST);
    // A page that goes takes along what it has not committed.
    transaction.commit();
    there = new Set(blobs.keys());
    try {
      await completed(transaction);
    } catch (error) {
      for (const [key] of fresh) there.delete(key);
      for (const key of gone) there.add(key);
      throw error;
    }
  }

  async function keep(pictures: readonly KeptPicture[]): Promise<void> {
    const wish = wishOf(pictures);
    newest = wish;
    const database = ready() ?? (await opened());
    await write(database, wish);
    // Another tab keeps its own pictures in the same place, and has deleted what it does not show.
    const kept = new Set(await bytesKept(database));
    const lost = [...wish.blobs.keys()].filter((key) => !kept.has(key));
    if (lost.length === 0 || newest !== wish) return;
    for (const key of lost) there.delete(key);
    await write(database, wish);
  }

  return {
    keep,
    read: async () => {
      const records = await recordsOf(ready() ?? (await opened()));
      const earlier = readKept(records.get(EARLIER));
      if (!earlier) return readKept(joined(records));
      // It is read once. Where it cannot be written anew, it stays where it is.
      void attempt(() => keep(earlier), noMatter);
      return earlier;
    },
  };
}

const noMatter = (): void => undefined;

function wishOf(pictures: readonly KeptPicture[]): Wish {
  const kept = pictures.slice(0, MOST_KEPT);
  return {
    blobs: new Map(kept.flatMap(({ id, blob }) => (blob ? [[keyOf(id), blob] as const] : []))),
    list: kept.map(({ id, name, known, sample }) => ({ id, name, known, sample })),
  };
}

const BYTES = 'bytes of ';

function keyOf(id: unknown): string {
  return `${BYTES}${String(id)}`;
}

async function bytesKept(database: IDBDatabase): Promise<readonly string[]> {
  const asking = settled(database.transaction(STORE).objectStore(STORE).getAllKeys());
  const keys = await inTime(asking);
  return keys.filter((key) => typeof key === 'string').filter((key) => key.startsWith(BYTES));
}

async function recordsOf(database: IDBDatabase): Promise<ReadonlyMap<unknown, unknown>> {
  const store = database.transaction(STORE).objectStore(STORE);
  const asking = Promise.all([settled(store.getAllKeys()), settled<unknown[]>(store.getAll())]);
  const [keys, values] = await inTime(asking);
  return new Map(keys.map((key, place) => [key, values[place]]));
}

/** The list with the bytes of each picture. */
function joined(records: ReadonlyMap<unknown, unknown>): unknown {
  const list = records.get(LIST);
  if (!Array.isArray(list)) return list;
  return list.map((entry: unknown) => {
    const { id, name, known, sample } = (entry ?? {}) as Partial<KeptPicture>;
    return { id, name, known, sample, blob: records.get(keyOf(id)) ?? null };
  });
}

/** What of a list is well-formed: another version of the page may have kept something else. */
export function readKept(list: unknown): readonly KeptPicture[] | null {
  if (!Array.isArray(list)) return null;
  return list.filter((picture: unknown): picture is KeptPicture => {
    const { id, name, blob, known, sample } = (picture ?? {}) as Partial<KeptPicture>;
    const texts = [id, name].every((text) => typeof text === 'string') && Array.isArray(known);
    return texts && (blob instanceof Blob || (blob === null && typeof sample === 'string'));
  });
}

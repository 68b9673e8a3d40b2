import type { KeptPreparation } from '../../engine/kept.ts';
import { type FileStore, readText, writeText } from './file-store.ts';
import type { Locks } from './locks.ts';
import type { Space } from './space.ts';

/** What is known of prepared weights. It lies beside the bytes, and is written when those are there. */
export interface PreparedRecord extends KeptPreparation {
  readonly version: 1;
  /** Addresses of the files that they were made of. */
  readonly of: readonly string[];
  readonly bytes: number;
  /** Of the graph's `model` and the weights. */
  readonly fingerprint: string;
  lastUsed: number;
}

export interface PreparedBounds {
  /** Fewer bytes are made anew as fast. */
  readonly least: number;
  /** Of all together. */
  readonly most: number;
}

interface ShelfContext {
  readonly store: FileStore;
  readonly locks: Locks;
  readonly space: Space;
  readonly bounds: PreparedBounds;
}

/** Where the browser's storage has room for prepared weights. */
export interface PreparedShelf {
  /** Runs alone of all tabs for that key; `null` where somebody else is at it, or it failed. */
  alone<T>(key: string, task: () => Promise<T>): Promise<T | null>;
  all(): Promise<readonly (readonly [key: string, record: PreparedRecord])[]>;
  /** Of files without the lock: hold it. */
  remove(key: string): Promise<void>;
  /** Deletes of the least used so many bytes, or all. */
  giveWay(bytes: number): Promise<void>;
  /** Makes room for so many bytes more; `false` where there is none. */
  makeRoom(bytes: number): Promise<boolean>;
}

/** Neither ends as a record of a download does: a version of the page that does not know these passes over them. */
export const WEIGHTS = '.weights';
const NOTE = '.prepared';

/** So many times the bytes must be free: what the visitor downloads next goes before. */
const SPARE = 2;

export function createPreparedShelf({ store, locks, space, bounds }: ShelfContext): PreparedShelf {
  const alone = <T>(key: string, task: () => Promise<T>) =>
    locks.tryAlone(`prepared ${key}`, task).catch(() => null);

  async function remove(key: string): Promise<void> {
    // First what vouches for the bytes.
    await removeNote(store, key);
    await store.remove(key + WEIGHTS);
  }

  async function all() {
    const records: (readonly [string, PreparedRecord])[] = [];
    for (const name of await store.names()) {
      const key = name.endsWith(NOTE) ? name.slice(0, -NOTE.length) : null;
      const record = key !== null && (await readNote(store, key));
      if (key !== null && record) records.push([key, record]);
    }
    return records;
  }

  /** Lets the least used go, as long as `enough` says no. */
  async function letGo(enough: (held: number, freed: number) => boolean): Promise<boolean> {
    const oldest = (await all()).toSorted(([, a], [, b]) => a.lastUsed - b.lastUsed);
    let held = oldest.reduce((sum, [, { bytes }]) => sum + bytes, 0);
    let freed = 0;
    for (const [key, { bytes }] of oldest) {
      if (enough(held, freed)) return true;
      await alone(key, () => remove(key));
      held -= bytes;
      freed += bytes;
    }
    return enough(held, freed);
  }

  /** Bytes without a note are of a tab that was closed while it wrote. */
  async function sweep(): Promise<void> {
    const names = new Set(await store.names());
    for (const name of names) {
      const key = name.slice(0, -WEIGHTS.length);
      if (name.endsWith(WEIGHTS) && !names.has(key + NOTE)) await alone(key, () => remove(key));
    }
  }

  return {
    alone,
    all,
    remove,
    async giveWay(bytes) {
      await letGo((_, freed) => freed >= bytes).catch(() => undefined);
    },
    async makeRoom(bytes) {
      await sweep();
      const free = (await space.available()) ?? Number.POSITIVE_INFINITY;
      return letGo((held, freed) => held + bytes <= bounds.most && bytes * SPARE <= free + freed);
    },
  };
}

/** The note at `key`, or `null` where there is none that can be understood. */
export async function readNote(store: FileStore, key: string): Promise<PreparedRecord | null> {
  try {
    const record = JSON.parse(
      (await readText(store, key + NOTE)) ?? 'null',
    ) as PreparedRecord | null;
    return record?.version === 1 && record.of.length > 0 ? record : null;
  } catch {
    return null;
  }
}

export function writeNote(store: FileStore, key: string, record: PreparedRecord): Promise<void> {
  return writeText(store, key + NOTE, JSON.stringify(record));
}

export function removeNote(store: FileStore, key: string): Promise<void> {
  return store.remove(key + NOTE);
}

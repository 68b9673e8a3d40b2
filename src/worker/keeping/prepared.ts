import { fingerprint } from '../../core/numbers/fingerprint.ts';
import type { KeptFile, KeptPreparation } from '../../engine/kept.ts';
import { type FileStore, readText, writeText } from './file-store.ts';
import type { Locks } from './locks.ts';
import type { Space } from './space.ts';

/** Weights as a graph wants them, piece for piece, and what they are known by. */
export interface PreparedWeights {
  readonly weights: readonly Uint8Array<ArrayBuffer>[];
  /** Of the graph's `model` and the weights. */
  readonly fingerprint: string;
}

/** How weights are found again. */
export interface PreparedName extends KeptPreparation {
  /** Equal for preparations that give the same bytes. */
  readonly key: string;
  /** Addresses of the files that they were made of. */
  readonly of: readonly string[];
  /** Read with the weights, so that they count for no other graph. */
  readonly model: Uint8Array;
  readonly lengths: readonly number[];
}

/** Prepared weights that the browser keeps, so that another load only copies them. Nothing here rejects but `forget`. */
export interface Prepared {
  /** `null` where they are not there whole and sound. What is damaged is deleted. */
  recall(name: PreparedName, onRead: (bytes: number) => void): Promise<PreparedWeights | null>;
  /** Keeps them where there is room, and lets go of those that were not used for longest. */
  keep(name: PreparedName, prepared: PreparedWeights): Promise<void>;
  kept(): Promise<readonly KeptFile[]>;
  /** Deletes those of that address in {@link kept}; `false` where there are none. */
  forget(url: string): Promise<boolean>;
  /** Deletes those that were made of a file. */
  forgetMadeOf(url: string): Promise<void>;
  /** Deletes of the least used so many bytes, or all. */
  giveWay(bytes: number): Promise<void>;
}

interface PreparedRecord extends KeptPreparation {
  readonly version: 1;
  readonly of: readonly string[];
  readonly bytes: number;
  readonly fingerprint: string;
  lastUsed: number;
}

export interface PreparedContext {
  readonly store: FileStore | null;
  readonly locks: Locks;
  readonly space: Space;
  readonly now: () => number;
  readonly bounds?: PreparedBounds | undefined;
}

interface PreparedBounds {
  /** Fewer bytes are made anew as fast. */
  readonly least: number;
  /** Of all together. */
  readonly most: number;
}

/** A ViT-L/14 has 1.7 GB in float32. */
const BOUNDS: PreparedBounds = { least: 4 * 2 ** 20, most: 3 * 2 ** 30 };

/** Beside each other, so that a version of the page that does not know these passes over both. */
const WEIGHTS = '.weights';
const NOTE = '.prepared';

/** Prepared weights in `store`; nothing is kept where there is none. */
export function createPrepared({ store, ...context }: PreparedContext): Prepared {
  return store ? preparedIn(store, context) : NOTHING;
}

const NOTHING: Prepared = {
  recall: async () => null,
  keep: async () => undefined,
  kept: async () => [],
  forget: async () => false,
  forgetMadeOf: async () => undefined,
  giveWay: async () => undefined,
};

function preparedIn(
  store: FileStore,
  { locks, space, now, bounds = BOUNDS }: Omit<PreparedContext, 'store'>,
): Prepared {
  const alone = <T>(key: string, task: () => Promise<T>) =>
    locks.tryAlone(`prepared ${key}`, task).catch(() => null);
  const remove = async (key: string): Promise<void> => {
    // First what vouches for the bytes.
    await store.remove(key + NOTE);
    await store.remove(key + WEIGHTS);
  };
  const all = async (): Promise<readonly (readonly [key: string, PreparedRecord])[]> => {
    const records: (readonly [string, PreparedRecord])[] = [];
    for (const name of await store.names()) {
      const key = name.endsWith(NOTE) ? name.slice(0, -NOTE.length) : null;
      const record = key !== null && (await readNote(store, key));
      if (key !== null && record) records.push([key, record]);
    }
    return records;
  };

  async function read(
    { key, lengths, model }: PreparedName,
    onRead: (bytes: number) => void,
  ): Promise<PreparedWeights | null> {
    const record = await readNote(store, key);
    if (!record) return null;
    const weights: Uint8Array<ArrayBuffer>[] = [];
    let at = 0;
    for (const length of lengths) {
      weights.push(await store.read(key + WEIGHTS, at, at + length));
      at += length;
      onRead(length);
    }
    const whole = weights.every((piece, index) => piece.length === lengths[index]);
    if (!whole || fingerprint([model, ...weights]) !== record.fingerprint) {
      await alone(key, () => remove(key));
      return null;
    }
    record.lastUsed = now();
    await alone(key, () => writeText(store, key + NOTE, JSON.stringify(record)));
    return { weights, fingerprint: record.fingerprint };
  }

  const oldestFirst = async () => (await all()).toSorted(([, a], [, b]) => a.lastUsed - b.lastUsed);

  async function giveWay(bytes: number): Promise<void> {
    let freed = 0;
    for (const [key, one] of await oldestFirst()) {
      if (freed >= bytes) return;
      await alone(key, () => remove(key));
      freed += one.bytes;
    }
  }

  /** Makes room among the others; `false` where there is none. */
  async function makeRoom(bytes: number): Promise<boolean> {
    const others = await oldestFirst();
    let held = others.reduce((sum, [, one]) => sum + one.bytes, 0);
    let free = (await space.available()) ?? Number.POSITIVE_INFINITY;
    for (const [key, one] of others) {
      if (held + bytes <= bounds.most && bytes * SPARE <= free) break;
      await alone(key, () => remove(key));
      held -= one.bytes;
      free += one.bytes;
    }
    return held + bytes <= bounds.most && bytes * SPARE <= free;
  }

  /** Bytes without a note are of a tab that was closed while it wrote. */
  async function sweep(): Promise<void> {
    const names = new Set(await store.names());
    for (const name of names) {
      const key = name.slice(0, -WEIGHTS.length);
      if (name.endsWith(WEIGHTS) && !names.has(key + NOTE)) await alone(key, () => remove(key));
    }
  }

  async function write(key: string, name: PreparedName, made: PreparedWeights): Promise<void> {
    const bytes = name.lengths.reduce((sum, length) => sum + length, 0);
    await sweep();
    if (bytes < bounds.least || !(await makeRoom(bytes))) return;
    await store.remove(key + NOTE);
    const writer = await store.open(key + WEIGHTS);
    try {
      writer.truncate(bytes);
      let at = 0;
      for (const piece of made.weights) {
        writer.write(piece, at);
        at += piece.length;
      }
      writer.flush();
    } finally {
      writer.close();
    }
    const { precision, tower, of } = name;
    const { fingerprint: known } = made;
    const record: PreparedRecord = {
      version: 1,
      precision,
      tower,
      of,
      bytes,
      fingerprint: known,
      lastUsed: now(),
    };
    await writeText(store, key + NOTE, JSON.stringify(record));
  }

  return {
    recall: (name, onRead) => read(name, onRead).catch(() => null),
    async keep(name, made) {
      const { key } = name;
      await alone(key, async () => {
        try {
          await write(key, name, made);
        } catch {
          // A full disk, most likely: half of them are of no use.
          await remove(key);
        }
      });
    },
    kept: async () => (await all()).map(([key, record]) => keptFile(key, record)),
    async forget(url) {
      const found = (await all()).find(([key, record]) => addressOf(key, record) === url);
      if (found) await alone(found[0], () => remove(found[0]));
      return found !== undefined;
    },
    async forgetMadeOf(url) {
      for (const [key, { of }] of await all())
        if (of.includes(url)) await alone(key, () => remove(key));
    },
    giveWay: (bytes) => giveWay(bytes).catch(() => undefined),
  };
}

/** So many times the bytes must be free: what the visitor downloads next goes before. */
const SPARE = 2;

async function readNote(store: FileStore, key: string): Promise<PreparedRecord | null> {
  try {
    const record = JSON.parse(
      (await readText(store, key + NOTE)) ?? 'null',
    ) as PreparedRecord | null;
    return record?.version === 1 && record.of.length > 0 ? record : null;
  } catch {
    return null;
  }
}

/** Of the first file that they were made of, and which weights they are. */
function addressOf(key: string, { of }: PreparedRecord): string {
  return `${of[0] ?? ''}#prepared-${key}`;
}

function keptFile(key: string, record: PreparedRecord): KeptFile {
  const { bytes, lastUsed, precision, tower, of } = record;
  return {
    url: addressOf(key, record),
    name: of[0] ?? '',
    bytes,
    size: bytes,
    complete: true,
    etag: null,
    sha256: null,
    checked: false,
    lastUsed,
    inUse: false,
    prepared: { precision, tower },
  };
}

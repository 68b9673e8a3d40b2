import { fingerprint } from '../../core/numbers/fingerprint.ts';
import { nextTask } from '../../engine/next-task.ts';
import type { KeptFile, KeptPreparation } from '../../engine/kept.ts';
import type { FileStore } from './file-store.ts';
import type { Locks } from './locks.ts';
import {
  createPreparedShelf,
  type PreparedBounds,
  type PreparedRecord,
  type PreparedShelf,
  readNote,
  removeNote,
  WEIGHTS,
  writeNote,
} from './prepared-shelf.ts';
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

export interface PreparedContext {
  readonly store: FileStore | null;
  readonly locks: Locks;
  readonly space: Space;
  readonly now: () => number;
  readonly bounds?: PreparedBounds | undefined;
}

/** Some hundredths of a second. */
const HEARD_BYTES = 16 * 2 ** 20;

/** A ViT-L/14 has 1.7 GB in float32. */
const BOUNDS: PreparedBounds = { least: 4 * 2 ** 20, most: 3 * 2 ** 30 };

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
  const shelf = createPreparedShelf({ store, locks, space, bounds });
  const { all, alone, remove, giveWay } = shelf;
  return {
    giveWay,
    recall: async (name, onRead) => {
      try {
        return await read(name, onRead, { store, shelf, now });
      } catch {
        return null;
      }
    },
    async keep(name, made) {
      const { key, lengths } = name;
      const bytes = lengths.reduce((sum, length) => sum + length, 0);
      if (bytes < bounds.least) return;
      await alone(key, async () => {
        try {
          if (await shelf.makeRoom(bytes)) await write(store, name, made, now());
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
  };
}

interface Reading extends Pick<PreparedContext, 'now'> {
  readonly store: FileStore;
  readonly shelf: PreparedShelf;
}

async function read(
  { key, lengths, model }: PreparedName,
  onRead: (bytes: number) => void,
  { store, shelf, now }: Reading,
): Promise<PreparedWeights | null> {
  const record = await readNote(store, key);
  if (!record) return null;
  const weights: Uint8Array<ArrayBuffer>[] = [];
  let unheard = 0;
  for await (const piece of store.pieces(key + WEIGHTS, lengths)) {
    weights.push(piece);
    unheard += piece.length;
    // A call that stops the work is heard in between.
    if (unheard >= HEARD_BYTES) await nextTask();
    unheard %= HEARD_BYTES;
    onRead(piece.length);
  }
  const whole = weights.every((piece, index) => piece.length === lengths[index]);
  if (!whole || fingerprint([model, ...weights]) !== record.fingerprint) {
    await shelf.alone(key, () => shelf.remove(key));
    return null;
  }
  record.lastUsed = now();
  await shelf.alone(key, () => writeNote(store, key, record));
  return { weights, fingerprint: record.fingerprint };
}

async function write(
  store: FileStore,
  { key, precision, tower, of }: PreparedName,
  { weights, fingerprint: known }: PreparedWeights,
  lastUsed: number,
): Promise<void> {
  await removeNote(store, key);
  const bytes = weights.reduce((sum, { length }) => sum + length, 0);
  const writer = await store.open(key + WEIGHTS);
  try {
    // At once: browsers are slow to let a large file grow.
    writer.truncate(bytes);
    let at = 0;
    for (const piece of weights) {
      writer.write(piece, at);
      at += piece.length;
    }
    writer.flush();
  } finally {
    writer.close();
  }
  const record = { version: 1, precision, tower, of, bytes, fingerprint: known, lastUsed } as const;
  await writeNote(store, key, record);
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

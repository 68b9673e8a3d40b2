import { expect, test } from 'vitest';
import { fingerprint } from '../../core/numbers/fingerprint.ts';
import type { FileStore } from './file-store.ts';
import { localLocks } from './locks.ts';
import { createMemoryStore } from './memory-store.ts';
import { createPrepared, type PreparedContext, type PreparedName } from './prepared.ts';

const MODEL = Uint8Array.of(1, 2, 3);
const ADDRESS = 'https://hub.example/model.safetensors';
const IGNORE = (): void => undefined;

/** Weights of 300 and 5,000 bytes. */
function weights(seed = 1) {
  const pieces = [300, 5000].map((length) =>
    Uint8Array.from({ length }, (_, i) => (i * 31 + length + seed * 7) % 256),
  );
  return { weights: pieces, fingerprint: fingerprint([MODEL, ...pieces]) };
}

const name = (key = 'a'): PreparedName => ({
  key,
  of: [ADDRESS],
  tower: 'image',
  precision: 'int8',
  model: MODEL,
  lengths: [300, 5000],
});

/** A clock that goes on with every look, and a store that can be looked into. */
function open(changes: Partial<PreparedContext> = {}, store: FileStore = createMemoryStore()) {
  let time = 0;
  const context: PreparedContext = {
    store,
    locks: localLocks(),
    space: { available: async () => null },
    now: () => ++time,
    bounds: { least: 0, most: 1e9 },
    ...changes,
  };
  return { prepared: createPrepared(context), store };
}

const keysOf = async (store: FileStore): Promise<string[]> =>
  (await store.names()).filter((one) => one.endsWith('.weights')).map((one) => one.slice(0, -8));

test('what was kept is found again byte for byte, also by another tab', async () => {
  const { prepared, store } = open();
  await prepared.keep(name(), weights());
  const read: number[] = [];
  const found = await open({}, store).prepared.recall(name(), (bytes) => read.push(bytes));
  expect(found).toEqual(weights());
  expect(read).toEqual([300, 5000]);
  expect(await prepared.recall(name('b'), IGNORE)).toBeNull();
});

test('a hundred small weights cost one opening of their file, not a hundred', async () => {
  const memory = createMemoryStore();
  const opened: string[] = [];
  const store: FileStore = {
    ...memory,
    read: (file, begin, end) => {
      opened.push(file);
      return memory.read(file, begin, end);
    },
    pieces: (file, lengths) => {
      opened.push(file);
      return memory.pieces(file, lengths);
    },
  };
  const pieces = Array.from({ length: 100 }, (_, i) => Uint8Array.of(i, 1, 2, 3));
  const many = { ...name(), lengths: pieces.map(({ length }) => length) };
  const made = { weights: pieces, fingerprint: fingerprint([MODEL, ...pieces]) };
  const { prepared } = open({}, store);
  await prepared.keep(many, made);
  opened.length = 0;
  expect(await prepared.recall(many, IGNORE)).toEqual(made);
  expect(opened.filter((file) => file.endsWith('.weights'))).toHaveLength(1);
});

/** What a disk, a killed tab or another version of the page may do to it. */
const HARM: Readonly<Record<string, (store: FileStore) => Promise<void>>> = {
  'a byte is another one': (store) => overwrite(store, 'a.weights', Uint8Array.of(99), 4000),
  'the end is missing': async (store) => {
    const writer = await store.open('a.weights');
    writer.truncate(5299);
  },
  'the bytes are gone': (store) => store.remove('a.weights'),
  'the note is half a note': async (store) => {
    const text = new TextDecoder().decode(await store.read('a.prepared', 0, 40));
    await store.remove('a.prepared');
    await overwrite(store, 'a.prepared', new TextEncoder().encode(text), 0);
  },
  'the note is no note': async (store) => {
    await store.remove('a.prepared');
    await overwrite(store, 'a.prepared', new TextEncoder().encode('{"version":1,"of":[]}'), 0);
  },
};

async function overwrite(
  store: FileStore,
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
) {
  const whole = await store.read(file, 0, await store.size(file));
  await store.remove(file);
  const next = new Uint8Array(Math.max(whole.length, at + bytes.length));
  next.set(whole);
  next.set(bytes, at);
  (await store.open(file)).write(next, 0);
}

test.each(Object.entries(HARM))(
  'where %s, nothing is found, and it is made anew',
  async (_, harm) => {
    const { prepared, store } = open();
    await prepared.keep(name(), weights());
    await harm(store);
    expect(await prepared.recall(name(), IGNORE)).toBeNull();
    await prepared.keep(name(), weights());
    expect(await prepared.recall(name(), IGNORE)).toEqual(weights());
    expect(await keysOf(store)).toEqual(['a']);
  },
);

test('weights of another graph are not taken for those of this one', async () => {
  const { prepared } = open();
  await prepared.keep(name(), weights());
  expect(await prepared.recall({ ...name(), model: Uint8Array.of(9) }, IGNORE)).toBeNull();
});

test('of a tab that was closed while it wrote nothing stays behind', async () => {
  const { prepared, store } = open();
  (await store.open('killed.weights')).write(new Uint8Array(1000), 0);
  await prepared.keep(name(), weights());
  expect(await keysOf(store)).toEqual(['a']);
});

test('all together stay within their bound: those that were not used for longest go', async () => {
  const { prepared, store } = open({ bounds: { least: 0, most: 12_000 } });
  await prepared.keep(name('a'), weights());
  await prepared.keep(name('b'), weights(2));
  await prepared.recall(name('a'), IGNORE);
  await prepared.keep(name('c'), weights(3));
  expect((await keysOf(store)).toSorted()).toEqual(['a', 'c']);
});

test('what is small, or has no room, is not kept', async () => {
  const small = open({ bounds: { least: 5301, most: 1e9 } });
  await small.prepared.keep(name(), weights());
  const full = open({ space: { available: async () => 10_000 } });
  await full.prepared.keep(name(), weights());
  expect([await keysOf(small.store), await keysOf(full.store)]).toEqual([[], []]);
});

test('a disk that is full in the middle is left as it was', async () => {
  const inner = createMemoryStore();
  const store: FileStore = {
    ...inner,
    open: async (file) => {
      const writer = await inner.open(file);
      let written = 0;
      return {
        ...writer,
        write(bytes, at) {
          written += bytes.length;
          if (written > 1000) throw new DOMException('The storage is full.', 'QuotaExceededError');
          writer.write(bytes, at);
        },
      };
    },
  };
  const { prepared } = open({}, store);
  await prepared.keep(name(), weights());
  expect(await inner.names()).toEqual([]);
});

test('a storage that refuses everything costs no load', async () => {
  const refuse = async (): Promise<never> => {
    throw new DOMException('No.', 'InvalidStateError');
  };
  const store = { ...createMemoryStore(), names: refuse, read: refuse, size: refuse, open: refuse };
  const { prepared } = open({}, store);
  await prepared.keep(name(), weights());
  expect(await prepared.recall(name(), IGNORE)).toBeNull();
});

test('is listed beside the file that it was made of, and deleted alone or with it', async () => {
  const { prepared, store } = open();
  await prepared.keep(name('a'), weights());
  await prepared.keep({ ...name('b'), tower: 'text' }, weights(2));
  await prepared.keep({ ...name('c'), of: ['https://other.example/x'] }, weights(3));
  const files = await prepared.kept();
  expect(files.map(({ url, prepared: made }) => [new URL(url).hash.slice(0, 10), made])).toEqual(
    expect.arrayContaining([['#prepared-', { tower: 'text', precision: 'int8' }]]),
  );
  expect(new Set(files.map(({ url }) => url)).size).toBe(3);
  expect(files.every(({ bytes, inUse }) => bytes === 5300 && !inUse)).toBe(true);
  expect(await prepared.forget(files[0]?.url ?? '')).toBe(true);
  expect(await prepared.forget('https://nobody.example/')).toBe(false);
  await prepared.forgetMadeOf(ADDRESS);
  expect(await keysOf(store)).toEqual(['c']);
});

test('makes way for a download, the least used first and no more than is asked for', async () => {
  const { prepared, store } = open();
  for (const key of ['a', 'b', 'c']) await prepared.keep(name(key), weights());
  await prepared.giveWay(5301);
  expect(await keysOf(store)).toEqual(['c']);
});

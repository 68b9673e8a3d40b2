import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBrowserStore } from './browser-store.ts';
import type { FileStore } from './file-store.ts';
import { browserLocks, grantedLocks } from './locks.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const never = (): Promise<never> => new Promise(() => undefined);

/** What comes of something that the browser is asked, after a minute and a half of silence. */
async function outcomeOf(asked: Promise<unknown>): Promise<unknown> {
  const outcome = asked.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(90_000);
  return outcome;
}

async function* nothing(): AsyncGenerator<string> {
  yield await never();
}

const file = { getFile: never, createSyncAccessHandle: never };
const folders = {
  'never finds a file': { getFileHandle: never, removeEntry: never, keys: nothing },
  'finds files, and never opens one': { getFileHandle: async () => file },
} as const;
type Folder = keyof typeof folders;

/** The private file system of a browser that answers some questions, and others never. */
async function storeOf(folder: Folder): Promise<FileStore> {
  const root = { getDirectoryHandle: async () => folders[folder] };
  const storage = { getDirectory: async () => root } as object as StorageManager;
  const store = await openBrowserStore(storage);
  if (!store) throw new Error('There is no store.');
  return store;
}

const LARGE = 1 << 20;
const SILENT: readonly [string, Folder, (store: FileStore) => Promise<unknown>, string][] = [
  ['a read', 'never finds a file', (store) => store.read('a', 0, 9), 'getFileHandle'],
  ['a length', 'never finds a file', (store) => store.size('a'), 'getFileHandle'],
  ['a list', 'never finds a file', (store) => store.names(), 'keys'],
  ['a removal', 'never finds a file', (store) => store.remove('a'), 'removeEntry'],
  ['a file to write', 'never finds a file', (store) => store.open('a'), 'getFileHandle'],
  ['a read', 'finds files, and never opens one', (store) => store.read('a', 0, 9), 'getFile'],
  [
    'a long read',
    'finds files, and never opens one',
    (store) => store.read('a', 0, LARGE),
    'getFile',
  ],
  ['a length', 'finds files, and never opens one', (store) => store.size('a'), 'getFile'],
  [
    'a file to write',
    'finds files, and never opens one',
    (store) => store.open('a'),
    'createSyncAccessHandle',
  ],
];

test.each(SILENT)('%s of a storage that %s is an error', async (_, folder, use, what) => {
  const store = await storeOf(folder);
  expect(await outcomeOf(use(store))).toMatchObject({ code: 'browser-silent', details: { what } });
});

test.each([
  ['has no folder', { getDirectory: never }],
  ['does not make one', { getDirectory: async () => ({ getDirectoryHandle: never }) }],
])('a storage that %s is none', async (_, storage) => {
  const opened = openBrowserStore(storage as object as StorageManager);
  expect(await outcomeOf(opened)).toBeNull();
});

test('long reads go another way where the file is not opened in place, and only the first one waits', async () => {
  const bytes = new Uint8Array(LARGE).map((_, at) => at % 251);
  const createSyncAccessHandle = vi.fn(never);
  const asFile = { getFile: async () => new Blob([bytes]), createSyncAccessHandle };
  const root = { getDirectoryHandle: async () => ({ getFileHandle: async () => asFile }) };
  const store = await openBrowserStore({
    getDirectory: async () => root,
  } as object as StorageManager);
  expect(await outcomeOf(store?.read('a', 0, LARGE) ?? never())).toEqual(bytes);
  const times = createSyncAccessHandle.mock.calls.length;
  expect(await store?.read('b', 0, LARGE)).toEqual(bytes);
  expect(createSyncAccessHandle).toHaveBeenCalledTimes(times);
});

const task = vi.fn(async () => 'done');

test.each([
  ['a lock', (locks: LockManager) => browserLocks(locks).run('a', 'exclusive', task)],
  ['a share', (locks: LockManager) => browserLocks(locks).share('a')],
  ['a try', (locks: LockManager) => browserLocks(locks).tryAlone('a', task)],
])('%s that the browser never grants is an error, and the work is not done', async (_, use) => {
  const locks = { request: never } as object as LockManager;
  expect(await outcomeOf(use(locks))).toMatchObject({ code: 'browser-silent' });
  expect(task).not.toHaveBeenCalled();
});

test('locks that never answer are none', async () => {
  expect(await outcomeOf(grantedLocks({ request: never }))).toBeNull();
});

test('a lock that is granted when nobody waits any more is let go', async () => {
  type Grant = (lock: Lock | null) => unknown;
  const grants: Grant[] = [];
  const request = (_name: string, _options: LockOptions, grant: Grant) => {
    grants.push(grant);
    return never();
  };
  const locks = browserLocks({ request } as object as LockManager);
  await outcomeOf(locks.run('a', 'exclusive', task));
  const held = grants[0]?.({ name: 'a', mode: 'exclusive' });
  await vi.advanceTimersByTimeAsync(0);
  // The browser has the lock back when this settles.
  await expect(held).resolves.toBeUndefined();
  expect(task).not.toHaveBeenCalled();
});

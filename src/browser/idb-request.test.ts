import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BROWSER_MS } from '../core/waiting/within.ts';
import { completed, deleteDatabase, holdDatabase, openDatabase } from './idb-request.ts';

/** The browser's database, whose requests end when a test says so. */
let requests: (EventTarget & { result?: unknown })[];

beforeEach(() => {
  vi.useFakeTimers();
  requests = [];
  const ask = (): EventTarget => {
    const request = new EventTarget();
    requests.push(request);
    return request;
  };
  vi.stubGlobal('indexedDB', { open: ask, deleteDatabase: ask });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a database that another tab blocks is given up, and closed where it comes after all', async () => {
  const opening = openDatabase('pictures', () => undefined).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(BROWSER_MS);
  expect(await opening).toMatchObject({ name: 'TimeoutError' });
  const close = vi.fn<() => void>();
  Object.assign(requests[0] ?? {}, { result: { close } });
  requests[0]?.dispatchEvent(new Event('success'));
  await vi.advanceTimersByTimeAsync(0);
  expect(close).toHaveBeenCalledTimes(1);
});

test('one that cannot be deleted, because a tab has it open, is given up too', async () => {
  const deleting = deleteDatabase('pictures').catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(BROWSER_MS);
  expect(await deleting).toMatchObject({ name: 'TimeoutError' });
});

test.each(['versionchange', 'close'])(
  'a database is held open until %s, and then opened again when it is asked for',
  async (end) => {
    const pictures = holdDatabase('pictures', () => undefined);
    const open = async (place: number) => {
      const opening = pictures.open();
      const result = Object.assign(new EventTarget(), { close: vi.fn<() => void>() });
      Object.assign(requests[place] ?? {}, { result });
      requests[place]?.dispatchEvent(new Event('success'));
      await opening;
      return result;
    };
    expect(pictures.held()).toBeNull();
    const first = await open(0);
    expect(pictures.held()).toBe(first);
    first.dispatchEvent(new Event(end));
    expect(first.close).toHaveBeenCalledTimes(1);
    expect(pictures.held()).toBeNull();
    const second = await open(1);
    expect(pictures.held()).toBe(second);
    // Word of the old one's end comes late.
    first.dispatchEvent(new Event('close'));
    expect(pictures.held()).toBe(second);
  },
);

test.each(['abort', 'error'])(
  'what a transaction that ends with %s wrote counts as not kept',
  async (end) => {
    const full = new DOMException('The disk is full.', 'QuotaExceededError');
    for (const error of [full, null]) {
      const transaction = Object.assign(new EventTarget(), { error }) as unknown as IDBTransaction;
      const outcome = completed(transaction).catch((reason: unknown) => reason);
      transaction.dispatchEvent(new Event(end));
      expect(await outcome).toMatchObject({ name: error?.name ?? 'UnknownError' });
    }
  },
);

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';
import { BROWSER_MS } from '../../core/waiting/within.ts';
import { openAccess, snapshotOf } from './access-handle.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

afterEach(() => {
  vi.useRealTimers();
});

const handle = () => ({ close: vi.fn() });
type Handle = ReturnType<typeof handle>;

/** A promise, and what settles it. */
function request() {
  let resolve: (value: Handle) => void = () => undefined;
  const promise = new Promise<Handle>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** A file whose requests are answered from outside, in their order. */
function fileOf() {
  const asked: ReturnType<typeof request>[] = [];
  const createSyncAccessHandle = vi.fn(() => {
    const next = request();
    asked.push(next);
    return next.promise;
  });
  return { asked, file: { createSyncAccessHandle } };
}

/** A task of its own: within one, what a weak reference has shown stays alive. */
const nextTask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const WAYS: readonly [string, (promise: Promise<Handle>) => readonly [object, Promise<unknown>]][] =
  [
    [
      'opened in place',
      (promise) => {
        const file = { createSyncAccessHandle: () => promise };
        return [file, openAccess(file)];
      },
    ],
    [
      'looked at',
      (promise) => {
        const file = { getFile: () => promise };
        return [file, snapshotOf(file)];
      },
    ],
  ];

test.each(WAYS)(
  'the handle of a file that is %s lives while the browser is asked, and no longer',
  async (_, way) => {
    const { promise, resolve } = request();
    const ask = (): [WeakRef<object>, Promise<unknown>] => {
      const [file, opened] = way(promise);
      return [new WeakRef(file), opened];
    };
    const [file, opened] = ask();
    await nextTask();
    collectGarbage();
    expect(file.deref()).toBeDefined();
    resolve(handle());
    await opened;
    await nextTask();
    collectGarbage();
    expect(file.deref()).toBeUndefined();
  },
);

test('a look that the browser does not answer is asked for once more, and given up', async () => {
  vi.useFakeTimers();
  const getFile = vi.fn(() => new Promise<never>(() => undefined));
  const looked = snapshotOf({ getFile });
  const failure = looked.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(2 * BROWSER_MS);
  expect(await failure).toMatchObject({ name: 'TimeoutError' });
  expect(getFile).toHaveBeenCalledTimes(2);
});

test('a browser that does not answer is asked once more; what comes late is closed', async () => {
  vi.useFakeTimers();
  const { asked, file } = fileOf();
  const opened = openAccess(file, 'read-only');
  await vi.advanceTimersByTimeAsync(BROWSER_MS);
  const [late, used] = [handle(), handle()];
  asked[1]?.resolve(used);
  expect(await opened).toBe(used);
  asked[0]?.resolve(late);
  await vi.advanceTimersByTimeAsync(0);
  expect(late.close).toHaveBeenCalledOnce();
  expect(used.close).not.toHaveBeenCalled();
  expect(file.createSyncAccessHandle.mock.calls).toEqual(
    Array.from({ length: 2 }, () => [{ mode: 'read-only' }]),
  );
});

test('one that never answers is given up, and its own refusal is told at once', async () => {
  vi.useFakeTimers();
  const told = openAccess(fileOf().file).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(2 * BROWSER_MS);
  expect(await told).toMatchObject({ name: 'TimeoutError' });
  const refusal = new DOMException('Another has it.', 'NoModificationAllowedError');
  const refusing = { createSyncAccessHandle: vi.fn(() => Promise.reject<Handle>(refusal)) };
  await expect(openAccess(refusing)).rejects.toBe(refusal);
  expect(refusing.createSyncAccessHandle).toHaveBeenCalledOnce();
});

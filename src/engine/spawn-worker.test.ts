import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { spawnWorker } from './spawn-worker.ts';

let spawned: EventTarget;

beforeEach(() => {
  vi.useFakeTimers();
  spawned = new EventTarget();
  vi.stubGlobal('Worker', function FakeWorker() {
    return spawned;
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const say = (data: unknown): boolean =>
  spawned.dispatchEvent(new MessageEvent('message', { data }));

/** What is known of the worker's end after so many seconds. */
async function endAfter(seconds: number, worker: ReturnType<typeof spawnWorker>) {
  let end = 'alive';
  void worker.died.then((reason) => {
    end = reason;
  });
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  return end;
}

test('a worker whose script never comes is given up, so that nobody waits for it without end', async () => {
  const worker = spawnWorker();
  expect(await endAfter(59, worker)).toBe('alive');
  expect(await endAfter(1, worker)).toContain('did not start');
});

test('one that has said a word may take its time, and its word is nobody else’s', async () => {
  const worker = spawnWorker();
  const heard: unknown[] = [];
  worker.listen((message) => heard.push(message));
  say({ kind: 'alive', lock: null });
  say({ kind: 'result', id: 1, value: 2 });
  expect(await endAfter(600, worker)).toBe('alive');
  expect(heard).toEqual([{ kind: 'result', id: 1, value: 2 }]);
});

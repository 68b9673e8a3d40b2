import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DeviceNote } from '../../engine/device.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { createPageStore } from '../store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('threads that were late at the start are seen when they have come, and nobody asks after that', async () => {
  const fake = createFakeEngine();
  let notes: readonly DeviceNote[] = [{ code: 'threads-late', detail: '' }];
  let [threads, asked] = [1, 0];
  const store = createPageStore({
    engine: {
      ...fake,
      device: async () => {
        asked++;
        return { ...(await fake.device()), threads, notes };
      },
    },
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => path,
    createUrl: () => 'blob:picture',
    newId: () => 'id',
  });
  await store.getState().refreshDevice();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(store.getState().device).toMatchObject({ threads: 1 });
  [threads, notes] = [4, []];
  await vi.advanceTimersByTimeAsync(60_000);
  expect(store.getState().device).toMatchObject({ threads: 4, notes: [] });
  const before = asked;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toBe(before);
});

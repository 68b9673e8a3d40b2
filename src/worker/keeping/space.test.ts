import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BROWSER_MS } from '../../core/waiting/within.ts';
import { browserEstimate, browserSpace } from './space.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const never = (): Promise<never> => new Promise(() => undefined);

test('a browser that does not say how much it may keep is not waited for', async () => {
  const storage = { estimate: never } as object as StorageManager;
  const asked = Promise.all([browserSpace(storage).available(), browserEstimate(storage)]);
  await vi.advanceTimersByTimeAsync(BROWSER_MS);
  expect(await asked).toEqual([null, { usage: null, quota: null }]);
});

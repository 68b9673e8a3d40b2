import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BROWSER_MS } from '../../core/waiting/within.ts';
import { openKeeping } from './open-keeping.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const never = (): Promise<never> => new Promise(() => undefined);

test('a browser whose storage does not answer keeps nothing, and the rest goes on', async () => {
  const scope = {
    navigator: { storage: { getDirectory: never, estimate: never }, locks: { request: never } },
    fetch: never,
    location: new URL('https://page.test/assets/main.js'),
  } as object as Parameters<typeof openKeeping>[0];
  const opening = openKeeping(scope);
  await vi.advanceTimersByTimeAsync(BROWSER_MS);
  const { store, space, estimate } = await opening;
  expect(store).toBeNull();
  const asked = Promise.all([space.available(), estimate()]);
  await vi.advanceTimersByTimeAsync(BROWSER_MS);
  expect(await asked).toEqual([null, { usage: null, quota: null }]);
});

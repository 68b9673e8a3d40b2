import { expect, test } from 'vitest';
import { isBusy, parseRetryAfter, retryDelay } from './retry-policy.ts';

const NOW = Date.UTC(2024, 0, 1);

test('the server decides on the delay, in seconds or by a date', () => {
  expect(retryDelay(0, '7', NOW)).toBe(7000);
  expect(retryDelay(0, 'Mon, 01 Jan 2024 00:00:30 GMT', NOW)).toBe(30_000);
  expect(parseRetryAfter('Sun, 31 Dec 2023 00:00:00 GMT', NOW)).toBe(0);
});

test('a silent server is asked again after 1, 2, 4 and 8 seconds, then no more', () => {
  const delays = [0, 1, 2, 3, 4].map((retries) => retryDelay(retries, null, NOW));
  expect(delays).toEqual([1000, 2000, 4000, 8000, null]);
});

test('an hour is not waited', () => {
  expect(retryDelay(0, '3600', NOW)).toBeNull();
});

test('words that are no delay are as good as none', () => {
  expect(parseRetryAfter('soon', NOW)).toBeNull();
  expect(parseRetryAfter('', NOW)).toBeNull();
});

test('only a busy server is asked again', () => {
  expect([429, 503].every(isBusy)).toBe(true);
  expect([200, 401, 403, 404, 500].some(isBusy)).toBe(false);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { within } from './within.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const never = new Promise<never>(() => undefined);

test('an answer in time is the outcome, and no timer is left', async () => {
  expect(await within(1000, Promise.resolve('answer'), () => 'late')).toBe('answer');
  expect(vi.getTimerCount()).toBe(0);
});

test('a failure in time is the outcome', async () => {
  const failing = Promise.reject(new Error('refused'));
  await expect(within(1000, failing, () => 'late')).rejects.toThrow('refused');
  expect(vi.getTimerCount()).toBe(0);
});

test('what never answers ends after its limit, not before, with the way on', async () => {
  const late = vi.fn<() => string>(() => 'late');
  const outcome = within(1000, never, late);
  await vi.advanceTimersByTimeAsync(999);
  expect(late).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(await outcome).toBe('late');
});

test('the way on may be an error', async () => {
  const outcome = within(1000, never, () => {
    throw new RangeError('too late');
  });
  const seen = outcome.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await seen).toMatchObject({ message: 'too late' });
});

test('who waits can give up', async () => {
  const controller = new AbortController();
  const outcome = within(1000, never, () => 'late', controller.signal);
  controller.abort(new DOMException('Given up.', 'AbortError'));
  await expect(outcome).rejects.toThrow('Given up.');
  expect(vi.getTimerCount()).toBe(0);
});

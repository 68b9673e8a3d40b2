import { expect, test } from 'vitest';
import { grantedLocks } from './locks.ts';

test.each([
  ['is refused', () => Promise.reject(new DOMException('denied', 'SecurityError'))],
  [
    'throws at once',
    () => {
      throw new DOMException('denied', 'SecurityError');
    },
  ],
] as const)('locks of which each %s are none', async (_, request) => {
  expect(await grantedLocks({ request })).toBeNull();
});

test('a browser without locks has none, one with locks has them', async () => {
  expect(await grantedLocks(undefined)).toBeNull();
  const manager = { request: async () => undefined };
  expect(await grantedLocks(manager)).toBe(manager);
});

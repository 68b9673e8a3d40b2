import { expect, test } from 'vitest';
import { requireWritten } from './file-store.ts';

const BYTES = new Uint8Array(8);

test.each([
  ['a part', 3],
  ['nothing', 0],
  ['an error code without its sign', 2 ** 32 - 8],
])('a disk that takes %s of what it is given is full', (_, written) => {
  expect(() => requireWritten(written, BYTES)).toThrow(
    expect.objectContaining({ name: 'QuotaExceededError' }),
  );
});

test('a disk that takes all of it is not', () => {
  expect(() => requireWritten(8, BYTES)).not.toThrow();
});

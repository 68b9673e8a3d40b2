import { describe, expect, test } from 'vitest';
import { tokenBatch, tokenRows } from './token-rows.ts';

const TOWER = { contextLength: 6, vocabSize: 10, width: 8, heads: 1, layers: 1, mlpWidth: 32 };

describe('tokenRows', () => {
  test('cuts each row behind its first largest id', () => {
    const ids = [8, 3, 9, 0, 0, 8, 9, 9, 4, 0];
    expect(tokenRows(ids, [2, 5], TOWER)).toEqual([
      [8, 3, 9],
      [8, 9],
    ]);
  });

  test.each([
    ['too few ids', [1, 2, 3], [2, 2]],
    ['longer than the context', [1, 2, 3, 4, 5, 6, 7], [1, 7]],
    ['an id that the model does not know', [1, 10], [1, 2]],
    ['a negative id', [1, -1], [1, 2]],
    ['half an id', [1, 0.5], [1, 2]],
    ['rows without ids', [], [3, 0]],
  ] as const)('refuses %s', (_, ids, dims) => {
    expect(() => tokenRows(ids, dims, TOWER)).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });
});

test('a batch is as long as its longest row', () => {
  const batch = tokenBatch([[8, 9], [8, 1, 9], [9]]);
  expect(batch.dims).toEqual([3, 3]);
  expect([...batch.data]).toEqual([8, 9, 0, 8, 1, 9, 9, 0, 0]);
});

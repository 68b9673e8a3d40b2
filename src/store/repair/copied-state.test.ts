import { expect, test } from 'vitest';
import { stateBuffers } from '../../engine/state-buffers.ts';
import { copiedState } from './copied-state.ts';

test('a copy has every number, also of parameters longer than a piece, and can be moved while the state stays', async () => {
  const numbers = (length: number): Float32Array =>
    Float32Array.from({ length }, (_, at) => Math.fround(Math.sin(at)));
  const lengths = { one: 1, none: 0, piece: 2 ** 18, more: 2 ** 19 + 3 };
  const each = <T>(make: (length: number) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, make(length)]));
  const state = {
    step: 7,
    losses: [3, 2, 1],
    values: each(numbers),
    moments: each((length) => ({
      mean: numbers(length).map((one) => -one),
      square: numbers(length),
    })),
  };
  const before = structuredClone(state);
  const copy = await copiedState(state);
  expect(copy).toEqual(before);
  structuredClone(copy, { transfer: stateBuffers(copy) });
  expect(state).toEqual(before);
});

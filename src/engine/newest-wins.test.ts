import { expect, test } from 'vitest';
import { newestWins } from './newest-wins.ts';

test('however often it begins, only the last work is not given up', () => {
  const work = newestWins();
  const signals = Array.from({ length: 5 }, () => work.begin());
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, true, false]);
  expect(work.signal).toBe(signals.at(-1));
});

test('what is given up ends with an abort, which nobody is told of, and the next work runs', () => {
  const work = newestWins();
  const first = work.begin();
  work.giveUp();
  work.giveUp();
  expect(first.reason).toMatchObject({ name: 'AbortError' });
  expect(work.signal).toBe(first);
  expect(work.begin().aborted).toBe(false);
});

test('two kinds of work do not end each other', () => {
  const [one, other] = [newestWins(), newestWins()];
  const signal = one.begin();
  other.begin();
  other.giveUp();
  expect(signal.aborted).toBe(false);
});

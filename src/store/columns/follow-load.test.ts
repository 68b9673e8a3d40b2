import { expect, test } from 'vitest';
import type { Progress } from '../../engine/calls.ts';
import { followLoad } from './follow-load.ts';

/** A load whose clock the test turns. */
function follow() {
  let clock = 0;
  const take = followLoad(() => clock);
  return (ms: number, done: number, file = 'a', stage: Progress['stage'] = 'download') => {
    clock = ms;
    return take({ stage, done, total: 1000, unit: 'bytes', file });
  };
}

test('the rate is bytes over time, and the rest takes what is left of them', () => {
  const at = follow();
  expect(at(0, 100)?.downloads[0]).toMatchObject({ done: 100, rate: null, left: null });
  expect(at(400, 200)?.downloads[0]?.rate).toBeNull();
  // 400 bytes in two seconds: 200 a second, and 500 bytes are left.
  expect(at(2000, 500)?.downloads[0]).toMatchObject({ rate: 200, left: 2.5 });
});

test('a pause of more than five seconds is forgotten', () => {
  const at = follow();
  at(0, 0);
  at(60_000, 100);
  expect(at(61_000, 400)?.downloads[0]).toMatchObject({ rate: 300, left: 2 });
});

test('a rate of nothing promises no end', () => {
  const at = follow();
  at(0, 100);
  expect(at(1000, 100)?.downloads[0]).toMatchObject({ rate: null, left: null });
  expect(at(2000, 100)?.downloads[0]).toMatchObject({ rate: 0, left: null });
});

test('the rate falls to nothing within six seconds after the last byte', () => {
  const at = follow();
  at(0, 0);
  at(1000, 500);
  const rates = [2, 4, 6, 7].map((second) => at(second * 1000, 500)?.downloads[0]?.rate);
  expect(rates).toEqual([250, 125, 0, 0]);
});

test('each file has its line, also when the next one has begun', () => {
  const at = follow();
  at(0, 1000, 'first');
  const seen = at(10, 5, 'second')?.downloads.map(({ file, done }) => [file, done]);
  expect(seen).toEqual([
    ['first', 1000],
    ['second', 5],
  ]);
});

test('what changes too fast to be read is left out, a new stage or an end is not', () => {
  const at = follow();
  expect(at(0, 1)).not.toBeNull();
  expect(at(50, 2)).toBeNull();
  expect(at(99, 1000)).not.toBeNull();
  expect(at(100, 0, 'a', 'check')).not.toBeNull();
  expect(at(150, 1, 'a', 'check')).toBeNull();
  expect(at(250, 2, 'a', 'check')).not.toBeNull();
});

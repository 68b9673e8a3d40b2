import { expect, test } from 'vitest';
import type { Progress } from './calls.ts';
import { sparseProgress } from './sparse-progress.ts';

const bytes = (done: number, more: Partial<Progress> = {}): Progress => ({
  stage: 'download',
  done,
  total: 1000,
  unit: 'bytes',
  file: 'a.safetensors',
  ...more,
});

/** What passes of these, each so many milliseconds after the one before. */
function passed(all: readonly Progress[], apart: number): readonly Progress[] {
  const told: Progress[] = [];
  let time = 0;
  const tell = sparseProgress(
    (progress) => told.push(progress),
    () => (time += apart),
  );
  for (const one of all) tell(one);
  return told;
}

test('a thousand pieces within a second are twenty messages, the first and the last among them', () => {
  const all = Array.from({ length: 1000 }, (_, i) => bytes(i + 1));
  const told = passed(all, 1);
  expect(told.length).toBeLessThanOrEqual(21);
  expect(told[0]).toBe(all[0]);
  expect(told.at(-1)).toBe(all.at(-1));
  expect(told.map(({ done }) => done)).toEqual(
    told.map(({ done }) => done).toSorted((a, b) => a - b),
  );
});

test('slow pieces all pass', () => {
  const all = [1, 2, 3, 4].map((done) => bytes(done));
  expect(passed(all, 50)).toEqual(all);
});

test.each<[string, readonly Progress[]]>([
  ['another stage', [bytes(1), bytes(1, { stage: 'check' })]],
  ['another file', [bytes(1), bytes(2, { file: 'b.safetensors' })]],
  ['a length that is learnt', [bytes(1, { total: 0 }), bytes(2)]],
  ['a wait', [bytes(1), bytes(0, { stage: 'waiting', waitingFor: 'server', unit: 'seconds' })]],
  [
    'pictures and steps',
    [1, 2, 3].map((done) => bytes(done, { stage: 'encode', unit: 'pictures' })),
  ],
])('%s passes at once', (_, all) => {
  expect(passed(all, 1)).toEqual(all);
});

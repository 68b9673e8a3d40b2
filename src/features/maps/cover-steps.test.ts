import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverStep, MOST_PARTS, NOTHING_COVERED, type CoverStep } from './cover-steps.ts';

const part = { left: 0, top: 0, width: 0.5, height: 0.5 };
const step = fc.constantFrom<CoverStep>({ kind: 'cover', part }, { kind: 'clear' });

test('as many steps back as there were steps that did something lead to the uncovered picture', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const end = steps.reduce(coverStep, NOTHING_COVERED);
      expect(end.parts.length).toBeLessThanOrEqual(MOST_PARTS);
      const back = end.before.reduce((now) => coverStep(now, { kind: 'undo' }), end);
      expect(back).toEqual(NOTHING_COVERED);
      expect(coverStep(back, { kind: 'undo' })).toEqual(NOTHING_COVERED);
    }),
  );
});

test('everything uncovered at once comes back at once', () => {
  const two = [part, { ...part, left: 0.5 }];
  const covered = two.reduce(
    (now, one) => coverStep(now, { kind: 'cover', part: one }),
    NOTHING_COVERED,
  );
  const cleared = coverStep(covered, { kind: 'clear' });
  expect(cleared.parts).toEqual([]);
  expect(coverStep(cleared, { kind: 'undo' }).parts).toEqual(two);
});

import { expect, test } from 'vitest';
import { counted, draws, mutated } from '../../testing/mutations.ts';
import { SAMPLES } from '../../testing/picture-samples.ts';
import { inspectPicture } from './inspect-picture.ts';
import { CodedError } from '../errors.ts';

/** Looks at a byte of the file, for each of its bytes, that a reader of headers may need. */
const LOOKS = 64;

test.each(Object.entries(SAMPLES))(
  '1,500 mutations of a %s are read or refused, in few steps',
  (_, original) => {
    const draw = draws(21);
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < 1500; round++) {
      const { bytes, looks } = counted(mutated(original, draw));
      try {
        const { width, height } = inspectPicture(bytes);
        expect(width * height).toBeGreaterThan(0);
        outcomes.read++;
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        outcomes.refused++;
      }
      expect(looks()).toBeLessThan(2000 + LOOKS * bytes.length);
    }
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(0);
  },
);

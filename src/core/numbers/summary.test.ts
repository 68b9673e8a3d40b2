import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initReferences } from '../../testing/init-references.ts';
import { initialise } from '../../testing/initialise.ts';
import { createSummary, type Summary } from './summary.ts';

function summarise(...pieces: readonly (readonly number[])[]): Summary {
  const summary = createSummary();
  for (const piece of pieces) summary.add(Float32Array.from(piece));
  return summary.result();
}

test('counts and moments by hand', () => {
  expect(summarise([1, 2, 3, 4])).toEqual({
    count: 4,
    finite: 4,
    nan: 0,
    infinite: 0,
    mean: 2.5,
    deviation: Math.sqrt(1.25),
    smallest: 1,
    largest: 4,
  });
});

test('NaN and infinities are counted and spoil nothing', () => {
  const values = [Number.NaN, 1, Number.POSITIVE_INFINITY, 3, Number.NEGATIVE_INFINITY, Number.NaN];
  expect(summarise(values)).toMatchObject({
    count: 6,
    finite: 2,
    nan: 2,
    infinite: 2,
    mean: 2,
    deviation: 1,
    smallest: 1,
    largest: 3,
  });
});

test('without a finite number there is nothing to say, and nothing is made up', () => {
  for (const none of [summarise(), summarise([Number.NaN, Number.POSITIVE_INFINITY])]) {
    const { mean, deviation, smallest, largest } = none;
    expect([mean, deviation, smallest, largest]).toEqual(Array(4).fill(Number.NaN));
  }
});

test('pieces add up to the whole, wherever it is cut', () => {
  const value = fc.oneof(
    fc.float({ min: -1e6, max: 1e6, noNaN: true }),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), fc.nat(60), (values, at) => {
      const [whole, cut] = [summarise(values), summarise(values.slice(0, at), values.slice(at))];
      expect({ ...cut, mean: 0, deviation: 0 }).toEqual({ ...whole, mean: 0, deviation: 0 });
      if (whole.finite === 0) return;
      expect(cut.mean).toBeCloseTo(whole.mean, 4);
      expect(cut.deviation).toBeCloseTo(whole.deviation, 4);
    }),
  );
});

test('a small deviation far from 0 is not lost', () => {
  // 4096 and 4097 are exact in float32: deviation one half.
  expect(summarise(Array.from({ length: 6000 }, (_, i) => 4096 + (i % 2))).deviation).toBeCloseTo(
    0.5,
    9,
  );
});

test('mean and deviation of drawn parameters are PyTorch’s', () => {
  const { architecture, seed, parameters } = initReferences().full;
  const names = ['visual.proj', 'text_projection', 'positional_embedding'];
  const drawn = initialise(architecture, seed, {
    wanted: new Set(names),
    order: 'openclip',
  });
  for (const name of names) {
    const values = drawn.get(name);
    const reference = parameters[name];
    if (!values || !reference) throw new Error(`There is no reference of ${name}.`);
    const { mean, deviation, count } = summarise([...values]);
    expect(mean).toBeCloseTo(reference.mean, 7);
    // PyTorch divides by one less.
    expect(deviation * Math.sqrt(count / (count - 1))).toBeCloseTo(reference.std, 6);
  }
});

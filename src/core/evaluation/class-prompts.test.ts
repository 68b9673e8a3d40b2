import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageDirection } from '../scoring/average-direction.ts';
import { classEmbeddings, classPrompts, indistinctClasses } from './class-prompts.ts';

const fill = (template: string, name: string) => template.split('{}').join(name);
const named = (...classes: string[][]) => classes.map((names) => ({ names }));

describe('class prompts', () => {
  test('every name in every template, each distinct prompt once', () => {
    const { prompts, promptsOfClass } = classPrompts(
      named(['cat', 'tabby'], ['dog'], ['cat']),
      ['a {}', 'the {}'],
      fill,
    );
    expect(prompts).toEqual(['a cat', 'the cat', 'a tabby', 'the tabby', 'a dog', 'the dog']);
    expect(promptsOfClass).toEqual([
      [0, 1, 2, 3],
      [4, 5],
      [0, 1],
    ]);
  });

  test('a template without a slot gives its one prompt once', () => {
    expect(classPrompts(named(['a', 'b']), ['same'], fill).promptsOfClass).toEqual([[0]]);
  });

  test('a class needs a name', () => {
    expect(() => classPrompts(named([]), ['{}'], fill)).toThrow(RangeError);
  });

  test('embeddings are normalised, averaged, normalised', () => {
    // (3, 4)/5 + (0, 1) = (0.6, 1.8), of length sqrt(3.6).
    const embeddings = Float32Array.from([3, 4, 0, 7, -2, 0]);
    const result = classEmbeddings(embeddings, 2, [[0, 1], [2]]);
    const expected = [0.6 / Math.sqrt(3.6), 1.8 / Math.sqrt(3.6), -1, 0];
    expected.forEach((value, i) => expect(result[i]).toBeCloseTo(value, 6));
  });
});

describe('average direction', () => {
  test('has length 1 and does not depend on the lengths or the order of the rows', () => {
    const row = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(row, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 6 }),
        (rows) => {
          const plain = Float32Array.from(rows.flatMap(([values]) => values));
          const scaled = Float32Array.from(
            rows.flatMap(([values, by]) => values.map((v) => v * by)),
          );
          const order = rows.map((_, i) => i);
          const a = averageDirection(plain, 3, order);
          const b = averageDirection(scaled, 3, order.toReversed());
          expect(Math.hypot(...a)).toBeCloseTo(1, 6);
          a.forEach((value, d) => expect(b[d]).toBeCloseTo(value, 6));
        },
      ),
    );
  });

  test('rows of zeros and rows that are not finite take no part; of nothing there is no direction', () => {
    const embeddings = Float32Array.from([0, 0, Number.NaN, 1, 0, 2, 1, Number.POSITIVE_INFINITY]);
    expect([...averageDirection(embeddings, 2, [0, 1, 2, 3])]).toEqual([0, 1]);
    expect([...averageDirection(embeddings, 2, [])]).toEqual([Number.NaN, Number.NaN]);
    expect(() => averageDirection(embeddings, 2, [4])).toThrow(RangeError);
  });
});

describe('names', () => {
  test('classes that share a name in the eyes of the tokenizer are found, also by way of a third', () => {
    expect(
      indistinctClasses(
        named(
          ['Crane'],
          ['dog'],
          [' crane '],
          ['Maillot'],
          ['hoist', 'crane'],
          ['MAILLOT', 'suit'],
          ['cat'],
        ),
      ),
    ).toEqual([
      [0, 2, 4],
      [3, 5],
    ]);
    expect(indistinctClasses(named(['a', 'x'], ['b', 'y'], ['X', 'Y']))).toEqual([[0, 1, 2]]);
    expect(indistinctClasses(named(['a', 'A'], ['b']))).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import type { Picture } from '../types.ts';
import { confusionOf, trueClasses } from './confusion-of.ts';

const labels = ['dog', 'Cat', 'fish'].map((text) => ({ id: `label ${text}`, text, prompts: null }));
const picture = (id: string, ...known: string[]): Picture => ({
  id,
  name: id,
  blob: null,
  url: '',
  known,
  sample: null,
});
const pictures = [picture('a', 'dog'), picture('b', 'cat'), picture('c', 'cat'), picture('d')];
const [dog, cat, fish] = labels;

test('rows and columns are the labels that pictures are known to show, in their order', () => {
  expect(trueClasses(labels, pictures, 9)).toEqual([dog, cat]);
  expect(trueClasses(labels, pictures, 1)).toEqual([dog]);
});

test('one label for everything is a single stripe', () => {
  const { matrix, known, right, most } = confusionOf(
    trueClasses(labels, pictures, 9),
    pictures,
    () => cat ?? null,
  );
  expect([...matrix.counts]).toEqual([0, 1, 0, 2]);
  expect({ known, right, most }).toEqual({ known: 3, right: 2, most: { label: cat, count: 3 } });
});

test('a tie and a winner that no picture shows are in no cell, and count as known', () => {
  const winners: Record<string, typeof fish | null> = { a: fish, b: null, c: cat };
  const { matrix, known, right } = confusionOf(
    trueClasses(labels, pictures, 9),
    pictures,
    (id) => winners[id] ?? null,
  );
  expect([...matrix.counts]).toEqual([0, 0, 0, 1]);
  expect({ known, right }).toEqual({ known: 3, right: 1 });
});

test('nothing known is nothing, not a fault', () => {
  expect(confusionOf([], [picture('d')], () => null)).toMatchObject({ known: 0, most: null });
});

import { expect, test } from 'vitest';
import { takeLabels } from '../text/take-labels.ts';
import { readList } from '../text/typed/read-list.ts';
import { HARD_QUESTIONS } from './hard-questions.ts';

test.each(HARD_QUESTIONS)('$id: four to eight pictures, each with a true label', (question) => {
  const { labels, pictures } = question;
  expect(pictures.length).toBeGreaterThanOrEqual(4);
  expect(pictures.length).toBeLessThanOrEqual(8);
  for (const { truth } of pictures) expect(labels[truth]).toBeDefined();
});

test.each(HARD_QUESTIONS)('$id: its labels can be pasted in either language', ({ labels }) => {
  for (const language of ['en', 'zh'] as const) {
    const texts = labels.map((label) => label[language]);
    expect(takeLabels(readList(texts.join('\n')))).toEqual({ labels: texts, leftOut: [] });
  }
});

test.each(HARD_QUESTIONS)(
  '$id: saying one label for all is right no more often than another',
  (question) => {
    const { labels, pictures } = question;
    const counts = labels.map((_, at) => pictures.filter(({ truth }) => truth === at).length);
    // A word that only stands on things is true of no picture.
    expect(new Set(counts.filter((count) => count > 0)).size).toBe(1);
  },
);

test('no picture belongs to two questions', () => {
  const files = HARD_QUESTIONS.flatMap(({ pictures }) => pictures.map(({ file }) => file));
  expect(new Set(files).size).toBe(files.length);
});

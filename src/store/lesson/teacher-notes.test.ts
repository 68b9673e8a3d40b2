import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { teacherPack } from '../../testing/teacher-pack.ts';
import { LANGUAGE_NAMES, type Language } from '../../words/languages.ts';
import { tableOf } from '../../words/tables.ts';
import { createWords } from '../../words/translate.ts';
import { FIRST_LABELS } from '../defaults.ts';
import { type FirstVisit, readFirstVisit } from '../first-visit/read-first-visit.ts';
import { knownValues } from './known-facts.ts';
import type { KnownVisits } from './known-visits.ts';
import type { LessonPage } from './lesson-page.ts';
import { PAGES } from './pages.ts';
import { NOTES, PLAN_LENGTHS, PLANS } from './teacher-notes.ts';

const read = (file: string): FirstVisit => {
  const found = readFirstVisit(JSON.parse(readFileSync(`public/${file}`, 'utf8')));
  if (!found) throw new Error(`${file} cannot be read.`);
  return found;
};
const visits: KnownVisits = { first: read('first-visit.json'), lesson: read('lesson.json') };
const DOCS = { en: 'README.md', zh: 'README.zh.md' } as const;

const pageOf = (number: number): LessonPage => {
  const page = PAGES.find((one) => one.number === number);
  if (!page) throw new Error(`There is no page ${number}.`);
  return page;
};

test.each(LANGUAGE_NAMES)(
  'every number in docs/teach is what the model that ships gives (%s); vitest -u writes it anew',
  async (language) => {
    const text = teacherPack(createWords(language), visits);
    // A slot without a value would stand there as it is, and an unknown number as a dash.
    expect(text).not.toMatch(/\{\w+\}|NaN|undefined| – /);
    await expect(text).toMatchFileSnapshot(`../../../docs/teach/${DOCS[language]}`);
  },
);

test.each(LANGUAGE_NAMES)(
  'no number about the model is written by hand into the lesson or the notes (%s)',
  (language) => {
    const said = Object.entries(tableOf(language)).filter(([key]) =>
      /^(lesson|teacher)\./.test(key),
    );
    // Names of pages, exit tickets and plans are no numbers about a model.
    const plain = said.map(([key, text]) => [
      key,
      text.replaceAll(/\{\w+\}|[Pp]ages? \d|第 \d 页|ticket \d|出门条 \d/g, ''),
    ]);
    expect(plain.filter(([, text]) => /\d/.test(text ?? ''))).toEqual([]);
  },
);

/** Rows of a float32 matrix in base64, each of length one. */
function unitRows(base64: string, count: number): number[][] {
  const bytes = Buffer.from(base64, 'base64');
  const width = bytes.length / 4 / count;
  return Array.from({ length: count }, (_, row) => {
    const values = Array.from({ length: width }, (_, at) =>
      bytes.readFloatLE((row * width + at) * 4),
    );
    const length = Math.hypot(...values);
    return values.map((value) => value / length);
  });
}

/** The first visit's prompts stand there in both languages, one after the other. */
function labelRows(
  { columns, prompts }: FirstVisit,
  column: number,
  language: Language,
): number[][] {
  const rows = unitRows(columns[column]?.texts ?? '', prompts.length);
  const first = LANGUAGE_NAMES.indexOf(language) * FIRST_LABELS.en.length;
  return rows.slice(first, first + FIRST_LABELS[language].length);
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

/** Softmax of each picture over the labels, worked out here from the vectors alone. */
function shares(visit: FirstVisit, column: number, language: Language, scale: number): number[][] {
  const images = unitRows(visit.images, visit.pictures.length);
  const texts = labelRows(visit, column, language);
  return images.map((image) => {
    const powers = texts.map((text) => Math.exp(scale * (dot(image, text) - 1)));
    const sum = powers.reduce((total, power) => total + power, 0);
    return powers.map((power) => power / sum);
  });
}

const mean = (list: readonly number[]): number =>
  list.reduce((sum, value) => sum + value, 0) / list.length;

describe.each(LANGUAGE_NAMES)('what the lesson says of the model (%s)', (language) => {
  const words = createWords(language);
  const { percent, number } = words;
  const values = knownValues(words, visits, pageOf(4));
  const scaleOf = (column: number) =>
    visits.first.columns[column]?.loaded.model.logitScale.value ?? 0;

  it.each([0, 1])('how sure column %i is, and how often right', (column) => {
    const at = (scale: number) =>
      mean(shares(visits.first, column, language, scale).map((row) => Math.max(...row)));
    expect(values[`sure${column + 1}`]).toBe(percent(at(scaleOf(column))));
    expect(values[`sureFresh${column + 1}`]).toBe(percent(at(1 / 0.07)));
    // The pictures of the first visit stand in the order of its labels.
    const winners = shares(visits.first, column, language, 1).map((row) =>
      row.indexOf(Math.max(...row)),
    );
    const right = winners.filter((winner, at) => winner === at).length;
    expect(values[`right${column + 1}`]).toBe(number(right));
    const wins = FIRST_LABELS[language].map(
      (_, label) => winners.filter((one) => one === label).length,
    );
    expect(values[`wins${column + 1}`]).toBe(number(Math.max(...wins)));
    expect(values[`top${column + 1}`]).toBe(
      FIRST_LABELS[language][wins.indexOf(Math.max(...wins))],
    );
  });

  it.each([0, 1])('how alike the labels are in column %i', (column) => {
    const texts = labelRows(visits.first, column, language);
    const pairs = texts.flatMap((a, i) => texts.filter((_, j) => j > i).map((b) => dot(a, b)));
    expect(values[`alike${column + 1}`]).toBe(number(mean(pairs), 2));
  });

  it('the nearest mean of a few pictures names all the others, whatever the words', () => {
    const { images, pictures } = visits.lesson;
    const rows = unitRows(images, pictures.length);
    const kinds = pageOf(3).labels?.[language].length ?? 0;
    const each = rows.length / kinds;
    const means = Array.from({ length: kinds }, (_, kind) => {
      const [a = [], b = []] = rows.slice(kind * each);
      return a.map((value, at) => value + (b[at] ?? 0));
    }).map((sum) => sum.map((value) => value / Math.hypot(...sum)));
    const others = rows.flatMap((row, at) =>
      at % each < 2 ? [] : [{ row, kind: Math.floor(at / each) }],
    );
    const right = others.filter(({ row, kind }) => {
      const cosines = means.map((one) => dot(row, one));
      return cosines.indexOf(Math.max(...cosines)) === kind;
    }).length;
    const taught = knownValues(words, visits, pageOf(3));
    expect([taught['right1'], taught['known1']]).toEqual([number(right), number(others.length)]);
    expect([taught['right2'], taught['known2']]).toEqual([taught['right1'], taught['known1']]);
  });

  it('the answers that the questions call right are so', () => {
    const of = (name: string) => Number.parseFloat(values[name] ?? '');
    // Long bars, and half of them or more for the same label.
    expect(of('sure2')).toBeGreaterThan(50);
    expect(of('wins2')).toBeGreaterThanOrEqual(of('known2') / 2);
    // Both columns by pictures; by words one guesses.
    const shared = knownValues(words, visits, pageOf(3));
    expect(shared['right2']).toBe(shared['known2']);
    // Guessing names pictures of one kind alike: more than two of four kinds are right by luck with one seed of twenty.
    expect(Number(shared['knownWords'])).toBe(16);
    expect(Number(shared['rightWords2'])).toBeLessThanOrEqual(8);
    // Some loaders refuse, and some say nothing.
    expect(of('silent2')).toBeGreaterThan(0);
    expect(of('refusing2')).toBeGreaterThan(0);
    expect(of('random2')).toBeGreaterThan(0);
    expect(values['random1']).toBe('0');
  });
});

describe('the table of pages', () => {
  it('has notes for each page and right answers among the options', () => {
    for (const { number, question, checks } of PAGES) {
      expect(NOTES[number]).toBeDefined();
      for (const { options, right } of [question, ...checks])
        expect(options.map(({ id }) => id)).toContain(right);
    }
    expect(new Set(PAGES.map(({ number }) => number)).size).toBe(PAGES.length);
  });

  it.each(PLAN_LENGTHS)('a plan of %i minutes takes that long', (length) => {
    expect(PLANS[length].reduce((sum, { minutes }) => sum + minutes, 0)).toBe(length);
  });
});

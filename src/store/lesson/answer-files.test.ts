import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersCsv, answersJson, MOST_FILES, readRoom } from './answer-files.ts';
import { LONGEST_TEXT, LONGEST_WHO, type LessonAnswers } from './answers.ts';
import { readAnswers } from './keep-answers.ts';

const ANA: LessonAnswers = {
  who: 'Ana',
  pages: {
    2: {
      chosen: 'same',
      shared: 'Both are long,\nand "sure".',
      checked: { sure: 'works' },
      done: [],
    },
  },
};
const file = (text: string, name = 'answers.json') => new File([text], name);

describe('files of a room', () => {
  it('come back as they were saved, each with its name', async () => {
    const bo = { who: 'Bo', pages: {} };
    const { answers, bad, leftOut } = await readRoom(
      [ANA, bo].map((one) => file(answersJson(one))),
    );
    expect(answers).toEqual([
      { who: 'Ana', pages: ANA.pages },
      { who: 'Bo', pages: {} },
    ]);
    expect([bad, leftOut]).toEqual([[], 0]);
  });

  it('that hold something else, or too much, are told by their names and cost the others nothing', async () => {
    const long = { ...ANA, who: 'x'.repeat(LONGEST_WHO + 1) };
    const text = { who: '', pages: { 1: { shared: 'x'.repeat(LONGEST_TEXT + 1) } } };
    const many = {
      who: '',
      pages: Object.fromEntries(Array.from({ length: 41 }, (_, i) => [i, {}])),
    };
    const kinds = [
      ['picture.png', '\u0089PNG'],
      ['set-up.json', '{"labels":["dog"]}'],
      ['other-kind.json', JSON.stringify({ ...ANA, kind: 'else' })],
      ['half.json', answersJson(ANA).slice(0, 40)],
      ['list.json', '[]'],
      ['null.json', 'null'],
      ['long-name.json', answersJson(long)],
      ['long-text.json', answersJson(text)],
      ['many-pages.json', answersJson(many)],
      ['huge.json', answersJson({ who: ' '.repeat(60), pages: {} }) + ' '.repeat(100_000)],
      ['number.json', answersJson(ANA).replace('"same"', '7')],
    ] as const;
    const files = kinds.map(([name, content]) => file(content, name));
    const { answers, bad } = await readRoom([...files, file(answersJson(ANA))]);
    expect(bad).toEqual(kinds.map(([name]) => name));
    expect(answers.map(({ who }) => who)).toEqual(['Ana']);
  });

  it('are read up to a bound, and the rest is counted', async () => {
    const files = Array.from({ length: MOST_FILES + 3 }, () => file(answersJson(ANA)));
    const { answers, leftOut } = await readRoom(files);
    expect([answers.length, leftOut]).toEqual([MOST_FILES, 3]);
  });

  it('whatever JSON is read, nothing throws, and what is taken is within the bounds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const found = readAnswers(json);
        expect((found?.who.length ?? 0) <= LONGEST_WHO).toBe(true);
      }),
    );
  });
});

describe('the table', () => {
  const [head = '', line = ''] = answersCsv([ANA]).split('\r\n');

  it('has as many cells in each line as in its head, and says what was right', () => {
    const cells = head.split(',');
    expect(cells.slice(0, 3)).toEqual(['who', 'page 1', 'page 1 right']);
    // What Ana wrote holds a comma: it stands in quotation marks, and they are doubled.
    expect(line).toContain('"Both are long,\nand ""sure""."');
    const rest = line.replace(/"(?:[^"]|"")*"/, 'written').split(',');
    expect(rest).toHaveLength(cells.length);
    expect(rest[cells.indexOf('page 2')]).toBe('same');
    expect(rest[cells.indexOf('page 2 right')]).toBe('true');
    expect(rest[cells.indexOf('page 2 sure right')]).toBe('false');
    expect(rest[cells.indexOf('page 1 right')]).toBe('');
  });

  it.each(['=1+1', '+1', '-1', '@a', '\tx'])(
    'a name that begins like a formula stays a text: %j',
    (who) => {
      expect(answersCsv([{ who, pages: {} }]).split('\r\n')[1]).toMatch(/^"?'/);
    },
  );
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRunFile } from './read-run-file.ts';
import type { RunDocument } from './run-document.ts';
import { writeRunFile } from './run-file.ts';

const RUN: RunDocument = {
  page: '0.1.0',
  madeAt: '2025-01-02T03:04:05.000Z',
  set: 'pets',
  settings: { templates: ['a photo of a {label}'], alpha: 'white' },
  classes: [{ names: ['cat', 'tabby'] }, { names: ['dog "x"'] }, { names: ['a,b\n'] }],
  pictures: ['cat/1.png', 'dog/2.png', '猫.png'],
  trueClasses: Int32Array.of(0, 1, 2),
  columns: [
    {
      model: {
        name: 'mini',
        files: ['open_clip_model.safetensors'],
        rule: 'openclip',
        seed: 4294967295,
        activation: 'quickgelu',
        verdict: 'complete',
        scale: 100,
        fingerprints: { image: 'aa', text: 'bb' },
      },
      nearestMean: { k: 10, right: 3, pictures: 6 },
      outcomes: {
        predicted: Int32Array.of(0, -2, -1),
        rank: Int32Array.of(0, 0, 0),
        confidence: Float32Array.of(0.1, 0, 0),
      },
    },
    {
      model: {
        name: 'vectors',
        files: [],
        rule: null,
        seed: null,
        activation: null,
        verdict: null,
        scale: 1 / 0.07,
        fingerprints: null,
      },
      nearestMean: null,
      outcomes: {
        predicted: Int32Array.of(2, 1, 0),
        rank: Int32Array.of(1, 0, 2),
        confidence: Float32Array.of(1 / 3, 1e-30, 1),
      },
    },
  ],
};

/** The file with one value replaced, at a path such as `columns.0.rank.1`; without a value it is left out. */
function changed(path: string, value?: unknown): string {
  const json = JSON.parse(writeRunFile(RUN)) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce<Record<string, unknown>>(
    (inside, key) => inside[key] as Record<string, unknown>,
    json,
  );
  place[last] = value;
  return JSON.stringify(json);
}

describe('run files', () => {
  test('what is written is read back', () => {
    expect(readRunFile(writeRunFile(RUN))).toEqual(RUN);
  });

  test('every float32 probability survives', () => {
    fc.assert(
      fc.property(fc.float({ min: 0, max: 1, noNaN: true }), (value) => {
        const [first] = RUN.columns;
        if (!first) throw new Error('The sample has a column.');
        const outcomes = { ...first.outcomes, confidence: Float32Array.of(value, value, value) };
        const back = readRunFile(writeRunFile({ ...RUN, columns: [{ ...first, outcomes }] }))
          .columns[0];
        expect(back?.outcomes.confidence[0]).toBe(Math.fround(value));
      }),
    );
  });

  test.each([0, 2, 99, '1', null, undefined])('version %s is refused with both numbers', (v) => {
    expect(() => readRunFile(changed('version', v))).toThrow(
      expect.objectContaining({
        code: 'run-file-version',
        details: { found: typeof v === 'number' ? String(v) : '?', expected: 1 },
      }),
    );
  });

  test.each([
    ['no JSON', 'not json', '1'],
    ['half a file', writeRunFile(RUN).slice(0, 200), '1'],
    ['a list', '[]', '1'],
    ['another JSON file', '{"format":"zero-shot-playground","version":1}', 'format'],
    ['no classes', changed('classes', []), 'classes'],
    ['a class without a name', changed('classes.1', []), 'classes'],
    ['a name that is none', changed('classes.1', [7]), 'classes[1][0]'],
    ['an endless name', changed('pictures.0', 'x'.repeat(5000)), 'pictures[0]'],
    ['too few true classes', changed('trueClasses', [0, 1]), 'trueClasses'],
    ['a true class too many', changed('trueClasses.2', 3), 'trueClasses[2]'],
    ['half a class', changed('trueClasses.2', 0.5), 'trueClasses[2]'],
    ['a prediction that is none', changed('columns.0.predicted.1', -3), 'columns[0].predicted[1]'],
    ['a rank beyond the classes', changed('columns.1.rank.0', 3), 'columns[1].rank[0]'],
    ['a probability of two', changed('columns.0.confidence.0', 2), 'columns[0].confidence[0]'],
    [
      'a probability that is no number',
      changed('columns.0.confidence.0', null),
      'columns[0].confidence[0]',
    ],
    [
      'more right than tested',
      changed('columns.0.nearestMean.right', 7),
      'columns[0].nearestMean.right',
    ],
    ['another alpha rule', changed('settings.alpha', 'red'), 'settings.alpha'],
    ['no date', changed('madeAt', 'yesterday or so'), 'madeAt'],
    ['a seed that is too large', changed('columns.0.model.seed', 2 ** 32), 'columns[0].model.seed'],
    ['no columns', changed('columns'), 'columns'],
  ])('%s is refused, and the place is named', (_, json, path) => {
    expect(() => readRunFile(json)).toThrow(
      expect.objectContaining({ code: 'run-file-invalid', details: { path } }),
    );
  });

  test('whatever value stands anywhere, the file is read or refused, never half of it', () => {
    const leaves = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('__proto__', -1, 1e99));
    const keys = Object.keys(JSON.parse(writeRunFile(RUN)) as object);
    fc.assert(
      fc.property(fc.constantFrom(...keys), leaves, (key, value) => {
        const json = changed(key, value);
        try {
          expect(readRunFile(json).columns.every((c) => c.outcomes.rank.length >= 0)).toBe(true);
        } catch (error) {
          // oxlint-disable-next-line vitest/no-conditional-expect
          expect(error).toMatchObject({ code: expect.stringMatching(/^run-file-/) });
        }
      }),
    );
  });
});

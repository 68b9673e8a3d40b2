import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageDirection } from '../scoring/average-direction.ts';
import { bytesSource, joined } from '../archive/byte-source.ts';
import { writeNpy } from '../archive/npy.ts';
import { readZipDirectory } from '../archive/zip-directory.ts';
import { readZipEntry } from '../archive/zip-entry.ts';
import { writeSafetensors } from '../checkpoint/write-safetensors.ts';
import { scoreVectors } from './scored-vectors.ts';
import { type NamedBytes, readVectorTable, roleOfName, biasIn, scaleIn } from './vector-table.ts';
import { vectorsAsNpy, vectorsAsSafetensors, type VectorsToWrite } from './write-vectors.ts';

const RUN: VectorsToWrite = {
  classes: [{ names: ['cat', 'tabby'] }, { names: ['dog'] }, { names: ['12'] }],
  pictures: ['a, b.png', 'dog/2.png', '猫 "x".png', 'c'],
  trueClasses: Int32Array.of(0, 1, 2, 1),
  embeddings: Float32Array.of(3, 0.5, 0, 2, 1, 1, Number.NaN, 1),
  dimensions: 2,
  classVectors: Float32Array.of(1, 0, 0, 1, -1, 0),
  scale: 14.25,
  bias: null,
  about: { model: 'mini' },
};

function file(name: string, parts: readonly Uint8Array<ArrayBuffer>[]): NamedBytes {
  return { name, bytes: new Uint8Array(joined(parts)) };
}

const textFile = (name: string, text: string) => file(name, [new TextEncoder().encode(text)]);
const npy = (name: string, values: number[], shape: number[]) =>
  file(name, writeNpy(Float32Array.from(values), shape));

const NO_PAUSE = () => Promise.resolve();

async function scored(
  images: readonly NamedBytes[],
  texts: readonly NamedBytes[],
  anyName = false,
) {
  const tables = [
    readVectorTable(images, 'image_embeds', anyName),
    readVectorTable(texts, 'text_embeds', anyName),
  ] as const;
  if (!tables[0] || !tables[1]) throw new Error('A table is missing.');
  return scoreVectors(tables[0], tables[1], NO_PAUSE, scaleIn([...images, ...texts]) ?? undefined);
}

describe('vectors out and in', () => {
  const expectRun = (back: Awaited<ReturnType<typeof scoreVectors>>) => {
    expect(back).toMatchObject({
      classes: RUN.classes,
      pictures: RUN.pictures,
      trueClasses: RUN.trueClasses,
      embeddings: RUN.embeddings,
      classVectors: RUN.classVectors,
      dimensions: 2,
      scale: 14.25,
      leftOut: 0,
    });
    // Cosines by hand: (3, .5) is nearest to (1, 0); (0, 2) is (0, 1); (1, 1) ties and the lower class wins.
    expect([...back.outcomes.predicted]).toEqual([0, 1, 0, -2]);
    expect([...back.outcomes.rank].slice(0, 3)).toEqual([0, 0, 2]);
  };

  test('as one safetensors file', async () => {
    const own = file('column-1.safetensors', vectorsAsSafetensors(RUN));
    expectRun(await scored([own], [own]));
  });

  test('as NumPy files in a zip, told apart by their names', async () => {
    const source = bytesSource(joined(vectorsAsNpy(RUN)));
    const files: NamedBytes[] = [];
    for (const entry of await readZipDirectory(source)) {
      const bytes = new Uint8Array(await readZipEntry(source, entry, 1e6));
      files.push({ name: entry.name, bytes });
    }
    const of = (role: string) =>
      files.filter(({ name }) => roleOfName(name) === role || name === 'logit_scale.npy');
    expectRun(await scored(of('image_embeds'), of('text_embeds')));
  });

  test('the order of the pictures changes no outcome, and a common length of the vectors neither', async () => {
    const rows = fc.array(
      fc.record({
        vector: fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })),
        label: fc.constantFrom('cat', 'dog', '2'),
      }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 50 }), async (entries, length) => {
        const score = async (list: typeof entries, by: number) =>
          (
            await scored(
              [
                npy(
                  'image.npy',
                  list.flatMap(({ vector }) => vector.map((v) => v * by)),
                  [list.length, 2],
                ),
                textFile(
                  'n.csv',
                  `file,label\n${list.map(({ label }) => `x,${label}`).join('\n')}`,
                ),
              ],
              [
                npy('text.npy', [1, 0, 0, 1, -1, -1], [3, 2]),
                textFile('n.txt', 'cat\ndog\nother\n'),
              ],
            )
          ).outcomes;
        const plain = await score(entries, 1);
        const turned = await score(entries.toReversed(), length);
        expect([...turned.predicted].toReversed()).toEqual([...plain.predicted]);
        expect([...turned.rank].toReversed()).toEqual([...plain.rank]);
      }),
    );
  });
});

describe('which class a row belongs to', () => {
  const texts = [npy('t.npy', [1, 0, 0, 1], [2, 2]), textFile('t.json', '["Cat | tabby", "7"]')];
  const images = (names: string, type = 'json') => [
    npy('i.npy', [1, 0, 0, 1, 1, 1], [3, 2]),
    textFile(`i.${type}`, names),
  ];

  test('its name, where it has no label; rows of other names are left out', async () => {
    const back = await scored(images('["CAT", "cow", "tabby"]'), texts);
    expect([...back.trueClasses]).toEqual([0, 0]);
    expect([back.pictures, back.leftOut]).toEqual([['CAT', 'tabby'], 1]);
  });

  test('its label as a name first, then as a number', async () => {
    const back = await scored(images('file,label\na,7\nb,1\nc,0\n', 'csv'), texts);
    expect([...back.trueClasses]).toEqual([1, 1, 0]);
  });

  test('where no row belongs anywhere, it is said', async () => {
    await expect(scored(images('["x", "y", "z"]'), texts)).rejects.toThrow(
      expect.objectContaining({ code: 'vectors-classes' }),
    );
  });
});

test('large tables are gone through in slices, which change no bit', async () => {
  const [rows, classes, dimensions] = [5000, 150, 1500];
  const numbers = (count: number, turn: number) =>
    Float32Array.from({ length: count * dimensions }, (_, at) => Math.sin(at * turn) + 0.1);
  const table = { file: 'x', dimensions, names: null, labels: null, scale: null, bias: null };
  const texts = { ...table, rows: classes, data: numbers(classes, 0.7) };
  const labels = Array.from({ length: rows }, (_, row) => (row < 200 ? String(row % 150) : 'none'));
  const images = { ...table, rows, labels, data: new Float32Array(rows * dimensions) };
  images.data.set(numbers(200, 0.3));
  let breaths = 0;
  const back = await scoreVectors(images, texts, async () => void breaths++);
  // Classes and pictures by 134 rows, labels by 2,000, and eight pictures at a time against all classes.
  expect(breaths).toBeGreaterThanOrEqual(2 + 3 + 2 + 25);
  const units = new Float32Array(classes * dimensions);
  for (let row = 0; row < classes; row++)
    units.set(averageDirection(texts.data, dimensions, [row]), row * dimensions);
  expect(back.classVectors).toEqual(units);
  expect(back.embeddings).toEqual(images.data.slice(0, 200 * dimensions));
  expect([...back.trueClasses]).toEqual(labels.slice(0, 200).map(Number));
  expect(back.pictures).toEqual(Array.from({ length: 200 }, (_, row) => String(row + 1)));
});

describe('vectors that do not fit', () => {
  const texts = [npy('t.npy', [1, 0, 0, 1], [2, 2])];
  const images = npy('i.npy', [1, 0, 0, 1], [2, 2]);
  const tensor = (name: string, shape: number[]) => ({
    name,
    dtype: 'F32' as const,
    shape,
    bytes: new Uint8Array(4 * shape.reduce((a, b) => a * b, 1)),
  });
  const safetensors = (...tensors: ReturnType<typeof tensor>[]) =>
    file('x.safetensors', writeSafetensors(tensors));

  test.each([
    ['three dimensions', npy('i.npy', [1, 0], [1, 2, 1]), 'vectors-shape'],
    ['a single vector', npy('i.npy', [1, 0], [2]), 'vectors-shape'],
    ['no rows', npy('i.npy', [], [0, 2]), 'vectors-shape'],
    ['half a file', { ...images, bytes: images.bytes.slice(0, -2) }, 'archive-truncated'],
    ['a file of another kind', textFile('i.pkl', 'x'), 'vectors-unknown'],
    ['names that are no list', textFile('i.json', '{"a":1}'), 'vectors-unknown'],
    ['a safetensors file that is none', textFile('i.safetensors', 'cut'), 'checkpoint-html'],
  ])('%s is refused', (_, given, code) => {
    expect(() => readVectorTable([given], 'image_embeds', true)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test('names for other rows than there are', async () => {
    await expect(scored([images, textFile('n.txt', 'a\nb\nc\n')], texts)).rejects.toThrow(
      expect.objectContaining({
        code: 'vectors-names',
        details: { file: '"i.npy"', rows: 2, names: 3 },
      }),
    );
  });

  test('vectors of another model', async () => {
    const wide = npy('i.npy', [1, 0, 0], [1, 3]);
    await expect(scored([wide, textFile('n.csv', 'file,label\na,0')], texts)).rejects.toThrow(
      expect.objectContaining({ code: 'vectors-widths', details: { pictures: 3, classes: 2 } }),
    );
  });

  test('a class vector that points nowhere', async () => {
    const zero = [npy('t.npy', [1, 0, 0, 0], [2, 2])];
    const named = [images, textFile('n.csv', 'file,label\na,0\nb,1')];
    await expect(scored(named, zero)).rejects.toThrow(
      expect.objectContaining({ code: 'vectors-values', details: { file: 't.npy', row: 2 } }),
    );
  });

  test('a table of another name is taken only where the visitor said what it is', () => {
    const other = safetensors(tensor('weights', [2, 2]));
    expect(readVectorTable([other], 'image_embeds', true)).toMatchObject({ rows: 2 });
    expect(readVectorTable([other], 'image_embeds', false)).toBeNull();
    const several = safetensors(tensor('a', [2, 2]), tensor('b', [2, 2]));
    expect(readVectorTable([several], 'image_embeds', true)).toBeNull();
  });
});

test('a sigmoid’s bias goes along with the scale, in both formats, and scores what is opened again', async () => {
  const biased: VectorsToWrite = { ...RUN, scale: 112.67, bias: -16.77 };
  const file = {
    name: 'vectors.safetensors',
    bytes: new Uint8Array(joined(vectorsAsSafetensors(biased))),
  };
  const images = readVectorTable([file], 'image_embeds', false);
  expect([images?.scale, images?.bias]).toEqual([112.67, -16.77]);
  const npy = {
    name: 'logit_bias.npy',
    bytes: new Uint8Array(joined(writeNpy(Float32Array.of(-16.77), [1]))),
  };
  expect(biasIn([npy])).toBeCloseTo(-16.77, 5);
  expect(readVectorTable([npy], 'image_embeds', true)).toBeNull();
  const row = { file: 'x', rows: 1, dimensions: 2, names: ['a'], labels: null, scale: null };
  const images1 = { ...row, data: Float32Array.of(0.6, 0.8), bias: -5 };
  const texts1 = { ...row, data: Float32Array.of(1, 0), bias: null };
  const { outcomes, bias } = await scoreVectors(images1, texts1, NO_PAUSE, 10);
  expect(bias).toBe(-5);
  expect(outcomes.confidence[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldenBytes, goldenJson, hasGolden } from '../../testing/golden.ts';
import { parseSafetensorsHeader } from '../checkpoint/safetensors-header.ts';
import { decodeTensor } from '../checkpoint/tensor-values.ts';
import { readPhotographVectors } from '../training/photograph-vectors.ts';
import { labelFits, rankRows, sameWords } from './fit.ts';
import type { Matrix } from './matrix.ts';
import { normaliseRows } from './normalise-rows.ts';
import { rowOf } from './vectors.ts';
import { readWordVectors } from './word-vectors.ts';

const rows = (...values: readonly (readonly [number, number])[]) =>
  values.map((row) => Float32Array.from(row));
const rowsOf = (matrix: Matrix) =>
  Array.from({ length: matrix.dims[0] }, (_, row) => rowOf(matrix, row));

test('rows by cosine, equal ones in the order in which they stand, with their mean and spread', () => {
  const { order, cosines, mean, spread } = rankRows(
    Float32Array.of(1, 0),
    rows([0, 1], [1, 0], [0.6, 0.8], [1, 0]),
  );
  expect([...order]).toEqual([1, 3, 2, 0]);
  expect([...cosines].map((value) => value.toFixed(2))).toEqual(['0.00', '1.00', '0.60', '1.00']);
  expect(mean).toBeCloseTo(0.65, 6);
  // On paper: (0.65² + 0.35² + 0.05² + 0.35²) / 4 = 0.1675.
  expect(spread).toBeCloseTo(Math.sqrt(0.1675), 6);
});

test('the border lies 0.8 spreads behind the closest word, whatever the family’s cosines are', () => {
  const cosine = fc.double({ min: -1, max: 1, noNaN: true });
  const size = fc.double({ min: 1e-4, max: 10, noNaN: true });
  fc.assert(
    fc.property(cosine, size, size, (word, spread, times) => {
      expect(labelFits(word - 0.79 * spread, word, spread)).toBe(true);
      expect(labelFits(word - 0.81 * spread, word, spread)).toBe(false);
      expect(labelFits((word - 0.5 * spread) * times, word * times, spread * times)).toBe(true);
    }),
  );
});

test('a label that is closer than every word always fits', () => {
  const cosine = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(cosine, cosine, fc.double({ min: 0, max: 1 }), (a, b, spread) => {
      expect(labelFits(Math.max(a, b), Math.min(a, b), spread)).toBe(true);
    }),
  );
});

describe('photographs and words as the built-in model sees them', () => {
  const read = (name: string) =>
    new Uint8Array(readFileSync(new URL(`../../../public/models/mini/${name}`, import.meta.url)));
  const { words, vectors } = readWordVectors(read('everyday-words-en.safetensors'));
  const all = rowsOf(vectors);
  const { test: held, names } = readPhotographVectors(read('cifar10-vectors.safetensors'));
  const pictures = rowsOf(normaliseRows(held.vectors)).map((picture) => rankRows(picture, all));
  const means = new Map<string, ReadonlySet<number>>();

  function fits(at: number, label: string): boolean {
    const place = words.indexOf(label);
    const picture = pictures[at];
    const row = all[place];
    if (!picture || !row) throw new Error(`${label} is no word`);
    const own = means.get(label) ?? new Set([...sameWords(rankRows(row, all), true), place]);
    means.set(label, own);
    const other = picture.order.find((one) => !own.has(one)) ?? -1;
    return labelFits(picture.cosines[place] ?? 0, picture.cosines[other] ?? 0, picture.spread);
  }

  /** Share of the pictures for which one of the labels fits. */
  const share = (labelsOf: (name: string, at: number) => readonly string[]): number => {
    const said = pictures.map((_, at) =>
      labelsOf(names[held.labels[at] ?? 0] ?? '', at).some((label) => fits(at, label)),
    );
    return said.filter(Boolean).length / said.length;
  };

  test('right labels are said to fit, wrong ones are not', () => {
    expect(share((name) => [name])).toBeGreaterThan(0.9);
    // Three labels of other things, taken in turn from the drawings.
    const wrong = ['pizza', 'violin', 'umbrella', 'sunflower', 'castle', 'octopus', 'laptop'];
    expect(
      share((_, at) => [0, 1, 2].map((step) => wrong[(at + step) % wrong.length] ?? '')),
    ).toBeLessThan(0.05);
  });

  test('another name of the same thing fits as well, a narrower one less often', () => {
    const only = (thing: string, label: string): number => {
      const said = pictures.flatMap((_, at) =>
        names[held.labels[at] ?? 0] === thing ? [fits(at, label)] : [],
      );
      return said.filter(Boolean).length / said.length;
    };
    expect(only('automobile', 'car')).toBeGreaterThan(0.85);
    expect(only('dog', 'golden retriever')).toBeLessThan(only('dog', 'dog'));
    expect(only('dog', 'automobile')).toBeLessThan(0.05);
  });
});

/** COCO's names, which are none of LVIS's, and the LVIS name of the same thing. */
const SAME_THINGS = {
  car: 'car (automobile)',
  bus: 'bus (vehicle)',
  'fire hydrant': 'fireplug',
  tie: 'necktie',
  skis: 'ski',
  'wine glass': 'wineglass',
  orange: 'orange (fruit)',
  donut: 'doughnut',
  couch: 'sofa',
  'potted plant': 'flowerpot',
  tv: 'television set',
  laptop: 'laptop computer',
  remote: 'remote control',
  keyboard: 'computer keyboard',
  'cell phone': 'cellular telephone',
  microwave: 'microwave oven',
  'hair drier': 'hair dryer',
} as const;

const B32 = 'openai-b32-vectors/text-lvis.safetensors';

describe.skipIf(!hasGolden(B32))('names as OpenAI’s ViT-B/32 sees them', () => {
  const vectorsOf = (path: string) => {
    const bytes = goldenBytes(path);
    const [tensor] = parseSafetensorsHeader(bytes, bytes.length).tensors;
    if (!tensor) throw new Error(`${path} is empty.`);
    const data = decodeTensor(bytes.subarray(tensor.begin, tensor.end), tensor.dtype);
    const [count = 0, width = 0] = tensor.shape;
    return rowsOf(normaliseRows({ data, dims: [count, width] }));
  };
  const names = (path: string) => goldenJson(path) as readonly string[];
  const load = () => ({
    lvis: names('openai-b32-vectors/text-lvis.names.json'),
    words: vectorsOf(B32),
    coco: names('openai-b32-vectors/text-coco.names.json'),
    labels: vectorsOf('openai-b32-vectors/text-coco.safetensors'),
  });

  test('each COCO name means the LVIS name of the same thing, and things beside it stay others', () => {
    const { lvis, words, coco, labels } = load();
    const meant = (name: string) =>
      [...sameWords(rankRows(labels[coco.indexOf(name)] ?? new Float32Array(), words), false)].map(
        (place) => lvis[place],
      );
    for (const [name, same] of Object.entries(SAME_THINGS)) expect(meant(name)).toContain(same);
    expect(meant('car')).not.toContain('truck');
    expect(meant('laptop')).not.toContain('notebook');
    expect(meant('tv')).not.toContain('camera');
    expect(meant('orange')).not.toContain('lemon');
  });

  test('a word of the vocabulary has few others that mean the same', () => {
    const { words } = load();
    const counts = words.flatMap((row, place) => {
      if (place % 12 !== 0) return [];
      const same = sameWords(rankRows(row, words), true);
      expect(same).toContain(place);
      return [same.size - 1];
    });
    expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).toBeLessThan(1);
  });
});

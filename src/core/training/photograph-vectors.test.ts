import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeSafetensors } from '../checkpoint/write-safetensors.ts';
import { readPhotographVectors } from './photograph-vectors.ts';

const FOLDER = new URL('../../../public/models/mini/', import.meta.url);

test.each([
  ['cifar10', 10, 2500, 1000],
  ['tiny-imagenet', 200, 5000, 2000],
])('the vectors of %s', (set, names, train, tests) => {
  const bytes = new Uint8Array(readFileSync(new URL(`${set}-vectors.safetensors`, FOLDER)));
  const read = readPhotographVectors(bytes);
  expect(new Set(read.names).size).toBe(names);
  for (const [part, count] of [
    [read.train, train],
    [read.test, tests],
  ] as const) {
    expect(part.vectors.dims).toEqual([count, 256]);
    const each = Array.from({ length: names }, (_, name) =>
      part.labels.reduce((sum, label) => sum + (label === name ? 1 : 0), 0),
    );
    expect(new Set(each)).toEqual(new Set([count / names]));
  }
});

test('another file is refused', () => {
  const [other] = writeSafetensors([
    { name: 'train', dtype: 'F32', shape: [1], bytes: new Uint8Array(4) },
  ]);
  expect(() => readPhotographVectors(new Uint8Array(other ?? []))).toThrow(/./);
});

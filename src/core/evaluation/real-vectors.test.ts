import { expect, test } from 'vitest';
import { goldenBytes, goldenJson, hasGolden } from '../../testing/golden.ts';
import type { Dtype } from '../checkpoint/dtype.ts';
import { decodeTensor } from '../checkpoint/tensor-values.ts';
import { averageDirection } from '../scoring/average-direction.ts';
import { rowProbabilities } from '../scoring/probabilities.ts';
import { rankOf, topClasses } from '../scoring/rank.ts';
import { scoreVectors } from './scored-vectors.ts';
import { readVectorTable } from './vector-table.ts';

const FOLDER = 'openai-b32-vectors';
const DIMENSIONS = 512;

/** Rows of length 1 of a tensor of a safetensors file. */
function rows(file: string, name?: string): Float32Array[] {
  const bytes = goldenBytes(`${FOLDER}/${file}`);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<
    string,
    { dtype: Dtype; data_offsets: [number, number] }
  >;
  const key = name ?? Object.keys(header).find((each) => each !== '__metadata__') ?? '';
  const entry = header[key];
  if (!entry) throw new Error(`There is no tensor ${key}.`);
  const [begin, end] = entry.data_offsets;
  const values = decodeTensor(bytes.subarray(8 + length + begin, 8 + length + end), entry.dtype);
  return Array.from({ length: values.length / DIMENSIONS }, (_, row) =>
    averageDirection(values, DIMENSIONS, [row]),
  );
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0);
}

test("the picture of OpenAI's README is judged a diagram with the README's probability", () => {
  const picture = rows('readme-example.safetensors', 'image_embeds')[0] ?? new Float32Array();
  const cosines = rows('readme-example.safetensors', 'text_embeds').map((text) =>
    dot(picture, text),
  );
  const probabilities = rowProbabilities(cosines, { kind: 'softmax', scale: 100, bias: 0 });
  expect(topClasses(probabilities, 0, 3, 1)).toEqual([0]);
  expect(rankOf(probabilities, 0, 3, 0)).toBe(0);
  expect(probabilities[0]).toBeCloseTo(0.9927937, 3);
  expect(rankOf(probabilities, 0, 3, 2)).toBe(2);
});

test("the same file, read as a visitor's vectors, gives the same probability", async () => {
  const file = {
    name: 'readme-example.safetensors',
    bytes: goldenBytes(`${FOLDER}/readme-example.safetensors`),
  };
  const label = { name: 'label.csv', bytes: new TextEncoder().encode('file,label\ndiagram,0\n') };
  const images = readVectorTable([file, label], 'image_embeds', false);
  const texts = readVectorTable([file], 'text_embeds', false);
  const scored = images && texts && (await scoreVectors(images, texts, () => Promise.resolve()));
  expect(scored?.outcomes.predicted).toEqual(Int32Array.of(0));
  expect(scored?.outcomes.confidence[0]).toBeCloseTo(0.9927937, 3);
});

const coco = `${FOLDER}/text-coco.safetensors`;
const missing = !hasGolden(coco) || !hasGolden(`${FOLDER}/text-lvis.safetensors`);
// The reason stands in the name, so that a run that skips them prints it.
const reason = missing ? ' (skipped: the COCO and LVIS vectors are not part of the project)' : '';

test.skipIf(missing)(`COCO names scored against LVIS vectors as files${reason}`, async () => {
  const files = (set: string) => [
    {
      name: `text-${set}.safetensors`,
      bytes: goldenBytes(`${FOLDER}/text-${set}.safetensors`),
    },
    { name: `text-${set}.names.json`, bytes: goldenBytes(`${FOLDER}/text-${set}.names.json`) },
  ];
  const queries = readVectorTable(files('coco'), 'image_embeds', true);
  const labels = readVectorTable(files('lvis'), 'text_embeds', true);
  const scored =
    queries && labels && (await scoreVectors(queries, labels, () => Promise.resolve()));
  expect(scored?.pictures.length).toBeGreaterThan(50);
  expect((scored?.pictures.length ?? 0) + (scored?.leftOut ?? 0)).toBe(80);
  expect(scored?.outcomes.predicted).toEqual(scored?.trueClasses);
});

test.skipIf(missing)(
  `each COCO name finds itself first among the 1,203 LVIS names, where LVIS has it${reason}`,
  () => {
    const cocoNames = goldenJson(`${FOLDER}/text-coco.names.json`) as string[];
    const lvisNames = goldenJson(`${FOLDER}/text-lvis.names.json`) as string[];
    const lvis = rows('text-lvis.safetensors');
    const found = rows('text-coco.safetensors').flatMap((query, index) => {
      const own = lvisNames.indexOf(cocoNames[index] ?? '');
      if (own < 0) return [];
      const scores = lvis.map((text) => dot(query, text));
      expect(topClasses(scores, 0, scores.length, 5)).toContain(own);
      return [rankOf(scores, 0, scores.length, own)];
    });
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter((rank) => rank > 0)).toEqual([]);
  },
);

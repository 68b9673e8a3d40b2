import { describe, expect, test } from 'vitest';
import { goldenBytes, goldenJson, relativeError } from '../../testing/golden.ts';
import { classVectors } from './class-vectors.ts';
import { cosines } from './cosines.ts';
import type { Matrix } from './matrix.ts';
import { logits, softmax } from './probabilities.ts';

interface GoldenCheckpoint {
  readonly image_embeds: readonly (readonly number[])[];
  readonly text_embeds?: readonly (readonly number[])[];
  readonly logits_per_image?: readonly (readonly number[])[];
  readonly logit_scale?: number;
}

const { checkpoints } = goldenJson('index.json') as {
  readonly checkpoints: Readonly<Record<string, GoldenCheckpoint>>;
};
const withText = Object.entries(checkpoints).filter(([, { logits_per_image }]) => logits_per_image);

describe('references', () => {
  test.each(withText)('the logits that PyTorch gives for %s', (_, checkpoint) => {
    const images = matrix(checkpoint.image_embeds);
    const texts = matrix(checkpoint.text_embeds ?? []);
    // Checkpoints hold the scale as its logarithm.
    const scale = Math.exp(checkpoint.logit_scale ?? Number.NaN);
    const scores = logits(cosines(images, texts), scale);
    const expected = (checkpoint.logits_per_image ?? []).flat();
    expect(relativeError(scores.data, expected)).toBeLessThan(1e-5);
  });

  test('the probabilities of the README of OpenAI’s CLIP', () => {
    const tensors = readTensors('openai-b32-vectors/readme-example.safetensors');
    const vectors = classVectors(tensors.text_embeds, [1, 1, 1]);
    const { data } = softmax(logits(cosines(tensors.image_embeds, vectors), 100));
    [0.9927937, 0.00421068, 0.00299572].forEach((expected, i) => {
      expect(Math.abs((data[i] ?? 0) - expected)).toBeLessThan(1e-4);
    });
  });
});

test('on paper: right angles, equal and opposite directions', () => {
  const rows = matrix([
    [2, 0],
    [0, -3],
    [1, 1],
  ]);
  const others = matrix([
    [5, 0],
    [-1, 0],
  ]);
  const { data, dims } = cosines(rows, others);
  expect(dims).toEqual([3, 2]);
  [1, -1, 0, 0, Math.SQRT1_2, -Math.SQRT1_2].forEach((value, i) =>
    expect(data[i]).toBeCloseTo(value, 6),
  );
});

test('a picture that could not be read spoils its own row only', () => {
  const rows = matrix([
    [Number.NaN, Number.NaN],
    [0, 1],
  ]);
  expect([
    ...cosines(
      rows,
      matrix([
        [1, 0],
        [0, 1],
      ]),
    ).data,
  ]).toEqual([Number.NaN, Number.NaN, 0, 1]);
});

test('vectors of different lengths are refused', () => {
  expect(() => cosines(matrix([[1, 2]]), matrix([[1]]))).toThrow(RangeError);
});

function matrix(rows: readonly (readonly number[])[]): Matrix {
  return { data: Float32Array.from(rows.flat()), dims: [rows.length, rows[0]?.length ?? 0] };
}

/** The two tensors of the example, read without the project's own reader. */
function readTensors(path: string): Readonly<Record<'image_embeds' | 'text_embeds', Matrix>> {
  const bytes = goldenBytes(path);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Readonly<
    Record<string, { shape: [number, number]; data_offsets: [number, number] }>
  >;
  const tensor = (name: string): Matrix => {
    const { shape, data_offsets } = header[name] ?? { shape: [0, 0], data_offsets: [0, 0] };
    const [start, end] = data_offsets.map((offset) => 8 + length + offset);
    return { data: new Float32Array(bytes.slice(start, end).buffer), dims: shape };
  };
  return { image_embeds: tensor('image_embeds'), text_embeds: tensor('text_embeds') };
}

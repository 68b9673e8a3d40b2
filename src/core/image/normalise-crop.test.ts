import { expect, test } from 'vitest';
import { normaliseCrop } from './normalise-crop.ts';

const MEAN = [0.48145466, 0.4578275, 0.40821073];
const STD = [0.26862954, 0.26130258, 0.27577711];

test('black and white under the mean and deviation of OpenAI', () => {
  const black = normaliseCrop(new Uint8Array(3), 1, MEAN, STD);
  const white = normaliseCrop(new Uint8Array(3).fill(255), 1, MEAN, STD);
  // On paper: -0.48145466 / 0.26862954 and so on, and (1 - 0.48145466) / 0.26862954 and so on.
  expect([...black].map((value) => value.toFixed(4))).toEqual(['-1.7923', '-1.7521', '-1.4802']);
  expect([...white].map((value) => value.toFixed(4))).toEqual(['1.9303', '2.0749', '2.1459']);
});

test('pixels become planes: all red, then all green, then all blue', () => {
  const data = Uint8Array.from([0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32]);
  const plain = normaliseCrop(data, 2, [0, 0, 0], [1, 1, 1]);
  expect([...plain].map((value) => Math.round(value * 255))).toEqual([
    0, 10, 20, 30, 1, 11, 21, 31, 2, 12, 22, 32,
  ]);
});

test('every byte within one float32 step of the exact quotient', () => {
  for (let byte = 0; byte < 256; byte++) {
    const [value = 0] = normaliseCrop(new Uint8Array(3).fill(byte), 1, MEAN, STD);
    const exact = (byte / 255 - 0.48145466) / 0.26862954;
    expect(Math.abs(value - exact)).toBeLessThan(4e-7);
  }
});

test('writes into its place of a batch', () => {
  const batch = new Float32Array(9);
  normaliseCrop(new Uint8Array(3).fill(255), 1, [0, 0, 0], [1, 1, 1], batch.subarray(3, 6));
  expect([...batch]).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0]);
});

test('lengths that do not fit are refused', () => {
  expect(() => normaliseCrop(new Uint8Array(11), 2, MEAN, STD)).toThrow(RangeError);
  expect(() => normaliseCrop(new Uint8Array(12), 2, [0.5], STD)).toThrow(RangeError);
  expect(() => normaliseCrop(new Uint8Array(12), 2, MEAN, STD, new Float32Array(3))).toThrow(
    RangeError,
  );
});

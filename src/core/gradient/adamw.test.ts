import { expect, test } from 'vitest';
import { adamwStep, clipGradients, decays, freshState, rateAt } from './adamw.ts';

const OPTIONS = { betas: [0.9, 0.98], epsilon: 1e-6, rate: 0.1, decay: 0 } as const;

test('the first step goes by the rate against the sign of the gradient, whatever its size', () => {
  const values = Float32Array.of(1, 1, 1);
  adamwStep(values, Float32Array.of(3, -0.01, 0), freshState(3), 1, OPTIONS);
  expect(values[0]).toBeCloseTo(0.9, 5);
  expect(values[1]).toBeCloseTo(1.1, 4);
  expect(values[2]).toBe(1);
});

test('decay alone shrinks by rate times decay', () => {
  const values = Float32Array.of(2);
  adamwStep(values, Float32Array.of(0), freshState(1), 1, { ...OPTIONS, decay: 0.5 });
  expect(values[0]).toBeCloseTo(2 * (1 - 0.1 * 0.5), 6);
});

test('matrices decay, vectors and the scale do not', () => {
  expect(decays('transformer.resblocks.0.mlp.c_fc.weight', [8, 2])).toBe(true);
  expect(decays('text_projection', [8, 2])).toBe(true);
  expect(decays('transformer.resblocks.0.ln_1.weight', [8])).toBe(false);
  expect(decays('transformer.resblocks.0.attn.in_proj_bias', [24])).toBe(false);
  expect(decays('logit_scale', [])).toBe(false);
});

test('gradients that are too long together are shortened together', () => {
  const gradients = [Float32Array.of(3), Float32Array.of(0, 4)];
  expect(clipGradients(gradients, 1)).toBe(5);
  expect(gradients[0]?.[0]).toBeCloseTo(0.6, 5);
  expect(gradients[1]?.[1]).toBeCloseTo(0.8, 5);
  expect(clipGradients(gradients, 2)).toBeCloseTo(1, 5);
  expect(gradients[0]?.[0]).toBeCloseTo(0.6, 5);
});

test('the rate rises in a line and falls as half a cosine', () => {
  const plan = { rate: 2, warmUp: 4, steps: 12 };
  expect([1, 4, 8, 12].map((step) => rateAt(step, plan))).toEqual([
    0.5,
    2,
    expect.closeTo(1, 9),
    0,
  ]);
});

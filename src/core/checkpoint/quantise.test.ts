import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outputScales, quantiseTransposed } from './quantise.ts';

const matrix = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([outputs, inputs]) =>
    fc.record({
      outputs: fc.constant(outputs),
      inputs: fc.constant(inputs),
      values: fc.float32Array({
        minLength: outputs * inputs,
        maxLength: outputs * inputs,
        noNaN: true,
        noDefaultInfinity: true,
        min: -1000,
        max: 1000,
      }),
    }),
  );

test('every weight comes back within half of its own scale, in its turned place', () => {
  fc.assert(
    fc.property(matrix, ({ outputs, inputs, values }) => {
      const scales = outputScales(values, outputs);
      const whole = quantiseTransposed(values, scales);
      for (let output = 0; output < outputs; output++) {
        const scale = scales[output] ?? 0;
        for (let input = 0; input < inputs; input++) {
          const back = (whole[input * outputs + output] ?? 0) * scale;
          const error = Math.abs(back - (values[output * inputs + input] ?? 0));
          expect(error).toBeLessThanOrEqual(scale * (0.5 + 1e-6));
        }
      }
    }),
  );
});

test('the largest weight of an output is 127 steps, and an empty output stays empty', () => {
  const scales = outputScales(Float32Array.of(1, -2, 0, 0), 2);
  expect([...quantiseTransposed(Float32Array.of(1, -2, 0, 0), scales)]).toEqual([64, 0, -127, 0]);
  expect(scales[1]).toBe(1);
});

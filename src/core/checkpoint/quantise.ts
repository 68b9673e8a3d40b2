/** Smaller numbers than this leave float32 when they are divided by 127. */
const SMALLEST = 1e-30;

/**
 * The scale of each output of a linear layer: its largest weight over 127, so that rounding changes a weight by at most
 * half a scale. An output whose weights are too small to count has the scale 1.
 * @param values row-major [outputs, inputs]
 */
export function outputScales(values: Float32Array, outputs: number): Float32Array<ArrayBuffer> {
  const inputs = values.length / outputs;
  const scales = new Float32Array(outputs);
  for (let output = 0; output < outputs; output++) {
    let largest = 0;
    for (let i = output * inputs; i < (output + 1) * inputs; i++) {
      largest = Math.max(largest, Math.abs(values[i] ?? 0));
    }
    scales[output] = largest < SMALLEST ? 1 : largest / 127;
  }
  return scales;
}

/**
 * The weights of a linear layer [outputs, inputs] as whole numbers of -127 to 127 times their output's scale, turned to
 * [inputs, outputs].
 */
export function quantiseTransposed(
  values: Float32Array,
  scales: Float32Array,
): Int8Array<ArrayBuffer> {
  const outputs = scales.length;
  const inputs = values.length / outputs;
  const result = new Int8Array(values.length);
  for (let output = 0; output < outputs; output++) {
    const scale = scales[output] ?? 1;
    for (let input = 0; input < inputs; input++) {
      result[input * outputs + output] = Math.round((values[output * inputs + input] ?? 0) / scale);
    }
  }
  return result;
}

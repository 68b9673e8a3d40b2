import { encodeHalf } from '../checkpoint/half.ts';
import { elementCount } from '../model/parameters.ts';
import type { Precision } from '../model/precision.ts';
import type { OnnxTensor } from './onnx.ts';
import { WEIGHTS_PATH, type GraphWeight } from './tower-graph.ts';

/** Every weight starts at a multiple of this many bytes, a cache line, so that it can be read in place. */
const ALIGNMENT = 64;

const BYTES = { float32: 4, float16: 2, int8: 1 } as const;

/** What the operators of one graph read: constants inside the model, and parameters as external data. Each function returns the new tensor's name. */
export interface GraphTensors {
  readonly tensors: readonly OnnxTensor[];
  readonly weights: readonly GraphWeight[];
  /** Bytes of all weights, one behind the other. */
  readonly byteLength: () => number;
  /** A place for a parameter in the weights, the same one when it is used again; `type` is that of the graph unless told. */
  readonly addWeight: (
    parameter: string,
    form: GraphWeight['form'],
    dims: readonly number[],
    type?: GraphWeight['type'],
  ) => string;
  /** int64, little-endian. */
  readonly addIntegers: (values: readonly number[], dims: readonly number[]) => string;
  /** In the precision of the weights. */
  readonly addFloats: (values: Float32Array, dims: readonly number[]) => string;
  /** One byte without dimensions: a zero point. */
  readonly addByte: (value: number) => string;
}

/** No tensors yet, of a graph whose weights are kept in that precision. */
export function graphTensors(precision: Precision): GraphTensors {
  const float = precision === 'fp16' ? 'float16' : 'float32';
  const tensors: OnnxTensor[] = [];
  const weights: GraphWeight[] = [];
  let end = 0;

  function addConstant(type: OnnxTensor['type'], dims: readonly number[], data: Uint8Array) {
    const name = `constant_${tensors.length}`;
    tensors.push({ name, type, dims, content: { data } });
    return name;
  }

  return {
    tensors,
    weights,
    byteLength: () => end,
    addWeight: (parameter, form, dims, type = float) => {
      const name = form === 'scales' ? `${parameter}.scales` : parameter;
      if (weights.some((weight) => weight.name === name)) return name;
      const byteLength = BYTES[type] * elementCount(dims);
      const offset = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
      end = offset + byteLength;
      weights.push({ name, parameter, form, type, dims, offset, byteLength });
      tensors.push({ name, type, dims, content: { path: WEIGHTS_PATH, offset, byteLength } });
      return name;
    },
    addIntegers: (values, dims) => addConstant('int64', dims, int64Bytes(values)),
    addFloats: (values, dims) => {
      const half = float === 'float16';
      const bytes = half ? new Uint8Array(encodeHalf(values).buffer) : float32Bytes(values);
      return addConstant(float, dims, bytes);
    },
    addByte: (value) => addConstant('uint8', [], Uint8Array.of(value)),
  };
}

/** Bytes of signed 64-bit integers, little-endian. */
function int64Bytes(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, index) => view.setBigInt64(8 * index, BigInt(value), true));
  return new Uint8Array(view.buffer);
}

/** Bytes of 32-bit floats, little-endian. */
function float32Bytes(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, index) => view.setFloat32(4 * index, value, true));
  return new Uint8Array(view.buffer);
}

import type { Attribute, OnnxNode, OnnxTensor } from '../../../src/core/graph/onnx.ts';
import type { ParameterValues } from './made-weights.ts';

/** Nodes and tensors of a graph that keeps its weights in itself. Functions return the names of values. */
export interface Draft {
  readonly op: (
    operator: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, Attribute>>,
  ) => string;
  /** A parameter in its own shape, by its OpenCLIP name. */
  readonly floats: (name: string, dims: readonly number[]) => string;
  readonly constant: (values: Float32Array<ArrayBuffer>, dims: readonly number[]) => string;
  readonly ints: (values: readonly number[], dims?: readonly number[]) => string;
  readonly integer: (value: number) => string;
  /** x·Wᵀ + b; `third` 0 to 2 takes queries, keys or values of a packed layer, whose names end otherwise. */
  readonly linear: (
    x: string,
    name: string,
    outputs: number,
    inputs: number,
    third?: number,
  ) => string;
  readonly norm: (x: string, name: string, width: number) => string;
  /** Gives a value the name of an output. */
  readonly nameValue: (value: string, name: string) => void;
  readonly drawn: () => { readonly nodes: readonly OnnxNode[]; readonly tensors: OnnxTensor[] };
}

export function draw(values: ParameterValues): Draft {
  const nodes: OnnxNode[] = [];
  const tensors = new Map<string, OnnxTensor>();
  const op: Draft['op'] = (operator, inputs, attributes = {}) => {
    const name = `/${operator}_${nodes.length}`;
    const output = `${name}_output_0`;
    nodes.push({ operator, name, domain: '', inputs, outputs: [output], attributes });
    return output;
  };
  const keep = (name: string, dims: readonly number[], data: Float32Array<ArrayBuffer>): string => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    tensors.set(name, { name, type: 'float32', dims, content: { data: bytes } });
    return name;
  };
  const ints: Draft['ints'] = (list, dims = [list.length]) => {
    const name = `int64_${dims.join('x')}_${list.join('_').slice(0, 60)}`;
    const data = new Uint8Array(BigInt64Array.from(list, BigInt).buffer);
    tensors.set(name, { name, type: 'int64', dims, content: { data } });
    return name;
  };
  const floats: Draft['floats'] = (name, dims) => keep(name, dims, values(name));
  return {
    op,
    floats,
    constant: (data, dims) => keep(`onnx::Constant_${tensors.size}`, dims, data),
    ints,
    integer: (value) => ints([value], []),
    linear: (x, name, outputs, inputs, third) => {
      const separator = third === undefined ? '.' : '_';
      const weight = values(`${name}${separator}weight`);
      const bias = values(`${name}${separator}bias`);
      const from = (third ?? 0) * outputs;
      const own = `${name}${third ?? ''}`;
      const rows = weight.subarray(from * inputs, (from + outputs) * inputs);
      const turned = keep(`onnx::MatMul_${own}`, [inputs, outputs], transposed(rows, outputs));
      const added = keep(`${own}.bias`, [outputs], bias.slice(from, from + outputs));
      return op('Add', [added, op('MatMul', [x, turned])]);
    },
    norm: (x, name, width) =>
      op(
        'LayerNormalization',
        [x, ...['weight', 'bias'].map((own) => floats(`${name}.${own}`, [width]))],
        {
          axis: -1,
          epsilon: { float: 1e-5 },
        },
      ),
    nameValue: (value, name) => {
      nodes.push({
        operator: 'Identity',
        domain: '',
        inputs: [value],
        outputs: [name],
        attributes: {},
      });
    },
    drawn: () => ({ nodes, tensors: [...tensors.values()] }),
  };
}

/** Rows and columns of a matrix change places. */
function transposed(matrix: Float32Array, rows: number): Float32Array<ArrayBuffer> {
  const columns = matrix.length / rows;
  const turned = new Float32Array(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = matrix[row * columns + column] ?? 0;
    }
  }
  return turned;
}

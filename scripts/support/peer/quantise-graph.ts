import type { OnnxGraph, OnnxNode, OnnxTensor } from '../../../src/core/graph/onnx.ts';

/**
 * The graph with its weights in 8 bits and activations quantised while it runs, as onnxruntime's `quantize_dynamic` does with
 * the settings of transformers.js' own script: unsigned weights, one scale and zero point for each tensor; MatMul with a
 * constant, Conv, and Gather from a table.
 */
export function quantisedGraph(graph: OnnxGraph): OnnxGraph {
  const floats = new Map(
    graph.tensors.flatMap((tensor) => (tensor.type === 'float32' ? [[tensor.name, tensor]] : [])),
  );
  const nodes: OnnxNode[] = [];
  const tensors = new Map<string, OnnxTensor>();
  const ranged = new Set<string>();

  const add = (
    operator: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: OnnxNode['attributes'] = {},
  ): void => {
    nodes.push({ operator, domain: '', inputs, outputs, attributes });
  };
  /** Quantises an activation once, however many read it. */
  const activation = (x: string): readonly [string, string, string] => {
    const names = [`${x}_quantized`, `${x}_scale`, `${x}_zero_point`] as const;
    if (!ranged.has(x)) add('DynamicQuantizeLinear', [x], names);
    ranged.add(x);
    return names;
  };
  const weight = (name: string): readonly [string, string, string] => {
    const names = [`${name}_quantized`, `${name}_scale`, `${name}_zero_point`] as const;
    const tensor = floats.get(name);
    if (tensor && !tensors.has(names[0])) {
      for (const own of quantised(tensor, names)) tensors.set(own.name, own);
    }
    return names;
  };
  const product = (node: OnnxNode, operator: string): void => {
    const [x = '', w = ''] = node.inputs;
    const [output = ''] = node.outputs;
    const [left, leftScale, leftZero] = activation(x);
    const [right, rightScale, rightZero] = weight(w);
    const own = (ending: string) => `${output}_${ending}`;
    add(operator, [left, right, leftZero, rightZero], [own('integer')], node.attributes);
    add('Cast', [own('integer')], [own('cast')], { to: 1 });
    add('Mul', [leftScale, rightScale], [own('scales')]);
    add('Mul', [own('cast'), own('scales')], [output]);
  };

  for (const node of graph.nodes) {
    const [first = '', second = ''] = node.inputs;
    if (node.operator === 'MatMul' && floats.has(second)) product(node, 'MatMulInteger');
    else if (node.operator === 'Conv' && floats.has(second)) product(node, 'ConvInteger');
    else if (node.operator === 'Gather' && floats.has(first)) {
      const [table, scale, zero] = weight(first);
      const [output = ''] = node.outputs;
      add('Gather', [table, second], [`${output}_quantized`], node.attributes);
      add('DequantizeLinear', [`${output}_quantized`, scale, zero], [output]);
    } else nodes.push(node);
  }
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const kept = graph.tensors.filter(({ name }) => read.has(name));
  return { ...graph, nodes, tensors: [...kept, ...tensors.values()] };
}

/** uint8 from the least to the largest value, zero among them: values, scale, zero point. */
function quantised(
  { dims, content }: OnnxTensor,
  [name, scaleName, zeroName]: readonly [string, string, string],
): readonly OnnxTensor[] {
  if (!('data' in content)) throw new TypeError(`${name} lies elsewhere.`);
  const { buffer, byteOffset, byteLength } = content.data;
  const values = new Float32Array(buffer, byteOffset, byteLength / 4);
  let [least, most] = [0, 0];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const scale = Math.fround((most - least) / 255) || 1;
  const zero = Math.round(-least / scale);
  // A clamped array rounds and stays within 0 and 255.
  const data = new Uint8ClampedArray(values.length);
  for (let i = 0; i < values.length; i++) data[i] = (values[i] ?? 0) / scale + zero;
  return [
    { name, type: 'uint8', dims, content: { data: new Uint8Array(data.buffer) } },
    floatScalar(scaleName, scale),
    { name: zeroName, type: 'uint8', dims: [], content: { data: Uint8Array.of(zero) } },
  ];
}

function floatScalar(name: string, value: number): OnnxTensor {
  const data = new Uint8Array(Float32Array.of(value).buffer);
  return { name, type: 'float32', dims: [], content: { data } };
}

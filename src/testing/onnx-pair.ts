import {
  type Attribute,
  encodeModel,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
} from '../core/graph/onnx.ts';
import { outputScales, quantiseTransposed } from '../core/checkpoint/quantise.ts';
import { transpose } from '../core/checkpoint/tensor-values.ts';
import { readTestCheckpoint, type TestCheckpoint } from './checkpoint.ts';

/** Shapes of one tower of the reference checkpoints, as `golden/index.json` has them. */
const VISION = { scope: 'vision_model', width: 64, heads: 2, layers: 3, patch: 8, tokens: 37 };
const TEXT = { scope: 'text_model', width: 48, heads: 3, layers: 2, context: 16 };
const EMBED = 32;

/** Content of the `config.json` that belongs to the pair. */
export const PAIR_CONFIG = {
  model_type: 'clip',
  projection_dim: EMBED,
  vision_config: {
    hidden_size: 64,
    intermediate_size: 256,
    num_hidden_layers: 3,
    num_attention_heads: 2,
    image_size: 48,
    patch_size: 8,
    hidden_act: 'quick_gelu',
  },
  text_config: {
    hidden_size: 48,
    intermediate_size: 192,
    num_hidden_layers: 2,
    num_attention_heads: 3,
    vocab_size: 600,
    max_position_embeddings: 16,
    hidden_act: 'quick_gelu',
  },
};

interface PairOptions {
  /** Linear layers in whole numbers, as transformers.js' `_quantized` files have them. */
  readonly quantised?: boolean;
  /** Changes a graph before it is written, to make it a bad one. */
  readonly change?: (graph: OnnxGraph) => OnnxGraph;
}

/**
 * Two ONNX files in the layout of transformers.js with the weights of a reference checkpoint in Hugging Face's layout, in
 * them: CLIP once more in ONNX's standard operators, named as PyTorch's exporter names them.
 */
export function onnxPair(
  checkpoint: string,
  { quantised = false, change = (graph) => graph }: PairOptions = {},
): { readonly image: Uint8Array<ArrayBuffer>; readonly text: Uint8Array<ArrayBuffer> } {
  const weights = readTestCheckpoint(checkpoint);
  return {
    image: encodeModel(change(visionGraph(weights, quantised))),
    text: encodeModel(change(textGraph(weights, quantised))),
  };
}

interface Writer {
  readonly nodes: OnnxNode[];
  readonly tensors: OnnxTensor[];
  readonly weights: TestCheckpoint;
  readonly quantised: boolean;
}

function floats(writer: Writer, name: string, dims: readonly number[], values: Float32Array) {
  writer.tensors.push({ name, type: 'float32', dims, content: { data: bytesOf(values) } });
  return name;
}

function integers(writer: Writer, values: readonly number[]): string {
  const name = `constant_${writer.tensors.length}`;
  const data = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  writer.tensors.push({ name, type: 'int64', dims: [values.length], content: { data } });
  return name;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function weight(writer: Writer, name: string): Float32Array {
  const values = writer.weights.get(name);
  if (!values) throw new Error(`The checkpoint has no ${name}.`);
  return values;
}

function named(writer: Writer, name: string, dims: readonly number[]): string {
  return floats(writer, name, dims, weight(writer, name));
}

function node(
  writer: Writer,
  operator: string,
  inputs: readonly string[],
  attributes: Readonly<Record<string, Attribute>> = {},
  name = `/${operator}_${writer.nodes.length}`,
): string {
  const output = `value_${writer.nodes.length}`;
  writer.nodes.push({ operator, domain: '', name, inputs, outputs: [output], attributes });
  return output;
}

/** A linear layer: the exporter folds the turned weight into an initialiser without a name of its own. */
function linear(writer: Writer, x: string, module: string, inputs: number, outputs: number) {
  const values = weight(writer, `${module}.weight`);
  const name = `onnx::MatMul_${writer.tensors.length}`;
  const scope = `/${module.replaceAll(/\.(?!\d)/g, '/')}/MatMul`;
  const dims = [inputs, outputs];
  const product = writer.quantised
    ? quantisedProduct(writer, x, { name, scope, dims }, values)
    : node(
        writer,
        'MatMul',
        [x, floats(writer, name, dims, transpose(values, outputs, inputs))],
        {},
        scope,
      );
  if (module.endsWith('_projection')) return product;
  return node(writer, 'Add', [named(writer, `${module}.bias`, [outputs]), product]);
}

function quantisedProduct(
  writer: Writer,
  x: string,
  { name, scope, dims }: { name: string; scope: string; dims: readonly number[] },
  values: Float32Array,
): string {
  const scales = outputScales(values, dims[1] ?? 1);
  const data = new Uint8Array(quantiseTransposed(values, scales).buffer);
  const whole = `${name}_quantized`;
  writer.tensors.push({ name: whole, type: 'int8', dims, content: { data } });
  const [q, s, z] = ['q', 's', 'z'].map((part) => `${scope}_${part}`);
  if (!q || !s || !z) throw new Error('unreachable');
  writer.nodes.push({
    operator: 'DynamicQuantizeLinear',
    domain: '',
    inputs: [x],
    outputs: [q, s, z],
    attributes: {},
  });
  const sum = node(writer, 'MatMulInteger', [q, whole, z], {}, `${scope}_quant`);
  const both = node(writer, 'Mul', [s, floats(writer, `${name}_scale`, [dims[1] ?? 1], scales)]);
  return node(writer, 'Mul', [node(writer, 'Cast', [sum], { to: 1 }), both]);
}

function norm(writer: Writer, x: string, module: string, width: number): string {
  const inputs = [
    x,
    ...['weight', 'bias'].map((one) => named(writer, `${module}.${one}`, [width])),
  ];
  return node(writer, 'LayerNormalization', inputs, { axis: -1, epsilon: { float: 1e-5 } });
}

function block(
  writer: Writer,
  x: string,
  tower: Pick<typeof VISION, 'scope' | 'width' | 'heads'>,
  layer: number,
  mask: string | null,
): string {
  const { width, heads } = tower;
  const scope = `${tower.scope}.encoder.layers.${layer}`;
  const normal = norm(writer, x, `${scope}.layer_norm1`, width);
  const split = integers(writer, [0, 0, heads, width / heads]);
  const [q = '', k = '', v = ''] = ['q', 'k', 'v'].map((one) => {
    const projected = linear(writer, normal, `${scope}.self_attn.${one}_proj`, width, width);
    const perm = one === 'k' ? [0, 2, 3, 1] : [0, 2, 1, 3];
    return node(writer, 'Transpose', [node(writer, 'Reshape', [projected, split])], { perm });
  });
  const scale = floats(
    writer,
    `scale_${writer.tensors.length}`,
    [],
    Float32Array.of((width / heads) ** -0.5),
  );
  const raw = node(writer, 'MatMul', [node(writer, 'Mul', [q, scale]), k]);
  const scores = mask === null ? raw : node(writer, 'Add', [raw, mask]);
  const mixed = node(writer, 'MatMul', [node(writer, 'Softmax', [scores], { axis: -1 }), v]);
  const rows = node(writer, 'Transpose', [mixed], { perm: [0, 2, 1, 3] });
  const joined = node(writer, 'Reshape', [rows, integers(writer, [0, 0, width])]);
  const attended = node(writer, 'Add', [
    x,
    linear(writer, joined, `${scope}.self_attn.out_proj`, width, width),
  ]);
  const second = norm(writer, attended, `${scope}.layer_norm2`, width);
  const hidden = linear(writer, second, `${scope}.mlp.fc1`, width, 4 * width);
  const steep = floats(writer, `steep_${writer.tensors.length}`, [], Float32Array.of(1.702));
  const gate = node(writer, 'Sigmoid', [node(writer, 'Mul', [hidden, steep])]);
  const active = node(writer, 'Mul', [hidden, gate]);
  return node(writer, 'Add', [
    attended,
    linear(writer, active, `${scope}.mlp.fc2`, 4 * width, width),
  ]);
}

function visionGraph(weights: TestCheckpoint, quantised: boolean): OnnxGraph {
  const writer: Writer = { nodes: [], tensors: [], weights, quantised };
  const { scope, width, layers, patch, tokens } = VISION;
  const kernel = named(writer, `${scope}.embeddings.patch_embedding.weight`, [
    width,
    3,
    patch,
    patch,
  ]);
  const planes = node(writer, 'Conv', ['pixel_values', kernel], {
    kernel_shape: [patch, patch],
    strides: [patch, patch],
  });
  const columns = node(writer, 'Reshape', [planes, integers(writer, [0, width, -1])]);
  const patches = node(writer, 'Transpose', [columns], { perm: [0, 2, 1] });
  const token = named(writer, `${scope}.embeddings.class_embedding`, [width]);
  const count = node(writer, 'Shape', ['pixel_values'], { start: 0, end: 1 });
  const shape = node(writer, 'Concat', [count, integers(writer, [1, width])], { axis: 0 });
  const all = node(writer, 'Concat', [node(writer, 'Expand', [token, shape]), patches], {
    axis: 1,
  });
  // Constant folding leaves the positions without a name.
  const positions = floats(
    writer,
    'onnx::Add_9',
    [1, tokens, width],
    weight(writer, `${scope}.embeddings.position_embedding.weight`),
  );
  const embedded = node(writer, 'Add', [all, positions], {}, `/${scope}/embeddings/Add`);
  let x = norm(writer, embedded, `${scope}.pre_layrnorm`, width);
  for (let layer = 0; layer < layers; layer++) x = block(writer, x, VISION, layer, null);
  const first = node(writer, 'Gather', [x, integer(writer, 0)], { axis: 1 });
  const pooled = norm(writer, first, `${scope}.post_layernorm`, width);
  const embeds = linear(writer, pooled, 'visual_projection', width, EMBED);
  return finish(writer, embeds, 'image_embeds', {
    name: 'pixel_values',
    type: 'float32',
    dims: ['batch', 'channels', 'height', 'width'],
  });
}

function integer(writer: Writer, value: number): string {
  const name = integers(writer, [value]);
  const tensor = writer.tensors.pop();
  if (tensor) writer.tensors.push({ ...tensor, dims: [] });
  return name;
}

function textGraph(weights: TestCheckpoint, quantised: boolean): OnnxGraph {
  const writer: Writer = { nodes: [], tensors: [], weights, quantised };
  const { scope, width, layers, context } = TEXT;
  const table = named(writer, `${scope}.embeddings.token_embedding.weight`, [600, width]);
  const places = named(writer, `${scope}.embeddings.position_embedding.weight`, [context, width]);
  const length = node(writer, 'Shape', ['input_ids'], { start: 1, end: 2 });
  const zero = integers(writer, [0]);
  const cut = (value: string, axis: number): string =>
    node(writer, 'Slice', [value, zero, length, integers(writer, [axis])]);
  const tokens = node(writer, 'Gather', [table, 'input_ids']);
  let x = node(writer, 'Add', [tokens, cut(places, 0)]);
  const causal = new Float32Array(context * context).map((_, i) =>
    i % context > Math.floor(i / context) ? Number.NEGATIVE_INFINITY : 0,
  );
  const mask = cut(cut(floats(writer, 'causal', [context, context], causal), 0), 1);
  for (let layer = 0; layer < layers; layer++) x = block(writer, x, TEXT, layer, mask);
  const normal = norm(writer, x, `${scope}.final_layer_norm`, width);
  const end = node(writer, 'ArgMax', ['input_ids'], { axis: 1, keepdims: 1 });
  const rows = node(writer, 'GatherND', [normal, end], { batch_dims: 1 });
  const embeds = linear(writer, rows, 'text_projection', width, EMBED);
  return finish(writer, embeds, 'text_embeds', {
    name: 'input_ids',
    type: 'int64',
    dims: ['batch', 'sequence'],
  });
}

function finish(
  writer: Writer,
  value: string,
  output: string,
  input: OnnxGraph['inputs'][number],
): OnnxGraph {
  const { nodes, tensors } = writer;
  nodes.push({
    operator: 'Identity',
    domain: '',
    inputs: [value],
    outputs: [output],
    attributes: {},
  });
  const dims = ['batch', EMBED];
  return {
    name: 'main_graph',
    nodes,
    tensors,
    inputs: [input],
    outputs: [{ name: output, type: 'float32', dims }],
  };
}

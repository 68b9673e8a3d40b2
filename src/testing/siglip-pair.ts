import {
  type Attribute,
  encodeModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
} from '../core/graph/onnx.ts';
import { concatBytes } from '../core/graph/protobuf.ts';
import { readTestCheckpoint } from './checkpoint.ts';
import { withLength } from './checkpoint-files.ts';
import { SIGLIP_FILE } from './siglip.ts';

type Attributes = Readonly<Record<string, Attribute>>;

/** What both towers of the reference are drawn with, by hand and apart from the project's own graphs. */
interface Pen {
  readonly node: (operator: string, inputs: readonly string[], attributes?: Attributes) => string;
  /** A parameter by its name in transformers' layout. */
  readonly named: (name: string, dims: readonly number[]) => string;
  readonly floats: (dims: readonly number[], values: Float32Array) => string;
  readonly integers: (values: readonly number[], dims?: readonly number[]) => string;
  /** `x` Wᵀ + b. */
  readonly linear: (x: string, layer: Layer) => string;
  readonly finish: (embeds: string, input: OnnxValue) => Uint8Array<ArrayBuffer>;
}

interface Layer {
  readonly weight: string;
  readonly bias: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Row of the weight with which the layer begins. */
  readonly from?: number;
}

const EPSILON = 1e-6;
const EMBED = 32;
const CONTEXT = 12;
const VISION = { scope: 'vision_model', width: 32, heads: 2, mlp: 56, layers: 2 };
const TEXT = { scope: 'text_model', width: 24, heads: 3, mlp: 40, layers: 2 };
type Tower = typeof VISION;

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | BigInt64Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);

function turned(rows: Float32Array, width: number): Float32Array {
  const height = rows.length / width;
  return rows.map((_, at) => rows[(at % height) * width + Math.floor(at / height)] ?? 0);
}

function pen(): Pen {
  const weights = readTestCheckpoint(SIGLIP_FILE);
  const nodes: OnnxNode[] = [];
  const tensors: OnnxTensor[] = [];
  const add = (type: 'float32' | 'int64', dims: readonly number[], data: Uint8Array) => {
    const name = `onnx::tensor_${tensors.length}`;
    tensors.push({ name, type, dims, content: { data } });
    return name;
  };
  const values = (name: string): Float32Array => {
    const found = weights.get(name);
    if (!found) throw new Error(`The reference has no ${name}.`);
    return found;
  };
  const node: Pen['node'] = (operator, inputs, attributes = {}) => {
    const output = `value_${nodes.length}`;
    nodes.push({ operator, domain: '', inputs, outputs: [output], attributes });
    return output;
  };
  const floats: Pen['floats'] = (dims, numbers) => add('float32', dims, bytesOf(numbers));
  return {
    node,
    floats,
    named: (name, dims) => {
      tensors.push({ name, type: 'float32', dims, content: { data: bytesOf(values(name)) } });
      return name;
    },
    integers: (numbers, dims = [numbers.length]) =>
      add('int64', dims, bytesOf(BigInt64Array.from(numbers, BigInt))),
    linear: (x, { weight, bias, inputs, outputs, from = 0 }) => {
      const rows = values(weight).subarray(from * inputs, (from + outputs) * inputs);
      const product = node('MatMul', [x, floats([inputs, outputs], turned(rows, inputs))]);
      const own = values(bias).slice(from, from + outputs);
      return node('Add', [product, floats([outputs], own)]);
    },
    finish: (embeds, input) => {
      const output = 'pooler_output';
      nodes.push({
        operator: 'Identity',
        domain: '',
        inputs: [embeds],
        outputs: [output],
        attributes: {},
      });
      const outputs = [{ name: output, type: 'float32', dims: ['batch_size', EMBED] }] as const;
      return encodeModel({ name: 'main_graph', nodes, tensors, inputs: [input], outputs });
    },
  };
}

/** A whole linear layer of a module. */
const layer = (module: string, inputs: number, outputs: number): Layer => ({
  weight: `${module}.weight`,
  bias: `${module}.bias`,
  inputs,
  outputs,
});

const number = (to: Pen, value: number) => to.floats([], Float32Array.of(value));

function norm(to: Pen, x: string, module: string, width: number): string {
  const inputs = ['weight', 'bias'].map((one) => to.named(`${module}.${one}`, [width]));
  const attributes = { axis: -1, epsilon: { float: EPSILON } };
  return to.node('LayerNormalization', [x, ...inputs], attributes);
}

/** x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))) between two linear layers. */
function mlp(to: Pen, x: string, module: string, { width, mlp: hidden }: Tower): string {
  const wide = to.linear(x, layer(`${module}.fc1`, width, hidden));
  const cube = to.node('Mul', [to.node('Mul', [wide, wide]), wide]);
  const bent = to.node('Add', [wide, to.node('Mul', [cube, number(to, 0.044715)])]);
  const inner = to.node('Mul', [bent, number(to, Math.sqrt(2 / Math.PI))]);
  const gate = to.node('Add', [to.node('Tanh', [inner]), number(to, 1)]);
  const active = to.node('Mul', [to.node('Mul', [wide, gate]), number(to, 0.5)]);
  return to.linear(active, layer(`${module}.fc2`, hidden, width));
}

/** Queries, keys and values [N, places, width] to what the queries gather. */
function attend(to: Pen, [q = '', k = '', v = '']: readonly string[], tower: Tower): string {
  const { width, heads } = tower;
  const split = to.integers([0, -1, heads, width / heads]);
  const [query = '', key = '', value = ''] = [q, k, v].map((one, at) =>
    to.node('Transpose', [to.node('Reshape', [one, split])], {
      perm: at === 1 ? [0, 2, 3, 1] : [0, 2, 1, 3],
    }),
  );
  const products = to.node('MatMul', [query, key]);
  const scaled = to.node('Mul', [products, number(to, (width / heads) ** -0.5)]);
  const mixed = to.node('MatMul', [to.node('Softmax', [scaled], { axis: -1 }), value]);
  const rows = to.node('Transpose', [mixed], { perm: [0, 2, 1, 3] });
  return to.node('Reshape', [rows, to.integers([0, -1, width])]);
}

function encoder(to: Pen, embedded: string, tower: Tower): string {
  const { scope, width } = tower;
  let x = embedded;
  for (let at = 0; at < tower.layers; at++) {
    const module = `${scope}.encoder.layers.${at}`;
    const normal = norm(to, x, `${module}.layer_norm1`, width);
    const parts = ['q', 'k', 'v'].map((one) =>
      to.linear(normal, layer(`${module}.self_attn.${one}_proj`, width, width)),
    );
    const out = layer(`${module}.self_attn.out_proj`, width, width);
    x = to.node('Add', [x, to.linear(attend(to, parts, tower), out)]);
    const second = norm(to, x, `${module}.layer_norm2`, width);
    x = to.node('Add', [x, mlp(to, second, `${module}.mlp`, tower)]);
  }
  return x;
}

function imageGraph(): Uint8Array<ArrayBuffer> {
  const to = pen();
  const { scope, width } = VISION;
  const inputs = [
    'pixel_values',
    to.named(`${scope}.embeddings.patch_embedding.weight`, [width, 3, 8, 8]),
    to.named(`${scope}.embeddings.patch_embedding.bias`, [width]),
  ];
  const planes = to.node('Conv', inputs, { kernel_shape: [8, 8], strides: [8, 8] });
  const columns = to.node('Reshape', [planes, to.integers([0, width, -1])]);
  const patches = to.node('Transpose', [columns], { perm: [0, 2, 1] });
  const places = to.named(`${scope}.embeddings.position_embedding.weight`, [16, width]);
  const hidden = encoder(to, to.node('Add', [patches, places]), VISION);
  const seen = norm(to, hidden, `${scope}.post_layernorm`, width);
  // One learnt query for each picture asks all patches.
  const count = to.node('Shape', ['pixel_values'], { start: 0, end: 1 });
  const shape = to.node('Concat', [count, to.integers([1, width])], { axis: 0 });
  const probe = to.node('Expand', [to.named(`${scope}.head.probe`, [1, 1, width]), shape]);
  const [weight, bias] = ['weight', 'bias'].map(
    (one) => `${scope}.head.attention.in_proj_${one}`,
  ) as [string, string];
  const parts = [probe, seen, seen].map((x, at) =>
    to.linear(x, { weight, bias, inputs: width, outputs: width, from: at * width }),
  );
  const out = layer(`${scope}.head.attention.out_proj`, width, width);
  const gathered = to.linear(attend(to, parts, VISION), out);
  const normal = norm(to, gathered, `${scope}.head.layernorm`, width);
  const pooled = to.node('Add', [gathered, mlp(to, normal, `${scope}.head.mlp`, VISION)]);
  const first = to.node('Gather', [pooled, to.integers([0], [])], { axis: 1 });
  const dims = ['batch_size', 'num_channels', 'height', 'width'];
  return to.finish(first, { name: 'pixel_values', type: 'float32', dims });
}

function textGraph(): Uint8Array<ArrayBuffer> {
  const to = pen();
  const { scope, width } = TEXT;
  const table = to.named(`${scope}.embeddings.token_embedding.weight`, [60, width]);
  const places = to.named(`${scope}.embeddings.position_embedding.weight`, [CONTEXT, width]);
  // Written for texts of any length, although the model was trained with the whole context.
  const length = to.node('Shape', ['input_ids'], { start: 1, end: 2 });
  const used = to.node('Slice', [places, to.integers([0]), length, to.integers([0])]);
  const embedded = to.node('Add', [to.node('Gather', [table, 'input_ids']), used]);
  const hidden = norm(to, encoder(to, embedded, TEXT), `${scope}.final_layer_norm`, width);
  const last = to.node('Gather', [hidden, to.integers([-1], [])], { axis: 1 });
  const embeds = to.linear(last, layer(`${scope}.head`, width, EMBED));
  const dims = ['batch_size', 'sequence_length'];
  return to.finish(embeds, { name: 'input_ids', type: 'int64', dims });
}

/** The reference as two ONNX files in the layout of transformers.js: `pooler_output` of each, and neither scale nor bias. */
export function siglipPair() {
  return { image: imageGraph(), text: textGraph() };
}

/**
 * What stands beside a split pair: safetensors of that many bytes of other weights, and behind them `logit_scale` (the
 * logarithm) and `logit_bias`.
 */
export function siglipScoring(
  { logScale, bias }: { readonly logScale: number; readonly bias: number },
  weights: number,
): Uint8Array<ArrayBuffer> {
  const header = {
    'text_model.weights': { dtype: 'U8', shape: [weights], data_offsets: [0, weights] },
    logit_scale: { dtype: 'F32', shape: [1], data_offsets: [weights, weights + 4] },
    logit_bias: { dtype: 'F32', shape: [1], data_offsets: [weights + 4, weights + 8] },
  };
  const numbers = bytesOf(Float32Array.of(logScale, bias));
  return concatBytes([withLength(JSON.stringify(header)), new Uint8Array(weights), numbers]);
}

import { afterEach, expect, test } from 'vitest';
import { type HubServer, startHub } from '../../e2e/support/hub-server.ts';
import { encodeModel, type OnnxGraph, type OnnxNode, type OnnxTensor } from '../core/graph/onnx.ts';
import type { LoadReport } from '../core/checkpoint/load-report.ts';
import { scaleState } from '../core/checkpoint/told-report.ts';
import { siglipScoring } from '../testing/siglip-pair.ts';
import { siglipPixels, siglipReference } from '../testing/siglip.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';

/** Numbers of no pattern, the same every time. */
const numbers = (count: number, phase: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(phase + 1.7 * i));
const WIDTH = 32;
const CONTEXT = 12;
const PICTURES = numbers(3 * WIDTH, 0.3);
const TOKENS = numbers(60 * WIDTH, 2.1);

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | BigInt64Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);
const floats = (name: string, dims: readonly number[], values: Float32Array): OnnxTensor => ({
  name,
  type: 'float32',
  dims,
  content: { data: bytesOf(values) },
});
const integers = (name: string, values: readonly bigint[]): OnnxTensor => ({
  name,
  type: 'int64',
  dims: [values.length],
  content: { data: bytesOf(BigInt64Array.from(values)) },
});
const node = (operator: string, inputs: string[], output: string): OnnxNode => ({
  operator,
  domain: '',
  inputs,
  outputs: [output],
  attributes: operator === 'ReduceMean' ? { keepdims: 0 } : {},
});

/** Pictures: the mean of each colour, projected. */
const IMAGE: OnnxGraph = {
  name: 'main_graph',
  inputs: [{ name: 'pixel_values', type: 'float32', dims: ['n', 'c', 'h', 'w'] }],
  outputs: [{ name: 'pooler_output', type: 'float32', dims: ['n', WIDTH] }],
  tensors: [integers('axes', [2n, 3n]), floats('weight', [3, WIDTH], PICTURES)],
  nodes: [
    node('ReduceMean', ['pixel_values', 'axes'], 'means'),
    node('MatMul', ['means', 'weight'], 'pooler_output'),
  ],
};
/** Texts: the mean over all ids of a row, its padding too. */
const TEXT: OnnxGraph = {
  name: 'main_graph',
  inputs: [{ name: 'input_ids', type: 'int64', dims: ['n', 's'] }],
  outputs: [{ name: 'pooler_output', type: 'float32', dims: ['n', WIDTH] }],
  tensors: [integers('axes', [1n]), floats('table', [60, WIDTH], TOKENS)],
  nodes: [
    node('Gather', ['table', 'input_ids'], 'rows'),
    node('ReduceMean', ['rows', 'axes'], 'pooler_output'),
  ],
};

/** Both towers, as exporters write them: exp(scale) is folded, half a megabyte of weights stands before the two numbers. */
const WHOLE: OnnxGraph = {
  name: 'main_graph',
  inputs: [...IMAGE.inputs, ...TEXT.inputs],
  outputs: [{ name: 'logits_per_image', type: 'float32', dims: ['n', 'm'] }],
  tensors: [
    floats('weight', [1 << 17], numbers(1 << 17, 1)),
    floats('onnx::Mul_7', [], Float32Array.of(100)),
    floats('logit_bias', [1], Float32Array.of(-12.5)),
  ],
  nodes: [
    node('MatMul', ['text', 'image'], 'cosines'),
    node('Mul', ['cosines', 'onnx::Mul_7'], 'scaled'),
    node('Add', ['scaled', 'logit_bias'], 'logits_per_text'),
    node('Transpose', ['logits_per_text'], 'logits_per_image'),
  ],
};

const CHARACTERS = ['▁', 'a', 'c', 't', 'd', 'o', 'g'];
/** Ids 0 to 2 are special, then the characters, each a token of its own. */
const TOKENIZER = {
  added_tokens: [{ id: 1, content: '</s>', special: true }],
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' },
  model: {
    type: 'Unigram',
    unk_id: 2,
    vocab: ['<pad>', '</s>', '<unk>', ...CHARACTERS].map((token) => [token, -1]),
  },
};
const TOKENIZER_CONFIG = {
  tokenizer_class: 'SiglipTokenizer',
  do_lower_case: true,
  eos_token: '</s>',
  pad_token: '</s>',
  model_max_length: 64,
};

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

type Files = Parameters<typeof startHub>[0];
const PAIR: Files = {
  'onnx/vision_model.onnx': encodeModel(IMAGE),
  'onnx/text_model.onnx': encodeModel(TEXT),
  'config.json': json(siglipReference.config),
  'tokenizer.json': json(TOKENIZER),
  'tokenizer_config.json': json(TOKENIZER_CONFIG),
};

let hub: HubServer | undefined;
afterEach(() => hub?.close());

async function load(repo: string, beside: Files = {}) {
  const files = Object.entries({ ...PAIR, ...beside });
  hub = await startHub(Object.fromEntries(files.map(([path, file]) => [`${repo}/${path}`, file])));
  const { endpoint, requests } = hub;
  const engine = createWorkerEngine(nodePlatform(fetch));
  const source = { hub: repo, endpoint, file: 'onnx/vision_model.onnx' };
  const loaded = await engine.load(source);
  const looked = await createWorkerEngine(nodePlatform(fetch)).inspect(source);
  const bytes = (name: string): number =>
    requests
      .filter(({ path }) => path.endsWith(`/${name}`))
      .reduce((sum, one) => sum + one.bytes, 0);
  return { engine, ...loaded, bytes, looked };
}

/** What a report says of scale and bias. */
function told({ parameters, parts, contents, verdict }: LoadReport) {
  const scale = parts.find(({ part }) => part === 'logit-scale');
  const own = parameters.filter(({ parameter }) => parameter.part === 'logit-scale');
  return {
    state: scale && scaleState(scale),
    contents: contents.kind,
    verdict: verdict.kind,
    told: own.map(({ provenance: one }) =>
      one.kind === 'told' ? [one.value, one.origin] : one.kind,
    ),
  };
}

test('a pair of SigLIP graphs gives what its pooler makes of pictures, and of texts filled up to the context', async () => {
  const { engine, id, report, model, looked } = await load('lab/siglip');
  expect(report.ready).toEqual({ image: 'vision_model.onnx', text: 'text_model.onnx' });
  // Nothing tells scale and bias: then only cosines are shown.
  expect(model.logitScale).toEqual({ value: 100, trained: false });
  expect(model.scoring).toEqual({ kind: 'sigmoid', bias: null });
  const unknown = { state: 'unknown', contents: 'both-towers', verdict: 'both-towers' };
  expect(told(report)).toEqual({ ...unknown, told: ['initialised', 'initialised'] });
  expect(told(looked.report)).toEqual(told(report));
  const pixels = siglipPixels();
  const images = await engine.encodeImages(id, pixels);
  const size = 32 * 32;
  const means = [0, 1, 2].map(
    (c) => pixels.pixelValues.slice(c * size, (c + 1) * size).reduce((a, b) => a + b, 0) / size,
  );
  for (let d = 0; d < WIDTH; d++) {
    const expected = means.reduce((sum, mean, c) => sum + mean * (PICTURES[c * WIDTH + d] ?? 0), 0);
    expect(images.data[d]).toBeCloseTo(expected, 4);
  }
  const texts = await engine.encodeTexts(id, ['A Cat!', 'cat cat cat cat']);
  expect(texts.truncated).toEqual([false, true]);
  // "a cat" of "A Cat!", the end, and the end again as padding.
  const ids = [3, 4, 3, 5, 4, 6, ...Array.from({ length: CONTEXT - 6 }, () => 1)];
  for (let d = 0; d < WIDTH; d++) {
    const expected = ids.reduce((sum, one) => sum + (TOKENS[one * WIDTH + d] ?? 0), 0) / CONTEXT;
    expect(texts.data[d]).toBeCloseTo(expected, 4);
  }
});

const KNOWN = { state: 'told', contents: 'both-towers', verdict: 'both-towers' };

test('scale and bias are read by range from the safetensors beside the pair, and few bytes for them', async () => {
  const files = { 'model.safetensors': siglipScoring({ logScale: 4.5, bias: -16.5 }, 3 << 20) };
  const { model, bytes, report, looked } = await load('lab/siglip', files);
  expect(model.logitScale.value).toBeCloseTo(Math.exp(4.5), 3);
  expect(model.scoring).toEqual({ kind: 'sigmoid', bias: -16.5 });
  expect(model.logitScale.from).toMatchObject({ kind: 'file', file: 'model.safetensors' });
  expect(bytes('model.safetensors')).toBeLessThan(400_000);
  const { from } = model.logitScale;
  expect(told(report)).toEqual({
    ...KNOWN,
    told: [
      [4.5, from],
      [-16.5, from],
    ],
  });
  expect(told(looked.report)).toEqual(told(report));
});

test('or from the graph of both towers, where the factor is folded', async () => {
  const files = { 'onnx/model.onnx': encodeModel(WHOLE) };
  const { model, bytes, report, looked } = await load('lab/siglip', files);
  expect(model.logitScale.value).toBeCloseTo(100, 3);
  expect(model.scoring).toEqual({ kind: 'sigmoid', bias: -12.5 });
  expect(model.logitScale.from).toMatchObject({ kind: 'file', file: 'model.onnx' });
  expect(bytes('model.onnx')).toBeLessThan(800_000);
  const { from } = model.logitScale;
  expect(told(report)).toEqual({
    ...KNOWN,
    told: [
      [expect.closeTo(Math.log(100), 6), from],
      [-12.5, from],
    ],
  });
  expect(told(looked.report)).toEqual(told(report));
});

test('or from what is published for the repository; a broken file beside the pair ends nothing', async () => {
  const broken = { 'model.safetensors': new Uint8Array(5000).fill(7) };
  const { model, report, looked } = await load(
    'onnx-community/siglip2-base-patch16-224-ONNX',
    broken,
  );
  expect(model.logitScale.value).toBeCloseTo(Math.exp(4.724453449), 3);
  expect(model.scoring).toEqual({ kind: 'sigmoid', bias: -16.771724701 });
  const { from } = model.logitScale;
  expect(from).toEqual({
    kind: 'published',
    repo: 'onnx-community/siglip2-base-patch16-224-ONNX',
  });
  expect(told(report)).toEqual({
    ...KNOWN,
    told: [
      [4.724453449, from],
      [-16.771724701, from],
    ],
  });
  expect(told(looked.report)).toEqual(told(report));
});

import { expect, test } from 'vitest';
import { tableOf } from '../words/tables.ts';
import type { OnnxGraph } from '../core/graph/onnx.ts';
import { goldenBytes, relativeError } from '../testing/golden.ts';
import { goldenIds, goldenPixels, goldenReference } from '../testing/golden-inputs.ts';
import { compareModels, type HashedModel } from '../core/checkpoint/compare-models.ts';
import { onnxPair, PAIR_CONFIG } from '../testing/onnx-pair.ts';
import { headLogits } from '../core/heads/head.ts';
import { normaliseRows } from '../core/scoring/normalise-rows.ts';
import { winnerOfRow } from '../core/scoring/winners.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';

const NAME = 'tiny-quickgelu-hf.safetensors';
const reference = goldenReference(NAME);
const [pixels, ids] = [goldenPixels, goldenIds];

type PairOptions = Parameters<typeof onnxPair>[1];

function files(options: PairOptions = {}, ending = ''): File[] {
  const { image, text } = onnxPair(NAME, options);
  return [
    new File([image], `vision_model${ending}.onnx`),
    new File([text], `text_model${ending}.onnx`),
    new File([JSON.stringify(PAIR_CONFIG)], 'config.json'),
  ];
}

test('a pair gives the embeddings of PyTorch, and the logit scale that it lacks is 100', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const { id, report, model } = await engine.load(files());
  const images = await engine.encodeImages(id, pixels);
  const texts = await engine.encodeTexts(id, ids);
  expect(relativeError(images.data, reference.image_embeds.flat())).toBeLessThan(1e-4);
  expect(relativeError(texts.data, reference.text_embeds.flat())).toBeLessThan(1e-4);
  expect(model.logitScale).toEqual({ value: 100, trained: false });
  expect(report).toMatchObject({
    layout: 'onnx',
    ready: { image: 'vision_model.onnx', text: 'text_model.onnx' },
    verdict: { kind: 'both-towers' },
    unexpected: [],
  });
  // Every initialiser is told by its name or by the operator that multiplies by it.
  const untold = report.parameters.filter(
    ({ provenance }) => provenance.kind === 'loaded' && provenance.pieces.length === 0,
  );
  expect(untold).toEqual([]);
});

test('a rule that drops the text side runs the image graph beside a random text tower of the configuration', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const { id, report } = await engine.load(files(), { rule: 'timm', seed: 3 });
  expect(report.verdict.kind).toBe('vision-only');
  expect(report.ready).toEqual({ image: 'vision_model.onnx' });
  const text = report.parts.find(({ part }) => part === 'text-tower');
  expect(text).toMatchObject({ loaded: 0, dropped: text?.parameters });
  const images = await engine.encodeImages(id, pixels);
  expect(relativeError(images.data, reference.image_embeds.flat())).toBeLessThan(1e-4);
  const random = await engine.load(
    [new File([goldenBytes(NAME)], NAME), files()[2] ?? new File([], '')],
    { rule: 'timm', seed: 3 },
  );
  const [ours, theirs] = [
    await engine.encodeTexts(id, ids),
    await engine.encodeTexts(random.id, ids),
  ];
  expect([...ours.data]).toEqual([...theirs.data]);
});

test('a rule that takes a part of a side, another precision and activation build our own graph of its weights', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const whole = [new File([goldenBytes(NAME)], NAME), files()[2] ?? new File([], '')];
  for (const options of [
    { rule: 'timm-linear', seed: 5 },
    { precision: 'int8' },
    { activation: 'gelu' },
    { resets: ['image-projection'], seed: 2 },
  ] as const) {
    const ready = await engine.load(files(), options);
    const plain = await engine.load(whole, options);
    expect(ready.report.ready?.image).toBeUndefined();
    expect(ready.model.fingerprints.image).toBe(plain.model.fingerprints.image);
  }
});

test('a quantised pair gives the same picture the same numbers in any company, and keeps whole', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const { id, report } = await engine.load(files({ quantised: true }, '_quantized'));
  const together = await engine.encodeImages(id, pixels);
  const size = pixels.pixelValues.length / 3;
  for (const row of [0, 1, 2]) {
    const values = pixels.pixelValues.slice(row * size, (row + 1) * size);
    const alone = await engine.encodeImages(id, { pixelValues: values, dims: [1, 3, 48, 48] });
    expect([...alone.data]).toEqual([...together.data.subarray(row * 32, (row + 1) * 32)]);
  }
  // The bound of int8 in precision.test.ts: what rounding of weights and activations can do to these towers.
  expect(relativeError(together.data, reference.image_embeds.flat())).toBeLessThan(4 * 0.037);
  const kernel = report.parameters.find(({ parameter }) => parameter.name.endsWith('c_fc.weight'));
  expect(kernel?.provenance).toMatchObject({ pieces: [{ tensor: { dtype: 'I8' } }] });
  const part = engine.load(files({ quantised: true }), { rule: 'timm-linear' });
  await expect(part).rejects.toMatchObject({ code: 'onnx-whole' });
  const numbers = engine.describeParameter(id, 'visual.transformer.resblocks.0.mlp.c_fc.weight');
  await expect(numbers).rejects.toMatchObject({ code: 'onnx-whole' });
});

test('a pair in fp32 is the same as the file that it was made from; of a quantised one nothing is claimed', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const hashed = async (given: File[]): Promise<HashedModel> => {
    const { id, report } = await engine.load(given);
    return { report, hashes: await engine.hashParameters(id) };
  };
  const whole = await hashed([new File([goldenBytes(NAME)], NAME), files()[2] ?? new File([], '')]);
  const counts = (other: HashedModel) =>
    compareModels(whole, other).parts.map(({ part, same, unreadable }) => [part, same, unreadable]);
  const [image, , text] = counts(await hashed(files()));
  expect([image, text]).toEqual([
    ['image-tower', 43, 0],
    ['text-tower', 28, 0],
  ]);
  const [quantised] = counts(await hashed(files({ quantised: true }, '_quantized')));
  expect(quantised?.[2]).toBeGreaterThan(0);
});

test('of a folder with several precisions and a licence, the pair in fp32 is taken', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const folder = [...files({ quantised: true }, '_quantized').slice(0, 2), ...files()];
  const { report } = await engine.load([...folder, new File(['MIT'], 'LICENSE')]);
  expect(report.files).toEqual(['vision_model.onnx', 'text_model.onnx']);
});

test('from an address, the partner comes along, and configuration from the folder above', async () => {
  const { image, text } = onnxPair(NAME);
  const served: Record<string, Uint8Array<ArrayBuffer> | string> = {
    'https://host/clip/onnx/vision_model.onnx': image,
    'https://host/clip/onnx/text_model.onnx': text,
    'https://host/clip/config.json': JSON.stringify(PAIR_CONFIG),
  };
  const fetch: typeof globalThis.fetch = async (input) => {
    const found = served[input as string];
    return found === undefined ? new Response('', { status: 404 }) : new Response(found);
  };
  const url = 'https://host/clip/onnx/vision_model.onnx';
  const engine = createWorkerEngine(nodePlatform(fetch));
  const both = await engine.load({ url });
  expect(both.report.ready).toEqual({ image: 'vision_model.onnx', text: 'text_model.onnx' });
  const seen = await engine.inspect({ url });
  expect(seen.report.verdict).toEqual(both.report.verdict);
  delete served['https://host/clip/onnx/text_model.onnx'];
  const alone = await createWorkerEngine(nodePlatform(fetch)).load({ url });
  expect(alone.report.verdict.kind).toBe('vision-only');
});

test('from the hub, a pair is found by its image graph, and by itself where nothing else can be loaded', async () => {
  const { image, text } = onnxPair(NAME, { quantised: true });
  const files: Record<string, Uint8Array<ArrayBuffer> | string> = {
    'README.md': '# A pair',
    'config.json': JSON.stringify(PAIR_CONFIG),
    'onnx/text_model_quantized.onnx': text,
    'onnx/vision_model_quantized.onnx': image,
  };
  const fetch: typeof globalThis.fetch = async (input) => {
    const { pathname } = new URL(input as string);
    if (pathname.startsWith('/api/')) {
      const entries = Object.entries(files).map(([path, content]) => ({
        type: 'file',
        path,
        size: content.length,
      }));
      return Response.json(entries);
    }
    const found = files[pathname.replace('/lab/pair/resolve/main/', '')];
    return found === undefined ? new Response('', { status: 404 }) : new Response(found);
  };
  const engine = createWorkerEngine(nodePlatform(fetch));
  const source = { hub: 'lab/pair', endpoint: 'https://hub.test' };
  for (const file of [undefined, 'onnx/vision_model_quantized.onnx']) {
    const { report, model } = await engine.load({ ...source, ...(file && { file }) });
    expect(report.ready).toEqual({
      image: 'vision_model_quantized.onnx',
      text: 'text_model_quantized.onnx',
    });
    expect(model.name).toBe('lab/pair/onnx/vision_model_quantized.onnx');
  }
});

const outputs = (name: string) => (graph: OnnxGraph) => ({
  ...graph,
  outputs: graph.outputs.map((output) => ({ ...output, name })),
  nodes: graph.nodes.map((node) =>
    node.operator === 'Identity' ? { ...node, outputs: [name] } : node,
  ),
});

test.each<[string, string, (graph: OnnxGraph) => OnnxGraph]>([
  [
    'an operator that is not known',
    'onnx-operator',
    (graph) => ({
      ...graph,
      nodes: graph.nodes.map((node) =>
        node.operator === 'Identity' ? { ...node, operator: 'Loop' } : node,
      ),
    }),
  ],
  ['another output', 'onnx-outputs', outputs('pooler_output')],
  ['a second output that nothing makes', 'checkpoint-header-invalid', (graph) => withBoth(graph)],
  [
    'an input more',
    'onnx-inputs',
    (graph) => ({
      ...graph,
      inputs: [...graph.inputs, { name: 'position_ids', type: 'int64', dims: [1] }],
    }),
  ],
  [
    'pictures as whole numbers',
    'onnx-inputs',
    (graph) => ({ ...graph, inputs: graph.inputs.map((one) => ({ ...one, type: 'int8' })) }),
  ],
  [
    'a weight that is infinite',
    'checkpoint-bad-values',
    (graph) => ({
      ...graph,
      tensors: graph.tensors.map((tensor) =>
        tensor.name.endsWith('layer_norm1.weight')
          ? { ...tensor, content: { data: infinite(tensor.dims[0] ?? 0) } }
          : tensor,
      ),
    }),
  ],
])('%s is refused in one sentence, in both languages', async (_, code, change) => {
  const engine = createWorkerEngine(nodePlatform());
  const load = engine.load(files({ change }));
  await expect(load).rejects.toMatchObject({
    code,
    message: expect.stringMatching(/^[A-Z"].{20,400}\.$/s) as string,
  });
  expect(tableOf('en')).toHaveProperty([`error.${code}`]);
});

test('a configuration of another model is refused', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const other = { ...PAIR_CONFIG, projection_dim: 64 };
  const wrong = [...files().slice(0, 2), new File([JSON.stringify(other)], 'config.json')];
  await expect(engine.load(wrong)).rejects.toMatchObject({ code: 'config-invalid' });
});

function withBoth(graph: OnnxGraph): OnnxGraph {
  const [output] = graph.outputs;
  if (!output) return graph;
  const [image, text] = ['image_embeds', 'text_embeds'];
  return {
    ...graph,
    outputs: [
      { ...output, name: image },
      { ...output, name: text },
    ],
  };
}

function infinite(count: number): Uint8Array {
  return new Uint8Array(new Float32Array(count).fill(Number.POSITIVE_INFINITY).buffer);
}

test('a pair that cannot be taken apart is not trained, which is said, and a head on its pictures is fitted all the same', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const { id } = await engine.load(files({ quantised: true }));
  const features = await engine.encodeImages(id, pixels);
  const [count] = features.dims;
  const labels = Array.from({ length: count }, (_, at) => at);
  const vectors = { data: features.data, dims: features.dims };
  const names = labels.map((at) => `thing ${at}`);
  const data = { names, pictures: vectors, labels };
  for (const repair of ['text-tower', 'text-projection'] as const)
    await expect(engine.train(id, data, { repair })).rejects.toMatchObject({ code: 'onnx-whole' });
  const { head } = await engine.fitHead({
    kind: 'pictures',
    features: vectors,
    labels,
    classes: count,
    words: null,
    trust: null,
  });
  const own = headLogits(head, normaliseRows(vectors)).data;
  const winners = labels.map((at) => winnerOfRow(own.subarray(at * count, (at + 1) * count)));
  expect(winners).toEqual(labels);
});

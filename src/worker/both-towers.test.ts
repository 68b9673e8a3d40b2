import { describe, expect, test } from 'vitest';
import { tableOf } from '../words/tables.ts';
import { bytesSource } from '../core/archive/byte-source.ts';
import type { OnnxGraph } from '../core/graph/onnx.ts';
import { cutGraph, partBehind } from '../core/onnx/graph-part.ts';
import { readOnnx } from '../core/onnx/read-onnx.ts';
import { normaliseRows } from '../core/scoring/normalise-rows.ts';
import { relativeError } from '../testing/golden.ts';
import { goldenIds, goldenPixels, goldenReference } from '../testing/golden-inputs.ts';
import { joinedTowers } from '../testing/joined-towers.ts';
import { onnxPair, PAIR_CONFIG } from '../testing/onnx-pair.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';

const NAME = 'tiny-quickgelu-hf.safetensors';
const reference = goldenReference(NAME);
const CONFIG = new File([JSON.stringify(PAIR_CONFIG)], 'config.json');

type JoinedOptions = Parameters<typeof joinedTowers>[1];
const files = (options: JoinedOptions = {}) => [
  new File([joinedTowers(NAME, options)], 'model.onnx'),
  CONFIG,
];

/** Rows of length one, as the graph gives them. */
function directions(rows: readonly (readonly number[])[]): Float32Array {
  const data = Float32Array.from(rows.flat());
  return normaliseRows({ data, dims: [rows.length, rows[0]?.length ?? 0] }).data;
}

describe('a model.onnx with both towers', () => {
  test('is split: each tower gives the directions of PyTorch, and the report tells every weight', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id, report, model } = await engine.load(files());
    const images = await engine.encodeImages(id, goldenPixels);
    const texts = await engine.encodeTexts(id, goldenIds);
    expect(relativeError(images.data, directions(reference.image_embeds))).toBeLessThan(1e-4);
    expect(relativeError(texts.data, directions(reference.text_embeds))).toBeLessThan(1e-4);
    expect(report).toMatchObject({
      files: ['model.onnx'],
      layout: 'onnx',
      ready: { image: 'model.onnx', text: 'model.onnx' },
      verdict: { kind: 'both-towers' },
    });
    const told = report.parameters.filter(
      ({ provenance }) => provenance.kind === 'loaded' && provenance.pieces.length > 0,
    );
    expect(told.length).toBe(report.parameters.length - 1);
    // Each tower holds its own weights alone.
    const { image, text } = onnxPair(NAME);
    expect(model.weightBytes).toBeLessThan(image.length + text.length);
    expect(model.weightBytes).toBeGreaterThan(0.9 * (image.length + text.length));
  });

  test('gives its image side alone by the rule that takes only that', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { report } = await engine.load(files(), { rule: 'timm', seed: 3 });
    expect(report.ready).toEqual({ image: 'model.onnx' });
    expect(report.verdict.kind).toBe('vision-only');
  });

  test('in whole numbers takes one row at a time, as a pair does', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load(files({ quantised: true }));
    const both = await engine.encodeImages(id, goldenPixels);
    const pair = onnxPair(NAME, { quantised: true });
    const apart = await engine.load([
      new File([pair.image], 'vision_model.onnx'),
      new File([pair.text], 'text_model.onnx'),
      CONFIG,
    ]);
    const own = await engine.encodeImages(apart.id, goldenPixels);
    expect(relativeError(both.data, normaliseRows(own).data)).toBeLessThan(1e-6);
  });

  test('is cut so that nothing of the other side is left', async () => {
    const bytes = joinedTowers(NAME);
    const onnx = await readOnnx(bytesSource(bytes));
    const alone = await cutGraph(bytes, partBehind(onnx, 'image_embeds'));
    const cut = await readOnnx(bytesSource(alone));
    expect(cut.inputs.map(({ name }) => name)).toEqual(['pixel_values']);
    expect(cut.outputs.map(({ name }) => name)).toEqual(['image_embeds']);
    const names = [...cut.tensors, ...cut.operators].map(({ name }) => name);
    expect(names.filter((name) => /text|logit/.test(name))).toEqual([]);
    const pair = await readOnnx(bytesSource(onnxPair(NAME).image));
    // Two operators more divide by the length, one constant says along which axis.
    expect(cut.operators.length).toBe(pair.operators.length + 2);
    expect(cut.tensors.length).toBe(pair.tensors.length + 1);
    expect(alone.length).toBeLessThan(bytes.length);
  });
});

const withNode =
  (operator: string, inputs: string[], instead: string) =>
  (graph: OnnxGraph): OnnxGraph => ({
    ...graph,
    nodes: graph.nodes.map((node) =>
      node.outputs[0] === instead ? { ...node, operator, inputs } : node,
    ),
  });

test.each<[string, string, (graph: OnnxGraph) => OnnxGraph]>([
  [
    'an image side that depends on the texts',
    'onnx-joined',
    withNode('Add', ['image_embeds:raw', 'text_embeds:raw'], 'image_embeds'),
  ],
  [
    'a text side that depends on the pictures through many steps',
    'onnx-joined',
    withNode('Add', ['text_embeds:raw', 'image_embeds'], 'text_embeds'),
  ],
  [
    'one operator that is not known',
    'onnx-operator',
    withNode('Loop', ['image_embeds:raw'], 'image_embeds'),
  ],
  [
    'a value made twice',
    'checkpoint-header-invalid',
    (graph) => ({ ...graph, nodes: [...graph.nodes, ...graph.nodes.slice(0, 1)] }),
  ],
  [
    'weights in a second file',
    'onnx-elsewhere',
    (graph) => ({
      ...graph,
      tensors: graph.tensors.map((tensor, at) =>
        at === 0
          ? { ...tensor, content: { path: 'model.onnx_data', offset: 0, byteLength: 4 } }
          : tensor,
      ),
    }),
  ],
  [
    'a circle, which is visited once',
    'onnx-joined',
    withNode('Add', ['image_embeds', 'text_embeds'], 'image_embeds'),
  ],
])('%s is refused in one sentence, in both languages', async (_, code, change) => {
  const engine = createWorkerEngine(nodePlatform());
  await expect(engine.load(files({ change }))).rejects.toMatchObject({
    code,
    message: expect.stringMatching(/^[A-Z"].{20,400}\.$/s) as string,
  });
  for (const language of ['en', 'zh'] as const) {
    const own: Readonly<Record<string, unknown>> = tableOf(language);
    expect(own).toHaveProperty([`error.${code}`]);
  }
});

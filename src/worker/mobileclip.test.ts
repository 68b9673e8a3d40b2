import { describe, expect, test } from 'vitest';
import { goldenCheckpoint, renamed } from '../testing/checkpoint-files.ts';
import { goldenBytes, relativeError } from '../testing/golden.ts';
import {
  mobile,
  mobileArchitecture,
  MOBILE_KINDS,
  mobileFile,
  mobileIds,
  mobileJson,
  type MobileKind,
} from '../testing/mobile.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';
import { createTokenizer } from './texts/tokenizer.ts';

function files(kind: MobileKind, json = mobileJson(kind)): File[] {
  return [
    new File([goldenBytes(mobileFile(kind))], 'open_clip_model.safetensors'),
    ...Object.entries(json).map(([name, content]) => new File([content], name)),
  ];
}
const pictures = mobile.pictures.map((path) => new Blob([goldenBytes(path)]));

describe.each(MOBILE_KINDS)('MobileCLIP around timm’s %s as OpenCLIP saves it', (kind) => {
  const reference = mobile[kind];

  test('gives the embeddings of PyTorch for pictures and words', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id, report } = await engine.load(files(kind));
    expect(report).toMatchObject({
      layout: 'openclip',
      verdict: { kind: 'complete' },
      unexpected: [],
      beside: [],
    });
    const seen = await engine.encodeImages(id, pictures);
    expect(relativeError(seen.data, reference.image_embeds.flat())).toBeLessThan(1e-4);
    const read = await engine.encodeTexts(id, mobile.texts);
    expect(relativeError(read.data, reference.text_embeds.flat())).toBeLessThan(1e-4);
    const given = await engine.encodeTexts(id, mobileIds(kind));
    expect(relativeError(given.data, reference.text_embeds.flat())).toBeLessThan(1e-4);
  });
});

const TRUNK = 'visual.trunk.';

function inTimm(name: string): string | null {
  return name.startsWith(TRUNK) ? name.slice(TRUNK.length) : null;
}

/** As timm writes it; the crop and the kernel are those of the reference. */
function timmConfig(architecture: string, size: number): string {
  const crop = { crop_pct: 1, crop_mode: 'center', interpolation: 'bilinear' };
  const colours = { mean: [0, 0, 0], std: [1, 1, 1] };
  const pretrained_cfg = { tag: 'apple_mclip', input_size: [3, size, size], ...crop, ...colours };
  return JSON.stringify({ architecture, num_classes: 10, pretrained_cfg });
}

test.each(MOBILE_KINDS)(
  '%s: words become the ids of OpenCLIP, filled up where nothing masks them',
  async (kind) => {
    const { inputIds, dims } = mobileIds(kind);
    const tokenize = await createTokenizer(
      {
        origin: 'tokenizer.json',
        json: JSON.parse(mobileJson(kind)['tokenizer.json'] ?? ''),
        config: {},
      },
      mobileArchitecture(kind).text,
    );
    mobile.texts.forEach((text, row) => {
      const due = inputIds.slice(row * dims[1], (row + 1) * dims[1]);
      const read = kind === 'fastvit' ? due : due.slice(0, due.indexOf(599) + 1);
      expect(tokenize(text).ids).toEqual(read);
    });
  },
);

describe.each(MOBILE_KINDS)('the parts of a MobileCLIP around timm’s %s', (kind) => {
  const reference = mobile[kind];
  const { tensors } = goldenCheckpoint(mobileFile(kind)).header;

  test('batch norms are parameters with their statistics, and counters are known and unused', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { report } = await engine.load(files(kind));
    const counters = tensors.filter(({ name }) => name.endsWith('num_batches_tracked'));
    expect(report.buffers.map(({ tensor }) => tensor.name).toSorted()).toEqual(
      counters.map(({ name }) => name).toSorted(),
    );
    const taken = report.parameters.flatMap(({ provenance }) =>
      provenance.kind === 'loaded' ? provenance.pieces.map(({ tensor }) => tensor.name) : [],
    );
    expect(taken.length).toBe(tensors.length - counters.length);
    expect(new Set(taken).size).toBe(taken.length);
  });

  test('its image side in timm’s layout is the same, and the text side is left to chance', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const name = String(reference.config.model_cfg.vision_cfg['timm_model_name']);
    const size = Number(reference.config.model_cfg.vision_cfg['image_size']);
    const { id, report, model } = await engine.load([
      new File([renamed(mobileFile(kind), inTimm)], 'model.safetensors'),
      new File([timmConfig(name, size)], 'config.json'),
    ]);
    expect(report).toMatchObject({
      layout: 'timm',
      verdict: { kind: 'vision-only' },
      unexpected: [],
    });
    expect(model.description.architecture.text.unmasked ?? false).toBe(kind === 'fastvit');
    const seen = await engine.encodeImages(id, pictures);
    expect(relativeError(seen.data, reference.image_embeds.flat())).toBeLessThan(1e-4);
  });

  test('every place has a vector', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load(files(kind));
    const [picture = new Blob()] = pictures;
    const { data, dims } = await engine.encodePatches(id, picture);
    expect(dims).toEqual([kind === 'vit' ? 9 : 4, 10]);
    expect(data.every(Number.isFinite)).toBe(true);
  });

  test('in 8 bits it stays close', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load(files(kind), { precision: 'int8' });
    const seen = await engine.encodeImages(id, pictures);
    expect(relativeError(seen.data, reference.image_embeds.flat())).toBeLessThan(0.1);
  });
});

test('FastViT’s embedding is the mean of what its projection makes of every place', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const { id } = await engine.load(files('fastvit'));
  const [picture = new Blob()] = pictures;
  const { data } = await engine.encodePatches(id, picture);
  const [due = []] = mobile.fastvit.image_embeds;
  const mean = due.map((_, axis) => {
    const own = data.filter((__, at) => at % due.length === axis);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
  expect(relativeError(mean, due)).toBeLessThan(1e-4);
});

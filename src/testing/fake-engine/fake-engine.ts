import { makeHead } from '../../core/heads/make-head.ts';
import { loadRule } from '../../core/checkpoint/load-rules.ts';
import type { PictureView } from '../../core/image/picture-view.ts';
import {
  OPENAI_MEAN,
  OPENAI_STD,
  PARTS,
  type ModelDescription,
  type Part,
} from '../../core/model/architecture.ts';
import type { CallOptions } from '../../engine/calls.ts';
import type { Crop } from '../../engine/crop.ts';
import type { DeviceReport } from '../../engine/device.ts';
import type { Engine } from '../../engine/contract.ts';
import type { ImageInput, TextInput } from '../../engine/encoding.ts';
import type { LoadedModel, LoadOptions, ModelSource } from '../../engine/loading.ts';
import { EngineError } from '../../engine/errors.ts';
import { EMBED_DIM, hashRow, matrix, nanRow, rowsOf } from './fake-rows.ts';
import { fakeReport } from './fake-report.ts';
import { describeNumbers } from './fake-numbers.ts';

/** What a test can look at: each call by its name and the number of pictures or texts in it, in order. */
export interface FakeCall {
  readonly method: keyof Engine;
  readonly count: number;
}

export interface FakeEngine extends Engine {
  readonly calls: readonly FakeCall[];
}

const DESCRIPTION: ModelDescription = {
  architecture: {
    embedDim: EMBED_DIM,
    image: {
      kind: 'vit',
      imageSize: 16,
      patchSize: 8,
      width: 16,
      layers: 1,
      heads: 2,
      mlpWidth: 64,
    },
    text: { contextLength: 16, vocabSize: 100, width: 16, heads: 2, layers: 1, mlpWidth: 64 },
  },
  activation: 'quickgelu',
  preprocessing: { size: 16, mean: OPENAI_MEAN, std: OPENAI_STD },
};

const DEVICE: DeviceReport = {
  kind: 'wasm',
  choice: 'auto',
  threads: 1,
  crossOriginIsolated: false,
  adapter: '',
  halfPrecision: false,
  notes: [],
};

/**
 * An engine without a runtime, for tests of what stands above it. Vectors are hashes of the words or bytes, so equal
 * inputs give equal rows. A source whose address or file name contains `vision` holds the image side only; its text side
 * then hashes with the seed, so that another seed answers differently. A picture that is empty or whose first byte is 0
 * cannot be read.
 */
export function createFakeEngine(): FakeEngine {
  const calls: FakeCall[] = [];
  const models = new Map<string, LoadedModel>();
  let device = DEVICE;
  let next = 1;
  const note = (method: keyof Engine, count: number, options?: CallOptions): void => {
    options?.signal?.throwIfAborted();
    calls.push({ method, count });
  };
  const model = (id: string): LoadedModel => {
    const found = models.get(id);
    if (!found) throw new EngineError('unknown-model', `There is no model named ${id}.`, { id });
    return found;
  };
  const embedImages = async (images: ImageInput, salt: string, keepGoing = false) => {
    const inputs = await imageBytes(images);
    const failures = inputs.flatMap((bytes, index) =>
      'pixelValues' in images || (bytes[0] ?? 0) !== 0 ? [] : [{ index, error: unreadable() }],
    );
    if (failures.length > 0 && !keepGoing) throw unreadable();
    const failed = new Set(failures.map(({ index }) => index));
    const rows = inputs.map((bytes, index) =>
      failed.has(index) ? nanRow() : hashRow(bytes, salt),
    );
    return { ...matrix(rows), failures };
  };

  return {
    calls,
    async load(source, options = {}) {
      note('load', 1, options);
      const id = `model-${next++}`;
      models.set(id, describe(id, source, options));
      return model(id);
    },
    async encodeImages(id, images, options) {
      note('encodeImages', inputCount(images), options);
      return embedImages(images, model(id).model.fingerprints.image, options?.keepGoing);
    },
    async encodeImagesWith(ids, images, options) {
      note('encodeImagesWith', images.length, options);
      const salts = ids.map((id) => model(id).model.fingerprints.image);
      return Promise.all(salts.map((salt) => embedImages(images, salt, options?.keepGoing)));
    },
    async encodeTexts(id, prompts, options) {
      note('encodeTexts', textBytes(prompts).length, options);
      const salt = model(id).model.fingerprints.text;
      const rows = textBytes(prompts).map((bytes) => hashRow(bytes, salt));
      return { ...matrix(rows), truncated: rows.map(() => false) };
    },
    async preprocess(id, image, options) {
      note('preprocess', 1, options);
      return fakeCrop(model(id).model.description.preprocessing.size, await bytesOf(image));
    },
    async classify(id, images, labels, options) {
      note('classify', inputCount(images), options);
      const { data, dims } = await embedImages(images, model(id).model.fingerprints.image);
      const cosines = new Float32Array(dims[0] * labels.length).map(
        (_, i) => (data[i % data.length] ?? 0) / 2,
      );
      const probabilities = cosines.map(() => 1 / labels.length);
      const logits = cosines.map((value) => value * 100);
      return {
        labels,
        cosines,
        logits,
        probabilities,
        dims: [dims[0], labels.length],
        logitScale: 100,
      };
    },
    async encodeViews(id, picture, views, options) {
      note('encodeViews', views.length, options);
      const salt = model(id).model.fingerprints.image;
      const bytes = await readableBytes(picture);
      return matrix(views.map((view) => hashRow(viewBytes(bytes, view), salt)));
    },
    async encodePatches(id, picture, options) {
      note('encodePatches', 1, options);
      const { fingerprints, description } = model(id).model;
      const { size } = description.preprocessing;
      const bytes = await readableBytes(picture);
      const rows = PATCHES.map((patch) => hashRow(bytes, `${fingerprints.image} ${patch}`));
      const region = { left: 0, top: 0, width: 1, height: 1 };
      return { ...matrix(rows), rows: 2, columns: 2, size: options?.size ?? size, region };
    },
    async device() {
      return device;
    },
    async setDevice(choice, options) {
      note('setDevice', models.size, options);
      device = { ...device, choice, kind: choice === 'webgpu' ? 'webgpu' : 'wasm' };
      return device;
    },
    async release(id) {
      note('release', 1);
      models.delete(model(id).id);
    },
    async save(id, options) {
      note('save', 1, options);
      const { name } = model(id).model;
      return [{ name: 'model.safetensors', blob: new Blob([name, options.layout]) }];
    },
    async train(id, data, options) {
      note('train', data.labels.length, options);
      const made = `model-${next++}`;
      models.set(made, { ...model(id), id: made });
      return { ...model(made), losses: [], looks: [] };
    },
    async fitHead(request) {
      note('fitHead', request.labels.length);
      return makeHead(request);
    },
    async inspect(source, options = {}) {
      note('inspect', 1, options);
      const { report, model } = describe('', source, options);
      const { name, description } = model;
      return { name, report, description, files: [], downloadedBytes: 0 };
    },
    async describeParameter(id, name, options) {
      note('describeParameter', 1, options);
      return describeNumbers(model(id).report, name);
    },
    async hashParameters(id, options) {
      note('hashParameters', 1, options);
      const { report } = model(id);
      return report.parameters.map(({ parameter, provenance }) =>
        provenance.kind === 'loaded' ? `trained ${parameter.name}` : `seed ${report.seed}`,
      );
    },
    async listRepository(text, options) {
      note('listRepository', 1, options);
      const address = { repo: text, revision: 'main', path: null };
      return { address, files: [], loadables: [], cut: false };
    },
    async kept() {
      return { available: false, files: [], usage: null, quota: null };
    },
    async forget(url) {
      throw new EngineError('kept-unknown', `Nothing is kept of ${url}.`, { url });
    },
  };
}

function describe(id: string, source: ModelSource, options: LoadOptions): LoadedModel {
  const { rule = 'openclip', seed = 0, activation = 'quickgelu', precision = 'fp32' } = options;
  const name = sourceName(source);
  const present = PARTS.filter(
    (part) => name !== '' && (part.startsWith('image') || !name.includes('vision')),
  );
  const report = fakeReport(
    name,
    present,
    { rule: loadRule(rule, options.resets), seed },
    DESCRIPTION.architecture,
  );
  const loaded = (part: Part): boolean => report.parts.some((s) => s.part === part && s.loaded > 0);
  const salt = (part: Part): string => (loaded(part) ? 'trained' : `seed ${seed}`);
  // Reduced precision gives other vectors, as it does in truth.
  const suffix = precision === 'fp32' ? '' : ` ${precision}`;
  return {
    id,
    report,
    model: {
      name: name || 'random',
      description: { ...DESCRIPTION, activation },
      logitScale: { value: 100, trained: loaded('logit-scale') },
      fingerprints: {
        image: `image ${salt('image-tower')}${suffix}`,
        text: `text ${salt('text-tower')}${suffix}`,
      },
      tokenizer: 'tokenizer.json',
      precision,
      weightBytes: 1000,
    },
  };
}

function sourceName(source: ModelSource): string {
  // The words on the text side of a pair decide what it holds.
  if ('image' in source) return sourceName(source.text);
  if ('url' in source) return source.url;
  if ('urls' in source) return source.urls.join(' ');
  if ('hub' in source) return source.hub;
  return 'config' in source ? '' : source.map((file) => file.name).join(' ');
}

const PATCHES = [0, 1, 2, 3] as const;

async function readableBytes(picture: Blob): Promise<Uint8Array> {
  const bytes = await bytesOf(picture);
  if ((bytes[0] ?? 0) === 0) throw unreadable();
  return bytes;
}

/** A view of which nothing is cut or covered is the picture itself. */
function viewBytes(bytes: Uint8Array, { crop, covered = [] }: PictureView): Uint8Array {
  if (!crop && covered.length === 0) return bytes;
  const words = new TextEncoder().encode(JSON.stringify([crop, covered]));
  return Uint8Array.of(...bytes, ...words);
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

function inputCount(images: ImageInput): number {
  return 'pixelValues' in images ? images.dims[0] : images.length;
}

async function imageBytes(images: ImageInput): Promise<Uint8Array[]> {
  if (!('pixelValues' in images)) return Promise.all(images.map(bytesOf));
  const { pixelValues, dims } = images;
  const bytes = new Uint8Array(pixelValues.buffer, pixelValues.byteOffset, pixelValues.byteLength);
  return rowsOf(bytes, dims[0]);
}

function textBytes(prompts: TextInput): Uint8Array[] {
  if (!('inputIds' in prompts)) return prompts.map((text) => new TextEncoder().encode(text));
  return rowsOf(new Uint8Array(Int32Array.from(prompts.inputIds).buffer), prompts.dims[0]);
}

function unreadable(): EngineError {
  return new EngineError('picture-unreadable', 'This picture cannot be read.');
}

function fakeCrop(size: number, bytes: Uint8Array): Crop {
  return {
    data: new Uint8Array(size * size * 3).map((_, i) => bytes[i % bytes.length] ?? 0),
    size,
    width: size,
    height: size,
    mode: 'RGB',
    format: 'png',
    orientation: 1,
    animated: false,
    region: { x: 0, y: 0, width: size, height: size },
    canvasNoise: false,
    notes: [],
  };
}

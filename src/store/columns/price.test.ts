import { beforeEach, expect, test } from 'vitest';
import type { DeviceReport } from '../../engine/device.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { createFakeEngine, type FakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { settled } from '../../testing/settled.ts';
import { cosineToFp32 } from '../selectors/cosine-to-fp32.ts';
import { offeredPrice, takenPrice } from '../selectors/price.ts';
import { createPageStore, type Store } from '../store.ts';
import type { Column, ColumnSource, ModelChoice } from '../types.ts';
import { newColumn } from './column.ts';

const SOURCE = { kind: 'url', url: 'https://models.test/base.safetensors' } as const;

let store: Store;
let engine: FakeEngine;
/** How long a picture takes, in ms, by the number format of its model. */
let cost: Record<string, number>;
let change: (loaded: LoadedModel) => LoadedModel;
let device: Partial<DeviceReport>;
let encoded: string[];

/** ViT-B/32's numbers by part, about: the fake engine's own model is of a few thousand. */
function large(loaded: LoadedModel): LoadedModel {
  const parts = loaded.report.parts.map((part) => ({ ...part, numbers: 30_000_000 }));
  return { ...loaded, report: { ...loaded.report, parts } };
}

beforeEach(() => {
  const fake = createFakeEngine();
  let clock = 0;
  cost = { fp32: 900, int8: 310 };
  change = large;
  device = {};
  encoded = [];
  const formats = new Map<string, string>();
  engine = {
    ...fake,
    load: async (source, options) => {
      const loaded = change(await fake.load(source, options));
      formats.set(loaded.id, loaded.model.precision);
      return loaded;
    },
    device: async () => ({ ...(await fake.device()), ...device }),
    encodeImages: async (id, images, options) => {
      const format = formats.get(id) ?? '';
      const count = 'pixelValues' in images ? images.dims[0] : images.length;
      clock += count * (cost[format] ?? 0);
      encoded.push(...Array.from({ length: count }, () => format));
      return fake.encodeImages(id, images, options);
    },
  };
  let next = 0;
  store = createPageStore({
    engine,
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
    now: () => clock,
  });
});

async function show(
  pictures: number,
  source: ColumnSource = SOURCE,
  options: Partial<ModelChoice> = {},
): Promise<void> {
  store.getState().setColumns([newColumn('a', source, options)]);
  await store.getState().loadAll();
  await settled(store.getState);
  await add(pictures);
}

async function add(pictures: number): Promise<void> {
  const before = store.getState().pictures.length;
  store
    .getState()
    .addFiles(
      Array.from(
        { length: pictures },
        (_, i) => new File([`bytes ${before + i}`], `${before + i}.png`, { type: 'image/png' }),
      ),
    );
  await store.getState().encodeMissing();
  await settled(store.getState);
}

function column(index = 0): Column {
  const found = store.getState().columns[index];
  if (!found) throw new Error(`There is no column ${index}.`);
  return found;
}

const offered = (index = 0) => offeredPrice(store.getState(), column(index));
const taken = (index = 0) => takenPrice(store.getState(), column(index));

test('what a picture takes is said from the third one on, of encodes that were made anyway', async () => {
  await show(2);
  expect(offered()).toBeNull();
  await add(1);
  expect(offered()).toBe(900);
  expect(encoded).toEqual(['fp32', 'fp32', 'fp32']);
});

test('a call that waited for something else does not make a device slow', async () => {
  await show(3);
  cost['fp32'] = 5000;
  await add(3);
  expect(offered()).toBe(900);
  cost['fp32'] = 250;
  await add(3);
  expect(offered()).toBeNull();
});

test('nothing is said where a picture is quick, or of a small model', async () => {
  cost['fp32'] = 300;
  await show(4);
  expect(offered()).toBeNull();
  cost['fp32'] = 900;
  change = (loaded) => loaded;
  await show(4);
  expect(offered()).toBeNull();
});

const built = { kind: 'built-in', file: 'complete' } as const;

test.each<[string, ColumnSource, Partial<ModelChoice>]>([
  ['the built-in model', built, {}],
  ['the built-in image tower', { kind: 'towers', image: built, text: SOURCE, scale: null }, {}],
  ['a model in 8 bits', SOURCE, { precision: 'int8' }],
])('nothing is said of %s', async (_, source, options) => {
  cost['int8'] = 900;
  await show(4, source, options);
  expect(offered()).toBeNull();
  expect(store.getState().price.paces.size).toBe(0);
});

function described(loaded: LoadedModel, towers: object): LoadedModel {
  const { description } = loaded.model;
  const architecture = { ...description.architecture, ...towers };
  return { ...loaded, model: { ...loaded.model, description: { ...description, architecture } } };
}

test.each<[string, (loaded: LoadedModel) => LoadedModel]>([
  ['two ready graphs', (one) => ({ ...one, report: { ...one.report, layout: 'onnx' } })],
  [
    'a side that is a ready graph',
    (one) => ({ ...one, report: { ...one.report, ready: { image: 'vision.onnx' } } }),
  ],
  [
    "an image tower that the page's kernels do not compute",
    (one) =>
      described(one, {
        image: { kind: 'resnet', imageSize: 16, width: 8, layers: [1, 1, 1, 1], heads: 2 },
      }),
  ],
  [
    'a text tower without a mask',
    (one) =>
      described(one, { text: { ...one.model.description.architecture.text, unmasked: true } }),
  ],
])('nothing is said of %s', async (_, made) => {
  change = (loaded) => made(large(loaded));
  await show(4);
  expect(offered()).toBeNull();
});

test.each<[string, Partial<DeviceReport>]>([
  ['on a graphics card', { kind: 'webgpu' }],
  ["where the page's kernels do not run", { notes: [{ code: 'kernels-failed', detail: '' }] }],
])('nothing is said %s', async (_, report) => {
  device = report;
  await show(4);
  expect(offered()).toBeNull();
});

test('what was measured on the processor is not said once a graphics card computes', async () => {
  await show(4);
  device = { kind: 'webgpu' };
  await store.getState().refreshDevice();
  expect(offered()).toBeNull();
});

test('nothing is said of what was downloaded into memory only', async () => {
  await show(4);
  store.setState({ inMemory: new Set(['a']) });
  expect(offered()).toBeNull();
});

test('8 bits and back: each with its own time, and near to what fp32 had answered', async () => {
  await show(4);
  await store.getState().answerPrice('a', 'int8');
  await settled(store.getState);
  expect(column().precision).toBe('int8');
  expect(offered()).toBeNull();
  expect(taken()).toEqual({ now: 310, before: 900 });
  expect(cosineToFp32(store.getState(), column())?.pictures).toBe(4);
  expect(encoded).toEqual([...Array(4).fill('fp32'), ...Array(4).fill('int8')]);

  await store.getState().answerPrice('a', 'fp32');
  await settled(store.getState);
  expect(column().precision).toBe('fp32');
  expect(taken()).toBeNull();
  expect(offered()).toBe(900);
  expect(encoded).toHaveLength(8);
});

test('columns of one image tower change together, and the first of them says it', async () => {
  const seven = newColumn('b', SOURCE, { seed: 7 });
  store.getState().setColumns([newColumn('a', SOURCE), seven]);
  await store.getState().loadAll();
  await add(3);
  expect([offered(0), offered(1)]).toEqual([900, null]);
  await store.getState().answerPrice('a', 'int8');
  await settled(store.getState);
  expect(store.getState().columns.map(({ precision }) => precision)).toEqual(['int8', 'int8']);
  expect([taken(0)?.before, taken(1)]).toEqual([900, null]);
  await store.getState().answerPrice('a', 'fp32');
  await settled(store.getState);
  expect(store.getState().columns.map(({ precision }) => precision)).toEqual(['fp32', 'fp32']);
});

test('another model in 8 bits is not what was taken, and a step back takes it back', async () => {
  await show(3);
  await store.getState().answerPrice('a', 'int8');
  await settled(store.getState);
  store.getState().undo();
  await settled(store.getState);
  expect([column().precision, taken(), offered()]).toEqual(['fp32', null, 900]);
  const source = { kind: 'url', url: 'https://models.test/other.safetensors' } as const;
  await store.getState().changeModel('a', { source, precision: 'int8' });
  await settled(store.getState);
  expect(taken()).toBeNull();
});

test('a model that does not come in 8 bits leaves the column as it was', async () => {
  await show(3);
  engine.load = () => Promise.reject(new Error('no memory'));
  await store.getState().answerPrice('a', 'int8');
  await settled(store.getState);
  expect(column().precision).toBe('fp32');
  expect(store.getState().price.inFull.size).toBe(0);
});

test('put away, it does not come again: not for another model either', async () => {
  await show(3);
  await store.getState().answerPrice('a', 'close');
  expect(offered()).toBeNull();
  await show(3, { kind: 'url', url: 'https://models.test/vision.safetensors' }, { seed: 3 });
  expect(offered()).toBeNull();
});

import { beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../engine/contract.ts';
import { EngineError } from '../../engine/errors.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { createPageStore, type Store } from '../store.ts';
import { samplePicture } from '../pictures/picture.ts';
import { settled } from '../../testing/settled.ts';

let store: Store;
/** Everything that was encoded, in order; calls wait while the gate is closed, and end when they are given up. */
let encoded: string[];
let close: () => void;
let open: () => void;
let fetched: (url: string) => Promise<Response>;
/** Models of which the engine knows nothing, and how often it was asked for one. */
let unknown: Set<string>;
let refused: number;

function gateway() {
  let waiting = Promise.resolve();
  let release = (): void => undefined;
  close = () => {
    waiting = new Promise((resolve) => {
      release = resolve;
    });
  };
  open = () => release();
  return (signal: AbortSignal | undefined) =>
    Promise.race([
      waiting,
      new Promise<void>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
    ]);
}

function createStore(): void {
  const fake = createFakeEngine();
  const pass = gateway();
  encoded = [];
  unknown = new Set();
  refused = 0;
  const known = (id: string): void => {
    if (!unknown.has(id)) return;
    refused += 1;
    throw new EngineError('unknown-model', 'There is no such model.');
  };
  const encodeTexts: Engine['encodeTexts'] = async (id, prompts, options) => {
    await pass(options?.signal);
    known(id);
    encoded.push(...(prompts as readonly string[]));
    return fake.encodeTexts(id, prompts, options);
  };
  const encodeImages: Engine['encodeImages'] = async (id, images, options) => {
    await pass(options?.signal);
    known(id);
    encoded.push(...(images as readonly File[]).map(({ name, size }) => name ?? `${size} bytes`));
    return fake.encodeImages(id, images, options);
  };
  let next = 0;
  fetched = () => Promise.reject(new TypeError('no network'));
  store = createPageStore({
    engine: { ...fake, encodeTexts, encodeImages },
    fetch: (url) => fetched(typeof url === 'string' ? url : ''),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
}

const picture = (name: string): File => new File([`bytes of ${name}`], name, { type: 'image/png' });
const left = (): number => store.getState().encoding.left.size;
/** What was encoded since the last look, each once. */
const news = (): string[] => [...new Set(encoded.splice(0))];

beforeEach(async () => {
  createStore();
  store.getState().removeColumn('b');
  await store.getState().loadAll();
  store.getState().setTemplates(['{label}']);
  store.getState().addLabels(['cat']);
  store.getState().addFiles([picture('a.png')]);
  await settled(store.getState);
  news();
});

test('a cancel stops this work only: labels and pictures that come later are encoded', async () => {
  close();
  store.getState().addFiles(['b.png', 'c.png'].map(picture));
  store.getState().addLabels(['dog']);
  await settled(store.getState);
  store.getState().cancelEncoding();
  open();
  await settled(store.getState);
  expect(news()).toEqual([]);
  expect(left()).toBe(3);
  store.getState().addLabels(['bird']);
  store.getState().addFiles([picture('d.png')]);
  await settled(store.getState);
  expect(news()).toEqual(['bird', 'd.png']);
  expect(left()).toBe(3);
  store.getState().resumeEncoding();
  await settled(store.getState);
  expect(news().toSorted()).toEqual(['b.png', 'c.png', 'dog']);
  expect(left()).toBe(0);
});

test('what is asked for in the very moment of the cancel is encoded too', async () => {
  close();
  store.getState().addLabels(['dog']);
  await settled(store.getState);
  store.getState().cancelEncoding();
  store.getState().addLabels(['bird']);
  open();
  await settled(store.getState);
  expect(news()).toEqual(['bird']);
  expect(left()).toBe(1);
});

test('a cancel without work leaves nothing out', async () => {
  store.getState().cancelEncoding();
  store.getState().addLabels(['bird']);
  await settled(store.getState);
  expect(news()).toEqual(['bird']);
  expect(left()).toBe(0);
});

test('what was cancelled, removed and given again is new', async () => {
  close();
  store.getState().addLabels(['dog']);
  await settled(store.getState);
  store.getState().cancelEncoding();
  open();
  await settled(store.getState);
  const dog = store.getState().labels.find(({ text }) => text === 'dog');
  store.getState().removeLabel(dog?.id ?? '');
  expect(left()).toBe(0);
  store.getState().addLabels(['dog']);
  await settled(store.getState);
  expect(news()).toEqual(['dog']);
});

test('another model and another way of laying transparency flat ask anew', async () => {
  close();
  store.getState().addFiles([picture('b.png')]);
  await settled(store.getState);
  store.getState().cancelEncoding();
  open();
  await settled(store.getState);
  store.getState().chooseAlpha('as-pillow');
  await settled(store.getState);
  expect(news().toSorted()).toEqual(['a.png', 'b.png']);
  expect(left()).toBe(0);
});

test('a sample that does not come fails alone; the other pictures are encoded', async () => {
  const samples = ['lost', 'gone', 'here'].map((en) =>
    samplePicture({ file: `${en}.webp`, en, zh: en }, (path) => `https://page.test/${path}`),
  );
  fetched = async (url) => {
    if (url.includes('lost')) throw new TypeError('Failed to fetch');
    return new Response('pixels', { status: url.includes('gone') ? 404 : 200 });
  };
  store.getState().setPictures(samples);
  await settled(store.getState);
  const codes = samples.map(({ id }) => store.getState().failures.get(id)?.code ?? 'encoded');
  expect(codes).toEqual(['download-failed', 'download-status', 'encoded']);
});

test('a model that the engine does not know is asked once for each kind, and again when somebody asks again', async () => {
  const [first] = store.getState().columns;
  if (first?.status.kind !== 'ready') throw new Error('The column is loaded.');
  unknown.add(first.status.loaded.id);
  store.setState(({ pictures, labels }) => ({
    pictures: [...pictures, ...pictures.map((one) => ({ ...one, id: 'late' }))],
    labels: [...labels, { id: 'late', text: 'dog', prompts: null }],
  }));
  await store.getState().encodeMissing();
  expect(refused).toBe(2);
  await store.getState().encodeMissing();
  expect(refused).toBe(4);
  unknown.clear();
  await store.getState().encodeMissing();
  expect(refused).toBe(4);
  expect(news()).toEqual(['dog', 'a.png']);
});

test('vectors of another way of laying transparency flat do not come in late', async () => {
  close();
  store.getState().addFiles([picture('b.png')]);
  await settled(store.getState);
  store.getState().chooseAlpha('as-pillow');
  open();
  await settled(store.getState);
  // The old question is answered once more, and its answer let go.
  expect(encoded.filter((name) => name === 'b.png')).toHaveLength(2);
  expect(news().toSorted()).toEqual(['a.png', 'b.png']);
});

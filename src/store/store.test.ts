import { beforeEach, expect, test, vi } from 'vitest';
import { BUILT_IN } from '../core/hub/built-in-model.ts';
import { createFakeEngine, type FakeEngine } from '../testing/fake-engine/fake-engine.ts';
import { EngineError } from '../engine/errors.ts';
import { pictureScores } from './selectors/scores.ts';
import { orderedPictures } from './selectors/picture-order.ts';
import { samplePicture } from './pictures/picture.ts';
import { LIVE_PICTURE } from './pictures/live-picture.ts';
import { createPageStore, type Store } from './store.ts';
import { settled } from '../testing/settled.ts';

let engine: FakeEngine;
let store: Store;

const address = (path: string): string => `https://page.test/${path}`;
const count = (method: FakeEngine['calls'][number]['method']): number =>
  engine.calls.filter((call) => call.method === method).reduce((sum, call) => sum + call.count, 0);
const picture = (name: string): File => new File([`bytes of ${name}`], name, { type: 'image/png' });

function createStore(overrides: Partial<FakeEngine> = {}): void {
  let next = 0;
  engine = { ...createFakeEngine(), ...overrides };
  store = createPageStore({
    engine,
    fetch: () => Promise.reject(new TypeError('no network')),
    address,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
}

beforeEach(async () => {
  createStore();
  await store.getState().loadAll();
  store.getState().addFiles([picture('a.png'), picture('b.png')]);
  store.getState().addLabels(['cat', 'dog']);
  await settled(store.getState);
});

test('two columns of one image tower encode each picture once, each text tower each prompt', () => {
  expect(count('encodeImages')).toBe(2);
  expect(count('encodeTexts')).toBe(4);
});

test('adding a label encodes that label only', async () => {
  store.getState().addLabels(['bird']);
  await settled(store.getState);
  expect(count('encodeImages')).toBe(2);
  expect(count('encodeTexts')).toBe(6);
});

test('one more label beside a thousand encodes one', async () => {
  store.getState().addLabels(Array.from({ length: 1000 }, (_, i) => `label ${i}`));
  await settled(store.getState);
  const before = count('encodeTexts');
  store.getState().addLabels(['one more']);
  await settled(store.getState);
  expect(count('encodeTexts') - before).toBe(store.getState().columns.length);
});

test('removing, moving, undoing, scale and scoring encode nothing', async () => {
  const before = engine.calls.length;
  const { labels } = store.getState();
  store.getState().moveLabel(labels[1]?.id ?? '', 0);
  store.getState().removeLabel(labels[0]?.id ?? '');
  store.getState().undo();
  store
    .getState()
    .change({ scale: 14.29, scoring: 'sigmoid', shown: 'cosine', barOrder: 'labels' });
  await settled(store.getState);
  expect(engine.calls.length).toBe(before);
  expect(store.getState().labels.map(({ text }) => text)).toEqual(['dog', 'cat']);
});

test('probabilities of a picture add up to 1 and follow the scale', () => {
  const all = store.getState();
  const [column] = all.columns;
  const [first] = all.pictures;
  if (!column || !first) throw new Error('The page is empty.');
  const sum = (scale: number | null): number =>
    (pictureScores({ ...all, scale }, column, first.id)?.scores ?? []).reduce(
      (total, { probability }) => total + probability,
      0,
    );
  expect(sum(null)).toBeCloseTo(1, 6);
  expect(sum(1e6)).toBeCloseTo(1, 6);
  const flat = pictureScores({ ...all, scale: 0 }, column, first.id);
  expect(flat?.scores.map(({ probability }) => probability)).toEqual([0.5, 0.5]);
});

test('an empty label, and one that is there, are told apart and change nothing', () => {
  store.getState().addLabels(['', ' ']);
  store.getState().addLabels(['cat ']);
  expect(store.getState().labels).toHaveLength(2);
  expect(store.getState().notices.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['labels.empty', 'labels.twice']),
  );
});

test('of a folder, pictures are added and the rest is counted by reason', async () => {
  const given = (path: string, content: string) => ({
    path,
    file: new File(
      [Uint8Array.from(content, (c) => c.charCodeAt(0))],
      path.split('/').at(-1) ?? '',
    ),
  });
  const beside = [
    given('photos/Thumbs.db', 'x'),
    given('photos/Icon\r', ''),
    given('photos/IMG_1.MOV', '\0\0\0\x14ftypqt  '),
    given('photos/labels.csv', 'red.png,red'),
  ];
  const before = store.getState().pictures.length;
  await store
    .getState()
    .addGiven([...beside, given('photos/green', '\xff\xd8\xff'), given('red.png', 'no picture')]);
  const names = store.getState().pictures.map(({ name }) => name);
  expect(names.slice(0, 2)).toEqual(['green', 'red.png']);
  expect(names).toHaveLength(before + 2);
  expect(store.getState().notices.at(-1)).toMatchObject({
    key: 'pictures.passed-over',
    values: { count: 4 },
    parts: [
      { key: 'passed-over.system', values: { count: 2 } },
      { key: 'passed-over.video', values: { count: 1 } },
      { key: 'passed-over.document', values: { count: 1 } },
    ],
  });
  await store.getState().addGiven(beside);
  expect(store.getState().pictures).toHaveLength(before + 2);
  expect(store.getState().notices.at(-1)).toMatchObject({
    key: 'pictures.none-given',
    tone: 'problem',
  });
});

test('a picture that cannot be read fails alone', async () => {
  store.getState().addFiles([new File([new Uint8Array([0, 1])], 'broken.png'), picture('c.png')]);
  await settled(store.getState);
  const { failures, pictures, columns } = store.getState();
  expect([...failures.values()].map(({ code }) => code)).toEqual(['picture-unreadable']);
  const [column] = columns;
  const read = pictures.filter(({ id }) => column && pictureScores(store.getState(), column, id));
  expect(read.map(({ name }) => name).toSorted()).toEqual(['a.png', 'b.png', 'c.png']);
});

test('another seed loads one column again and encodes its labels, no picture', async () => {
  store.getState().rollAgain('b');
  await settled(store.getState);
  expect(store.getState().columns[1]?.seed).toBe(1);
  expect(count('encodeImages')).toBe(2);
  expect(count('encodeTexts')).toBe(6);
});

test('after the engine died, one call brings the models back with what was encoded', async () => {
  store.getState().engineDied();
  expect(store.getState().health).toBe('dead');
  await store.getState().startAgain();
  await settled(store.getState);
  expect(store.getState().health).toBe('alive');
  expect(store.getState().columns.every(({ status }) => status.kind === 'ready')).toBe(true);
  expect(count('encodeTexts')).toBe(4);
});

test('a model that cannot be loaded says so in its column; the other goes on', async () => {
  const fake = createFakeEngine();
  createStore({
    ...fake,
    load: (source, options) =>
      'url' in source && source.url.endsWith(BUILT_IN['vision-only'])
        ? Promise.reject(new EngineError('checkpoint-truncated', 'Too short.'))
        : fake.load(source, options),
  });
  await store.getState().loadAll();
  const [first, second] = store.getState().columns.map(({ status }) => status);
  expect(first?.kind).toBe('ready');
  expect(second).toMatchObject({ kind: 'failed', error: { code: 'checkpoint-truncated' } });
});

test('a picture from another site that refuses is a sentence', async () => {
  await store.getState().addUrl('https://elsewhere.test/cat.jpg');
  expect(store.getState().notices.at(-1)).toMatchObject({
    key: 'url.refused',
    values: { host: 'elsewhere.test' },
  });
});

test('a picture from another site that stops coming is a sentence', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const started = (stream: ReadableStreamDefaultController) => stream.enqueue(new Uint8Array(9));
    store = createPageStore({
      engine,
      fetch: async () => new Response(new ReadableStream({ start: started })),
      address,
      createUrl: () => 'blob:picture',
      newId: () => 'id',
    });
    const added = store.getState().addUrl('https://elsewhere.test/cat.jpg');
    await vi.advanceTimersByTimeAsync(31_000);
    await added;
    expect(store.getState().notices.at(-1)).toMatchObject({
      key: 'url.silent',
      values: { host: 'elsewhere.test', seconds: 30 },
    });
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  ['https://elsewhere.test/a%20cat+dog.png', 'a cat+dog.png'],
  ['https://elsewhere.test/100%.png', '100%.png'],
  ['https://elsewhere.test/', 'elsewhere.test'],
  ['data:image/png;base64,AAAA/BBBB', 'picture'],
])('a picture from %s is called %s', async (url, name) => {
  let next = 0;
  store = createPageStore({
    engine,
    fetch: () =>
      Promise.resolve(new Response('pixels', { headers: { 'content-type': 'image/png' } })),
    address,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
  await store.getState().addUrl(url);
  expect(store.getState().pictures[0]?.name).toBe(name);
});

test('undo brings the ready templates back with their name', async () => {
  await store.getState().chooseTemplateSet('openai-7');
  store.getState().setTemplates(['my {label}']);
  store.getState().undo();
  expect(store.getState().templateSet).toBe('openai-7');
  expect(store.getState().templates).toHaveLength(7);
});

test('a link’s samples stand after one’s own pictures; without a link the last visit’s pictures stay', () => {
  const samples = ['a', 'b', 'c'].map((en) => ({ file: `${en}.webp`, en, zh: en }));
  const [own] = store.getState().pictures;
  const kept = samples.slice(0, 2).map((sample) => samplePicture(sample, address));
  const files = () => store.getState().pictures.map(({ sample, name }) => sample ?? name);
  store.getState().setSamples(samples);
  store.getState().arrangePictures(own ? [own, ...kept] : kept);
  expect(files()).toEqual([own?.name, 'a.webp', 'b.webp']);
  store.getState().applyLink('samples=c.webp+a.webp', true);
  expect(files()).toEqual([own?.name, 'c.webp', 'a.webp']);
  store.getState().applyLink('samples=c.webp+a.webp', true);
  expect(files()).toEqual([own?.name, 'c.webp', 'a.webp']);
});

test('what the camera sees is encoded once for both columns, and is never among the pictures', async () => {
  const before = store.getState().pictures;
  await store.getState().showLive(picture('frame.png'));
  expect(count('encodeImages')).toBe(3);
  for (const column of store.getState().columns)
    expect(pictureScores(store.getState(), column, LIVE_PICTURE.id)?.scores).toHaveLength(2);
  expect(store.getState().pictures).toBe(before);
  store.getState().endLive();
  for (const column of store.getState().columns)
    expect(pictureScores(store.getState(), column, LIVE_PICTURE.id)).toBeNull();
});

test('pictures come by confidence, by label and by disagreement', async () => {
  store.getState().addFiles(Array.from({ length: 12 }, (_, i) => picture(`${i}.png`)));
  store.getState().addLabels(['bird']);
  await settled(store.getState);
  const all = store.getState();
  const [first, second] = all.columns;
  const told = (order: 'confidence' | 'label' | 'agreement') =>
    orderedPictures(all, order).map(({ id }) => {
      const a = first && pictureScores(all, first, id);
      const b = second && pictureScores(all, second, id);
      const best = a?.scores[a.winner];
      return { sure: best?.probability ?? 0, label: a?.winner ?? 0, same: a?.winner === b?.winner };
    });
  const sure = told('confidence').map((one) => one.sure);
  expect(sure).toEqual(sure.toSorted((a, b) => b - a));
  const labels = told('label').map((one) => one.label);
  expect(labels).toEqual(labels.toSorted((a, b) => a - b));
  const same = told('agreement').map((one) => Number(one.same));
  expect(same).toEqual(same.toSorted((a, b) => a - b));
});

test('five thousand labels at once and a label of 2,001 characters are told, the rest goes on', async () => {
  store.getState().addLabels(['x'.repeat(2001), ...Array.from({ length: 5000 }, (_, i) => `${i}`)]);
  expect(store.getState().labels).toHaveLength(5000);
  const keys = store.getState().notices.map(({ key }) => key);
  expect(keys).toContain('labels.too-long');
  expect(keys).toContain('labels.too-many');
  store.getState().addLabels(['x'.repeat(2000)]);
  expect(store.getState().labels).toHaveLength(5000);
});

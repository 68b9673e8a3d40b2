import { beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../engine/contract.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { writeSafetensors } from '../../core/checkpoint/write-safetensors.ts';
import { everydayWords } from '../../core/text/everyday-words.ts';
import { liveModelOf } from '../columns/column-model.ts';
import { createPageStore, type Store } from '../store.ts';
import { lacksWords, pictureFit } from './picture-fit.ts';

const SAMPLES = [
  { file: 'cat.webp', en: 'cat', zh: '猫' },
  { file: 'dog.webp', en: 'dog', zh: '狗' },
  { file: 'tent.webp', en: 'tent', zh: '帐篷' },
];

let store: Store;
let prompts: string[];
let encodeTexts: Engine['encodeTexts'];
/** What the server beside the page has, by address. */
let served: Map<string, Uint8Array<ArrayBuffer>>;

beforeEach(() => {
  const fake = createFakeEngine();
  let next = 0;
  prompts = [];
  served = new Map();
  encodeTexts = fake.encodeTexts;
  store = createPageStore({
    engine: {
      ...fake,
      encodeTexts: (id, texts, options) => {
        if (Array.isArray(texts)) prompts.push(...(texts as string[]));
        return encodeTexts(id, texts, options);
      },
    },
    fetch: (address) => {
      const file = typeof address === 'string' ? served.get(address) : undefined;
      return file
        ? Promise.resolve(new Response(file))
        : Promise.reject(new TypeError('no network'));
    },
    address: (path) => `https://page.test/${path}`,
    createUrl: () => `blob:${next++}`,
    newId: () => `id ${next++}`,
  });
  store.setState({ samples: SAMPLES, language: 'zh', arranged: true });
});

const file = (name: string): File => new File([name], name, { type: 'image/png' });
const unlabelled = () => store.getState().unlabelled.length;

test('own pictures wait for labels until one changes, is kept, or they go again; samples never do', () => {
  const { addFiles, addSamples, addLabels, keepLabels, removePicture } = store.getState();
  addSamples(SAMPLES);
  expect(unlabelled()).toBe(0);
  addFiles([file('a.png'), file('b.png')]);
  expect(unlabelled()).toBe(2);
  removePicture(store.getState().pictures[0]?.id ?? '');
  expect(unlabelled()).toBe(1);
  addLabels(['cat']);
  expect(unlabelled()).toBe(0);
  addFiles([file('c.png')]);
  keepLabels();
  expect(unlabelled()).toBe(0);
});

test('a label that is typed while a picture is still being read is meant for that picture', async () => {
  const { addGiven, addUrl, addLabels } = store.getState();
  served.set(
    'https://else.test/b.png',
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  );
  for (const add of [
    () => addGiven([{ file: file('a.png'), path: 'a.png' }]),
    () => addUrl('https://else.test/b.png'),
  ]) {
    await add();
    expect(unlabelled()).toBe(1);
    const reading = add();
    addLabels([`cat ${store.getState().labels.length}`]);
    await reading;
    expect(unlabelled()).toBe(0);
  }
  expect(store.getState().pictures.filter(({ sample }) => sample === null)).toHaveLength(4);
});

async function withModel(): Promise<void> {
  store.getState().removeColumn('b');
  await store.getState().loadAll();
}

/** Everyday words of a text tower as `npm run precompute` leaves them. */
function serveWords(tower: string, words: readonly string[]): void {
  const width = 8;
  const numbers = Int8Array.from(
    { length: words.length * width },
    (_, at) => ((at * 37) % 200) - 99,
  );
  const parts = writeSafetensors(
    [
      {
        name: 'words',
        dtype: 'I8',
        shape: [words.length, width],
        bytes: new Uint8Array(numbers.buffer),
      },
    ],
    { tower, words: JSON.stringify(words) },
  );
  const address = 'https://page.test/models/mini/everyday-words-zh.safetensors';
  served.set(address, Uint8Array.from(Buffer.concat(parts)));
}

test('the built-in model’s words come with the page; a file of another tower is left alone', async () => {
  await withModel();
  const [column] = store.getState().columns;
  const tower = (column && liveModelOf(column)?.model.fingerprints.text) ?? '';
  serveWords(tower, ['猫', '船', '狗']);
  store.getState().addLabels(['猫', '鱼']);
  await store.getState().encodeMissing();
  prompts = [];
  await store.getState().readVocabularies();
  expect([...store.getState().vocabularies.values()].map(({ words }) => words)).toEqual([
    ['猫', '船', '狗'],
  ]);
  // The label that is no word has been encoded for its bars.
  expect(prompts).toEqual([]);
  store.setState({ vocabularies: new Map() });
  serveWords('another', ['猫', '船', '狗']);
  await store.getState().readVocabularies();
  expect(prompts).toContain('a photo of a 帐篷');
  expect(prompts).toContain('a photo of a 金鱼');
});

test('words and labels are encoded once in the one prompt of all, and again after what was broken off', async () => {
  await withModel();
  store.getState().addLabels(['猫', '船']);
  await store.getState().encodeMissing();
  store.setState(({ encoding }) => ({ encoding: { ...encoding, prompts: { done: 0, total: 1 } } }));
  prompts = [];
  await store.getState().readVocabularies();
  // The visitor's own work goes first.
  expect(prompts).toEqual([]);
  expect(lacksWords(store.getState())).toBe(true);
  store.setState(({ encoding }) => ({ encoding: { ...encoding, prompts: null } }));
  await store.getState().readVocabularies();
  // The labels' own prompts are here already.
  const words = await everydayWords(SAMPLES, 'zh');
  const other = words.filter((word) => word !== '猫' && word !== '船');
  expect(prompts).toEqual(other.map((word) => `a photo of a ${word}`));
  expect(lacksWords(store.getState())).toBe(false);
  await store.getState().readVocabularies();
  expect(prompts).toHaveLength(other.length);
});

test('a picture’s closest words are everyday words that are no labels', async () => {
  await withModel();
  store.getState().addFiles([file('a.png')]);
  store.getState().addLabels(['猫']);
  await store.getState().encodeMissing();
  await store.getState().readVocabularies();
  const [picture] = store.getState().pictures;
  const [column] = store.getState().columns;
  if (!picture || !column) throw new Error('nothing here');
  const fit = pictureFit(store.getState(), column, picture.id);
  expect(fit?.words).toHaveLength(3);
  expect(fit?.words).not.toContain('猫');
  expect(await everydayWords(SAMPLES, 'zh')).toEqual(
    expect.arrayContaining([...(fit?.words ?? [])]),
  );
});

test('many pictures are compared with the words in slices, before anybody looks, and find what one alone finds', async () => {
  await withModel();
  store.getState().addFiles(Array.from({ length: 700 }, (_, at) => file(`${at}.png`)));
  store.getState().addLabels(['猫', '船']);
  await store.getState().encodeMissing();
  await store.getState().readVocabularies();
  const [column] = store.getState().columns;
  if (!column) throw new Error('nothing here');
  const all = store.getState();
  expect(lacksWords(all)).toBe(false);
  for (const { id } of all.pictures) expect(pictureFit(all, column, id)).not.toBeNull();
  // Other labels: a look computes nothing of it, and they wait for the next slices.
  store.getState().removeLabel(all.labels[1]?.id ?? '');
  const id = all.pictures[5]?.id ?? '';
  expect(pictureFit(store.getState(), column, id)).toBeNull();
  expect(lacksWords(store.getState())).toBe(true);
  await store.getState().readVocabularies();
  const now = store.getState();
  const fit = pictureFit(now, column, id);
  const [vocabulary] = [...now.vocabularies.values()];
  if (!vocabulary) throw new Error('nothing here');
  // The same over one picture, which a view computes by itself.
  const alone = { ...now, pictures: now.pictures.slice(5, 6) };
  const key = [...now.vocabularies.keys()][0] ?? '';
  const fresh = { ...alone, vocabularies: new Map([[key, { ...vocabulary }]]) };
  expect(pictureFit(fresh, column, id)).toEqual(fit);
  expect(fit?.words).toHaveLength(3);
});

test('where texts cannot be encoded nothing is said and nothing is lost', async () => {
  await withModel();
  store.getState().addLabels(['猫']);
  await store.getState().encodeMissing();
  encodeTexts = () => Promise.reject(new Error('no memory'));
  const before = store.getState().notices.length;
  await store.getState().readVocabularies();
  expect(store.getState().notices).toHaveLength(before);
  expect(store.getState().vocabularies.size).toBe(0);
});

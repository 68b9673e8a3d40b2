import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { pictureScores } from '../selectors/scores.ts';
import { defaultColumns, newColumn } from '../columns/column.ts';
import { createPageStore, type Store } from '../store.ts';
import { readKept } from '../pictures/picture-shelf.ts';
import { readLink } from '../link/link.ts';
import { showFirstVisit } from './first-visit.ts';
import type { FirstVisit } from './read-first-visit.ts';
import { readFirstVisit } from './read-first-visit.ts';
import { readSamples } from '../../app/start.ts';

const PICTURE = 'sample turtle.webp';
const PROMPTS = ['a photo of a turtle', 'a photo of a cactus'];

afterEach(() => vi.unstubAllGlobals());

const base64 = (...values: readonly number[]): string =>
  Buffer.from(Float32Array.from(values).buffer).toString('base64');

/** A visit's store, in which nothing was loaded, with what was computed before it. */
async function visit(
  setup: string,
  change = (found: FirstVisit): unknown => found,
): Promise<Store> {
  const engine = createFakeEngine();
  const columns = await Promise.all(
    (['complete', 'vision-only'] as const).map(async (file) => ({
      file,
      loaded: await engine.load({ url: `${file}.safetensors` }),
      texts: base64(1, 0, 0, 1),
    })),
  );
  const found: FirstVisit = {
    pictures: [PICTURE],
    prompts: PROMPTS,
    images: base64(3, 4),
    columns,
  };
  const answer = change(found);
  vi.stubGlobal('fetch', async () =>
    answer instanceof Response ? answer.clone() : Response.json(answer),
  );
  const store = createPageStore({
    engine: createFakeEngine(),
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => path,
    createUrl: () => 'blob:picture',
    newId: () => 'c',
  });
  store.getState().applyLink(setup, false);
  await showFirstVisit(store, (path) => path);
  return store;
}

/** The columns' cosines of the picture, or `null` where a column has nothing to show. */
async function shown(setup: string, picture = PICTURE) {
  const all = (await visit(setup)).getState();
  return all.columns.map(
    (column) =>
      pictureScores(all, column, picture)?.scores.map(
        ({ label, cosine }) => `${label.text} ${cosine.toFixed(1)}`,
      ) ?? null,
  );
}

const both = ['turtle 0.6', 'cactus 0.8'];

test('labels that were computed beforehand have bars before a model is there, in any order and number', async () => {
  expect(await shown('labels=turtle%0Acactus')).toEqual([both, both]);
  expect(await shown('labels=cactus')).toEqual([['cactus 0.8'], ['cactus 0.8']]);
});

test('pictures that were not computed beforehand wait', async () => {
  expect(await shown('labels=turtle', 'sample cat.webp')).toEqual([null, null]);
});

test('one label or prompt that was not computed beforehand makes all bars wait', async () => {
  for (const setup of [
    'labels=turtle%0Ateapot',
    'labels=turtle%7Cmy turtle',
    'labels=turtle&template=a drawing of a {label}',
  ])
    expect(await shown(setup)).toEqual([null, null]);
});

test('another way of laying transparency flat makes all bars wait', async () => {
  expect(await shown('labels=turtle&alpha=as-pillow')).toEqual([null, null]);
});

test('only a column of the built-in file just as it is has bars', async () => {
  const choices = [
    'complete,timm,0',
    'complete,openclip,1',
    'https://a.test/b.safetensors,openclip,0',
  ];
  const extras = ['activation=gelu', 'fresh=text-tower', 'crop=0.9', 'precision=int8'].map(
    (extra) => `complete,openclip,0,${extra}`,
  );
  const towers = 'complete,openclip,0,text=vision-only';
  for (const column of [...choices, ...extras, towers]) {
    const link = new URLSearchParams({
      labels: 'turtle',
      columns: `${column} vision-only,openclip,0`,
    });
    expect((await visit(`${link}`)).getState().columns).toHaveLength(2);
    expect(await shown(`${link}`), column).toEqual([null, ['turtle 0.6']]);
  }
});

test('a column from files of this computer is not taken for the built-in one', async () => {
  const store = await visit('labels=turtle%0Ateapot');
  const files = newColumn('a', { kind: 'files', files: [] });
  store.setState({ columns: [files, ...defaultColumns().slice(1)] });
  store.getState().applyLink('labels=turtle', false);
  await showFirstVisit(store, (path) => path);
  expect(store.getState().columns.map(({ status }) => status.kind)).toEqual(['idle', 'loading']);
});

const HTML = '<!doctype html><title>Sign in to this network</title>';
/** Each is taken for no file at all. */
const BROKEN: Readonly<Record<string, (found: FirstVisit) => unknown>> = {
  'not found': () => new Response('Not found', { status: 404 }),
  'a web page': () => new Response(HTML, { headers: { 'Content-Type': 'text/html' } }),
  'half of it': (found) => new Response(JSON.stringify(found).slice(0, -9)),
  nothing: () => new Response(''),
  null: () => null,
  'a list': () => [1, 2],
  'no columns': (found) => ({ ...found, columns: undefined }),
  'columns of nothing': (found) => ({ ...found, columns: [null] }),
  'columns without an account': (found) => ({
    ...found,
    columns: found.columns.map((column) => ({ ...column, loaded: undefined })),
  }),
  'no account of a tower': (found) => ({
    ...found,
    columns: found.columns.map((column) => ({ ...column, loaded: { id: 'a', model: {} } })),
  }),
  'no base64': (found) => ({ ...found, images: '%%%' }),
  'too few numbers': (found) => ({ ...found, images: base64(3) }),
  'numbers that are none': (found) => ({ ...found, images: base64(Number.NaN, 1) }),
  'more pictures than rows': (found) => ({ ...found, pictures: [PICTURE, 'b', 'c'] }),
  'prompts that are no texts': (found) => ({ ...found, prompts: [1, 2] }),
};

test.each(Object.entries(BROKEN))(
  'a file that is broken (%s) costs its bars and nothing else',
  async (_, change) => {
    const store = await visit('labels=cactus', change);
    const { columns } = store.getState();
    expect(columns.map(({ status }) => status.kind)).toEqual(['idle', 'idle']);
    await store.getState().loadAll();
    expect(store.getState().columns.map(({ status }) => status.kind)).toEqual(['ready', 'ready']);
  },
);

test('no file of any shape stops the start, and neither does anything that a browser has kept', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(readFirstVisit(json)).toBeNull();
      readSamples(json);
      for (const { id } of readKept(json) ?? []) expect(id).toBeTypeOf('string');
    }),
  );
  const sample = { file: 'cat.webp', en: 'cat', zh: '猫' };
  expect(readSamples({ samples: [null, sample, { file: 3 }, 'x'] })).toEqual([sample]);
  const kept = { id: 'a', name: 'a.png', blob: new Blob(['a']), known: [], sample: null };
  const shelf = { ...kept, blob: null, sample: 'cat.webp' };
  const wrong = [{ ...kept, blob: 'a' }, { ...kept, blob: null }, { ...shelf, id: 1 }, null, 7];
  expect(readKept([kept, ...wrong, shelf])).toEqual([kept, shelf]);
  expect(readKept('kept')).toBeNull();
});

test('the file that this build brings is one that it shows', () => {
  const json: unknown = JSON.parse(readFileSync('public/first-visit.json', 'utf8'));
  expect(readFirstVisit(json)?.columns).toHaveLength(2);
});

test('no fragment of an address and no kept set-up stops the start', () => {
  const names = ['labels', 'template', 'columns', 'samples', 'scale', 'hide', 'task'];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.string(), fc.string(), (name, value, rest) => {
      for (const fragment of [`#${name}=${value}&${rest}`, `${name}=${encodeURIComponent(value)}`])
        expect(readLink(fragment).bad).toBeInstanceOf(Array);
    }),
    { numRuns: 500 },
  );
});

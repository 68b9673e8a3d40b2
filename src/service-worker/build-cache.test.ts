import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { memoryCaches } from '../testing/memory-caches.ts';
import { arrivedCacheName } from '../browser/arrived.ts';
import { cacheName, createBuildCache, keptBuilds } from './build-cache.ts';
import { type BuildFile, fileAt, listPath, readBuildList } from './build-list.ts';

const FOLDER = 'https://room.example/clip/';
const HTML = '<!doctype html><title>Home</title>';

/** Contents by path; the keys of `large` are kept as they go by. */
type Contents = Readonly<Record<string, string>>;

function listOf(build: string, contents: Contents, large: readonly string[] = []) {
  const files = Object.entries(contents).map(([path, text]): BuildFile => ({
    path,
    bytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
    keep: large.includes(path) ? 'rest' : 'shell',
  }));
  return { build, files };
}

/** A static host: `page` answers every address that it does not know with its front page, as many do. */
function host(missing: 'not found' | 'page' = 'not found') {
  let contents: Contents = {};
  const sent: string[] = [];
  const serve = (now: Contents): void => {
    contents = now;
  };
  const fetch = (async (input: RequestInfo | URL) => {
    const address = input instanceof Request ? input.url : String(input);
    const path = new URL(address).pathname.slice('/clip/'.length);
    const text = contents[path];
    if (text === undefined && missing === 'page')
      return new Response(HTML, { headers: { 'Content-Type': 'text/html' } });
    if (text === undefined) return new Response('', { status: 404 });
    sent.push(path);
    return new Response(text, {
      headers: {
        'Content-Type': 'text/javascript',
        'Content-Length': `${Buffer.byteLength(text)}`,
      },
    });
  }) as typeof globalThis.fetch;
  return { fetch, serve, sent };
}

function setUp(missing?: 'not found' | 'page') {
  const server = host(missing);
  const caches = memoryCaches();
  const keeping = { caches, fetch: server.fetch, folder: FOLDER };
  /** The service worker of a build that the server has now. */
  const cacheOf = (build: string, contents: Contents, large?: readonly string[]) => {
    const list = listOf(build, contents, large);
    server.serve({ ...contents, [listPath(build)]: JSON.stringify(list) });
    return { cache: createBuildCache(build, keeping), files: list.files, list };
  };
  return { server, caches, keeping, cacheOf };
}

const late = (work: Promise<unknown>): void => void work;
const ask = (path: string, range?: string): Request =>
  new Request(FOLDER + path, range ? { headers: { Range: range } } : {});
const [ONE, TWO] = ['a'.repeat(12), 'b'.repeat(12)];

test('what is kept answers without the network, and nothing is fetched twice', async () => {
  const { server, cacheOf } = setUp();
  const { cache, files } = cacheOf(ONE, { 'assets/a.js': 'one', 'icon.svg': 'two' });
  expect(await cache.keep(files)).toEqual([]);
  expect(await cache.keep(files)).toEqual([]);
  expect((await cache.list()).files).toEqual(files);
  expect(server.sent.toSorted()).toEqual(['assets/a.js', `assets/build-${ONE}.json`, 'icon.svg']);
  server.serve({});
  const texts = files.map(async (file) => (await cache.answer(file, ask(file.path), late)).text());
  expect(await Promise.all(texts)).toEqual(['one', 'two']);
});

describe.each(['not found', 'page'] as const)(
  'where the host says “%s” for what is missing',
  (missing) => {
    test('a file of another build is no file of this one, whatever the status says', async () => {
      const { server, cacheOf } = setUp(missing);
      const { cache, files } = cacheOf(ONE, { 'assets/a.js': 'one', 'models/m': 'old' }, [
        'models/m',
      ]);
      // A newer build lies there before anything was kept.
      server.serve({ 'models/m': 'newer' });
      expect(await cache.keep(files)).toEqual(expect.arrayContaining([...files]));
      for (const file of files)
        expect((await cache.answer(file, ask(file.path), late)).status).toBe(404);
    });
  },
);

test('two builds stand beside each other, each with its own files; what they share is fetched once', async () => {
  const { server, keeping, cacheOf } = setUp();
  const one = cacheOf(ONE, { 'index.json': 'old', 'models/m': 'same' }, ['models/m']);
  await one.cache.keep(one.files);
  const two = cacheOf(TWO, { 'index.json': 'new', 'models/m': 'same' }, ['models/m']);
  await two.cache.keep(two.files);
  expect(server.sent).toEqual(['index.json', 'models/m', 'index.json']);
  const textOf = async ({ cache, files }: typeof one) =>
    Promise.all(files.map(async (file) => (await cache.kept(file))?.text()));
  expect(await textOf(one)).toEqual(['old', 'same']);
  expect(await textOf(two)).toEqual(['new', 'same']);
  expect(await keptBuilds(keeping)).toEqual([ONE, TWO]);
});

test('a large file is kept while it is handed on; one that turns out to be another is forgotten', async () => {
  const { server, cacheOf } = setUp();
  const { cache, files } = cacheOf(ONE, { 'models/m': 'right' }, ['models/m']);
  const [file] = files as [BuildFile];
  expect(await (await cache.answer(file, ask('models/m'), late)).text()).toBe('right');
  await expect.poll(async () => (await cache.kept(file))?.text()).toBe('right');

  const other = setUp();
  const two = other.cacheOf(ONE, { 'models/m': 'right' }, ['models/m']);
  // As long as the right one: only its digest tells.
  other.server.serve({ 'models/m': 'wrong' });
  await two.cache.answer(file, ask('models/m'), late);
  expect(await two.cache.kept(file)).toBeUndefined();
  expect(server.sent).toEqual(['models/m']);
});

test('what the page’s worker received before there was a service worker is taken from there, if it is the right file', async () => {
  const { server, caches, cacheOf } = setUp();
  const { cache, files } = cacheOf(ONE, { 'models/m': 'right', 'models/n': 'right too' });
  const arrived = await caches.open(arrivedCacheName(FOLDER));
  await arrived.put(`${FOLDER}models/m`, new Response('right'));
  await arrived.put(`${FOLDER}models/n`, new Response(HTML));
  expect(await cache.keep(files)).toEqual([]);
  expect(server.sent).toEqual(['models/n']);
});

test('what is looked at for the first time is answered from the cache too, and without one all the same', async () => {
  const setting = setUp();
  const { cache, files } = setting.cacheOf(ONE, { 'r.wasm': 'right' });
  const [file] = files as [BuildFile];
  const name = cacheName(FOLDER, ONE);
  const opened = await setting.caches.open(name);
  const given: (Response | undefined)[] = [];
  const match = opened.match.bind(opened);
  opened.match = async (address) => {
    given.push(await match(address));
    return given.at(-1);
  };
  setting.caches.open = async () => opened;
  await opened.put(`${FOLDER}r.wasm`, new Response('right'));
  expect(await cache.kept(file)).toBe(given.at(-1));
  await opened.put(`${FOLDER}r.wasm`, new Response('right'));
  opened.put = () => Promise.reject(new DOMException('No room.', 'QuotaExceededError'));
  expect(await (await cache.kept(file))?.text()).toBe('right');
});

test('a part of a kept file is that part', async () => {
  const { cacheOf } = setUp();
  const { cache, files } = cacheOf(ONE, { 'models/m': '0123456789' });
  const [file] = files as [BuildFile];
  await cache.keep(files);
  const part = await cache.answer(file, ask('models/m', 'bytes=2-4'), late);
  expect([part.status, part.headers.get('Content-Range')]).toEqual([206, 'bytes 2-4/10']);
  expect(await part.text()).toBe('234');
  const rest = await cache.answer(file, ask('models/m', 'bytes=8-'), late);
  expect(await rest.text()).toBe('89');
  expect((await cache.answer(file, ask('models/m', 'bytes=10-'), late)).status).toBe(416);
});

test('a page instead of the list is no list', async () => {
  const { server, keeping } = setUp('page');
  await expect(createBuildCache(ONE, keeping).list()).rejects.toThrow(SyntaxError);
  for (const json of [null, {}, { build: TWO, files: [] }, { build: ONE, files: [{ path: 3 }] }])
    expect(() => readBuildList(json, ONE)).toThrow(TypeError);
  expect(server.sent).toEqual([]);
});

test('an address means a file whatever its query says, and the folder means its front page', () => {
  const list = listOf(ONE, { 'index.html': HTML, 'assets/a.js': 'one' });
  const at = (address: string) => fileAt(list, FOLDER, address)?.path;
  expect(at(FOLDER)).toBe('index.html');
  expect(at(`${FOLDER}?embed#labels=cat`)).toBe('index.html');
  expect(at(`${FOLDER}assets/a.js?again=3`)).toBe('assets/a.js');
  expect(at('https://room.example/assets/a.js')).toBeUndefined();
  expect(at('https://other.example/clip/assets/a.js')).toBeUndefined();
});

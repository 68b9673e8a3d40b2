import { beforeEach, expect, test } from 'vitest';
import type { ModelSource } from '../../engine/loading.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { isHeld } from '../link/linked-sources.ts';
import { createPageStore, type Store } from '../store.ts';

let store: Store;
/** Every source that the engine was asked for, in any way. */
let asked: (ModelSource | string)[];

beforeEach(() => {
  asked = [];
  const engine = createFakeEngine();
  let next = 0;
  store = createPageStore({
    engine: {
      ...engine,
      load: (source, options) => {
        asked.push(source);
        return engine.load(source, options);
      },
      inspect: (source, options) => {
        asked.push(source);
        return engine.inspect(source, options);
      },
      listRepository: (text, options) => {
        asked.push(text);
        return engine.listRepository(text, options);
      },
    },
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://school.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
});

const elsewhere = (): string[] =>
  asked
    .map((source) => JSON.stringify(source))
    .filter((text) => !text.includes('https://school.test/'));

const COLUMNS = [
  'complete',
  encodeURIComponent('https://other.test/a.safetensors'),
  'hub:a%2Fb:c.safetensors:https%3A%2F%2Fmirror.test',
]
  .map((source) => `${source},openclip,0`)
  .join(' ');
const LINK = new URLSearchParams({ labels: 'cat\ndog', task: 'Why?', columns: COLUMNS }).toString();

async function openLink(allowed?: readonly string[]): Promise<void> {
  store.getState().applyLink(LINK, true, allowed);
  await store.getState().loadAll();
}

/** Columns that wait for an answer. */
const waiting = (): boolean[] => store.getState().columns.map(({ source }) => isHeld(source));
const kinds = (): string[] => store.getState().columns.map(({ status }) => status.kind);

test('a link’s other servers are not asked, whatever is pressed but Load it; the rest of the link works', async () => {
  await openLink();
  expect(kinds()).toEqual(['ready', 'idle', 'idle']);
  expect(store.getState()).toMatchObject({ task: 'Why?', templates: ['a photo of a {label}'] });
  expect(store.getState().labels.map(({ text }) => text)).toEqual(['cat', 'dog']);
  const { columns, climb, openRung, openRepair, trySeeds, loadColumn, setSeed, setRule, lookInto } =
    store.getState();
  const [, url] = columns;
  if (!url) throw new Error('The link has three columns.');
  await loadColumn(url.id);
  setSeed(url.id, 3);
  setRule(url.id, 'timm');
  await climb(url.id);
  await openRepair(url.id);
  await trySeeds(url.id, 2);
  await lookInto(url.id, url);
  store.getState().putOffLinked(url.id);
  openRung('text', url.id);
  await store.getState().loadAll();
  expect(elsewhere()).toEqual([]);
});

test('a yes loads that column alone, and what was allowed comes back with its set-up', async () => {
  await openLink();
  await store.getState().loadLinked('b', []);
  expect(kinds()).toEqual(['ready', 'ready', 'idle']);
  expect(elsewhere()).toHaveLength(1);
  const allowed = store.getState().allowedNow();
  asked = [];
  await openLink(allowed);
  expect(waiting()).toEqual([false, false, true]);
  await openLink();
  expect(waiting()).toEqual([false, true, true]);
});

test('the room’s server is remembered for links to come, until it is forgotten', async () => {
  await openLink();
  await store.getState().loadLinked('c', ['https://mirror.test']);
  expect(store.getState().roomServers).toEqual(['https://mirror.test']);
  await openLink();
  expect(waiting()).toEqual([false, true, false]);
  store.getState().forgetServer('https://mirror.test');
  await openLink();
  expect(waiting()).toEqual([false, true, true]);
});

test('a link that is pasted into the page leaves the column’s model on show until the answer', async () => {
  await store.getState().loadAll();
  const [, before] = store.getState().columns;
  await openLink();
  expect(kinds()).toEqual(['ready', 'ready', 'idle']);
  expect(store.getState().columns[1]?.status).toEqual(before?.status);
  store.getState().putOffLinked('b');
  const [, after] = store.getState().columns;
  expect(after).toMatchObject({
    source: before?.source,
    rule: before?.rule,
    status: before?.status,
  });
  expect(elsewhere()).toEqual([]);
});

test('a saved set-up from a file is a link like any other', async () => {
  const file = new File(
    [JSON.stringify({ format: 'zero-shot-playground', version: 1, setup: LINK })],
    'x.json',
  );
  await store.getState().readSaved(file);
  expect(store.getState().task).toBe('Why?');
  expect(elsewhere()).toEqual([]);
});

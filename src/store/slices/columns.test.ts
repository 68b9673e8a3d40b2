import { beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '../../engine/contract.ts';
import type { ModelSource } from '../../engine/loading.ts';
import { EngineError } from '../../engine/errors.ts';
import { createFakeEngine, type FakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { shownScores } from '../selectors/scores.ts';
import { createPageStore, type Store } from '../store.ts';
import { loadErrorOf, modelOf } from '../columns/column-model.ts';
import { newChoice } from '../columns/column.ts';
import { askedOf, isSameChoice } from '../columns/model-choice.ts';
import type { ModelChoice } from '../types.ts';
import { settled } from '../../testing/settled.ts';

let store: Store;
let engine: FakeEngine;
/** Ids of the models that the engine holds. */
let held: Set<string>;
/** Loads of such a source wait, until they are let go. */
let holdBack: (name: string) => void;
let letGo: () => void;

const file = (name: string): File => new File(['tensors'], name);
const WRONG = file('wrong.safetensors');
const nameOf = (source: ModelSource): string =>
  Array.isArray(source) ? source.map(({ name }) => name).join() : JSON.stringify(source);

/** An engine that refuses whatever is called wrong, or of a certain seed, and writes down what it holds. */
function createStore(): void {
  const fake = createFakeEngine();
  held = new Set();
  let slow = '';
  let release = (): void => undefined;
  let gate = Promise.resolve();
  holdBack = (name) => {
    slow = name;
    gate = new Promise((resolve) => {
      release = resolve;
    });
  };
  letGo = () => release();
  const load: Engine['load'] = async (source, options) => {
    if (slow !== '' && nameOf(source).includes(slow)) await gate;
    options?.signal?.throwIfAborted();
    if (nameOf(source).includes('wrong') || options?.seed === 666)
      throw new EngineError('checkpoint-not-clip', 'This is not CLIP.', { file: 'wrong' });
    const loaded = await fake.load(source, options);
    held.add(loaded.id);
    return loaded;
  };
  const free: Engine['release'] = async (id) => {
    await fake.release(id);
    held.delete(id);
  };
  engine = { ...fake, load, release: free };
  let next = 0;
  store = createPageStore({
    engine,
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
}

const column = (id: string) => {
  const found = store.getState().columns.find((one) => one.id === id);
  if (!found) throw new Error(`There is no column ${id}.`);
  return found;
};

/** The first picture's bars in a column: labels with cosines, or `null`; `stale` where they are dimmed. */
function barsOf(id: string) {
  const all = store.getState();
  const scores = shownScores(all, column(id), all.pictures[0]?.id ?? '');
  return (
    scores && {
      stale: scores.stale,
      cosines: scores.of.scores.map(({ label, cosine }) => `${label.text} ${cosine}`),
    }
  );
}

beforeEach(async () => {
  createStore();
  await store.getState().loadAll();
  store.getState().addFiles([file('a.png')]);
  store.getState().addLabels(['cat', 'dog']);
  await settled(store.getState);
});

/** Every way in which a visitor gives a column a model that cannot be loaded. */
const WAYS: readonly [string, () => void][] = [
  ['a dropped file', () => store.getState().openCheckpoint([WRONG], 'b')],
  ['the model dialog', () => store.getState().setModel('b', newChoice(files(WRONG)))],
  [
    'an address',
    () => store.getState().setModel('b', newChoice({ kind: 'url', url: 'https://a.test/wrong' })),
  ],
  [
    'a repository',
    () =>
      store
        .getState()
        .setModel('b', newChoice({ kind: 'hub', repository: 'lab/wrong', file: null })),
  ],
  ['a seed', () => store.getState().setSeed('b', 666)],
  [
    'a link that is pasted into the page',
    () => {
      store
        .getState()
        .applyLink('columns=complete,openclip,0 https%3A%2F%2Fpage.test%2Fwrong,openclip,0', true);
      void store.getState().loadAll();
    },
  ],
];

function files(...list: readonly File[]) {
  return { kind: 'files', files: list } as const;
}

test.each(WAYS)('%s that cannot be loaded leaves the column as it was', async (_, change) => {
  const before = column('b');
  const bars = barsOf('b');
  const others = barsOf('a');
  change();
  await settled(store.getState);
  const after = column('b');
  expect(loadErrorOf(after)).toMatchObject({ code: 'checkpoint-not-clip' });
  const { source, rule, seed } = before;
  expect(after).toMatchObject({ source, rule, seed, status: { kind: 'ready' } });
  expect(barsOf('b')).toEqual(bars);
  expect(barsOf('a')).toEqual(others);
  expect(held.has(modelOf(after)?.id ?? '')).toBe(true);
  expect(held.size).toBe(2);

  // It runs on: what is asked for later is answered.
  store.getState().addLabels(['bird']);
  await settled(store.getState);
  expect(barsOf('b')?.cosines).toHaveLength(3);
});

test.each<[string, ModelChoice]>([
  ['an address', newChoice({ kind: 'url', url: 'https://a.test/wrong' }, { rule: 'timm' })],
  ['a repository', newChoice({ kind: 'hub', repository: 'lab/wrong', file: 'x.bin' }, { seed: 7 })],
  ['files', newChoice(files(WRONG), { stateDict: 'model_ema', resets: ['text-tower'] })],
  [
    'a tower of its own',
    newChoice({
      kind: 'towers',
      image: { kind: 'built-in', file: 'complete' },
      text: { kind: 'url', url: 'https://a.test/wrong' },
      scale: null,
    }),
  ],
])('what was typed and refused can be corrected where it was typed: %s', async (_, choice) => {
  store.getState().setModel('b', choice);
  await settled(store.getState);
  expect(loadErrorOf(column('b'))).toMatchObject({ code: 'checkpoint-not-clip' });
  expect(isSameChoice(askedOf(column('b')), choice)).toBe(true);
  // What is on show is still what was loaded.
  expect(isSameChoice(column('b'), choice)).toBe(false);

  const right = { ...choice, source: { kind: 'url', url: 'https://a.test/right' } } as const;
  store.getState().setModel('b', right);
  await settled(store.getState);
  expect(isSameChoice(askedOf(column('b')), right)).toBe(true);
  expect(isSameChoice(column('b'), right)).toBe(true);
});

test('while the new model is on its way the old one goes on answering, dimmed', async () => {
  holdBack('slow');
  store.getState().openCheckpoint([file('slow.safetensors')], 'b');
  await settled(store.getState);
  const before = barsOf('b');
  expect(before).toMatchObject({ stale: true });
  store.getState().addLabels(['bird']);
  await settled(store.getState);
  expect(barsOf('b')?.cosines.slice(0, 2)).toEqual(before?.cosines);
  expect(barsOf('b')?.cosines).toHaveLength(3);
  letGo();
  await settled(store.getState);
  expect(barsOf('b')).toMatchObject({ stale: false });
  expect(held.size).toBe(2);
});

test('a load that is cancelled leaves the column as it was, its settings included', async () => {
  const bars = barsOf('b');
  holdBack('00001-of');
  store.getState().setSeed('b', 7);
  await settled(store.getState);
  store.getState().cancelLoad('b');
  letGo();
  await settled(store.getState);
  expect(column('b')).toMatchObject({ seed: 0, status: { kind: 'ready' }, refusal: null });
  expect(barsOf('b')).toEqual(bars);
  expect(store.getState().past.filter(({ models }) => models)).toEqual([]);
});

test('another try asks for what was refused, and success ends the sentence', async () => {
  store.getState().setSeed('b', 666);
  await settled(store.getState);
  await store.getState().retryColumn('b');
  expect(column('b').refusal?.choice.seed).toBe(666);
  store.getState().setSeed('b', 5);
  await settled(store.getState);
  expect(column('b')).toMatchObject({ seed: 5, refusal: null });
});

test('a refused load is no step back; the one before it is', async () => {
  store.getState().setSeed('b', 3);
  await settled(store.getState);
  store.getState().openCheckpoint([WRONG], 'b');
  await settled(store.getState);
  store.getState().undo();
  await settled(store.getState);
  expect(column('b')).toMatchObject({ seed: 0, status: { kind: 'ready' } });
});

test('undo brings models back, each kind of change by itself', async () => {
  const bars = barsOf('b');
  store.getState().openCheckpoint([file('other.safetensors')], 'b');
  await settled(store.getState);
  expect(store.getState().notices.at(-1)).toMatchObject({ key: 'model.opened', undo: true });
  expect(barsOf('b')?.cosines).not.toEqual(bars?.cosines);
  store.getState().addLabels(['bird']);
  await settled(store.getState);
  store.getState().undo();
  expect(store.getState().labels).toHaveLength(2);
  expect(column('b').source.kind).toBe('files');
  store.getState().undo();
  await settled(store.getState);
  expect(column('b')).toMatchObject({ source: { kind: 'built-in', file: 'vision-only' } });
  expect(barsOf('b')).toEqual(bars);
  expect(held.size).toBe(2);
});

test('undo while the new model is on its way keeps the old one, without another load', async () => {
  const loads = () => engine.calls.filter(({ method }) => method === 'load').length;
  const before = modelOf(column('b'))?.id;
  const count = loads();
  holdBack('slow');
  store.getState().openCheckpoint([file('slow.safetensors')], 'b');
  await settled(store.getState);
  store.getState().undo();
  letGo();
  await settled(store.getState);
  expect(modelOf(column('b'))?.id).toBe(before);
  expect(column('b')).toMatchObject({ source: { kind: 'built-in' }, status: { kind: 'ready' } });
  expect(loads()).toBe(count);
});

test('undo brings a removed column back in its place, and takes an added one away', async () => {
  store.getState().removeColumn('a');
  await settled(store.getState);
  store.getState().undo();
  await settled(store.getState);
  expect(store.getState().columns.map(({ id, status }) => `${id} ${status.kind}`)).toEqual([
    'a ready',
    'b ready',
  ]);
  store.getState().addColumn();
  await settled(store.getState);
  store.getState().undo();
  await settled(store.getState);
  expect(store.getState().columns).toHaveLength(2);
  expect(held.size).toBe(2);
});

test('two columns that change at once are one step', async () => {
  const choice = newChoice({ kind: 'built-in', file: 'complete' }, { seed: 9 });
  store.getState().setModel('a', choice);
  store.getState().setModel('b', { ...choice, rule: 'timm' });
  await settled(store.getState);
  store.getState().undo();
  await settled(store.getState);
  expect(store.getState().columns.map(({ seed, rule }) => `${rule} ${seed}`)).toEqual([
    'openclip 0',
    'openclip 0',
  ]);
});

test('a first load that fails keeps what was computed before the visit, dimmed', async () => {
  createStore();
  const loaded = await engine.load({ url: 'before' });
  const previous = { ...loaded, id: 'precomputed complete' };
  const failing = { kind: 'url', url: 'https://a.test/wrong' } as const;
  store.setState(({ columns }) => ({
    columns: columns.map((one) => ({
      ...one,
      source: failing,
      status: { kind: 'loading', progress: null, previous },
    })),
  }));
  await store.getState().loadColumn('a');
  expect(column('a').status).toMatchObject({ kind: 'failed', previous });
  expect(modelOf(column('a'))).toBe(previous);
});

test('after the engine died the bars stay, dimmed, until its models are back', async () => {
  const bars = barsOf('b')?.cosines;
  store.getState().engineDied();
  holdBack('mini');
  void store.getState().startAgain();
  await settled(store.getState);
  expect(barsOf('b')).toEqual({ stale: true, cosines: bars });
  letGo();
  await settled(store.getState);
  expect(barsOf('b')).toEqual({ stale: false, cosines: bars });
});

test('a model that ended the engine is not loaded again: the column starts with the one before', async () => {
  const { load } = engine;
  engine.load = (source, options) => {
    if (nameOf(source).includes('bomb')) {
      store.getState().engineDied();
      return Promise.reject(new EngineError('worker-died', 'It stopped.', { reason: 'memory' }));
    }
    return load(source, options);
  };
  store.getState().openCheckpoint([file('bomb.safetensors')], 'b');
  await settled(store.getState);
  expect(store.getState().health).toBe('dead');
  await store.getState().startAgain();
  await settled(store.getState);
  expect(column('b')).toMatchObject({
    source: { kind: 'built-in', file: 'vision-only' },
    status: { kind: 'ready' },
    refusal: { error: { code: 'worker-died' } },
  });
});

test('a device that cannot be used leaves the choice as it was', async () => {
  engine.setDevice = () => Promise.reject(new EngineError('runtime-not-started', 'It did not.'));
  await store.getState().chooseDevice('webgpu');
  expect(store.getState().deviceChoice).toBe('auto');
  expect(store.getState().notices.at(-1)).toMatchObject({ key: 'device.failed' });
});

test('a column that Undo brings back goes on loading when Undo is pressed again at once', async () => {
  const [first] = store.getState().columns;
  if (!first) throw new Error('There is no column.');
  await store.getState().loadAll();
  store.getState().addLabels(['one more']);
  store.getState().addColumn();
  await store.getState().loadAll();
  store.getState().removeColumn(first.id);
  await store.getState().encodeMissing();
  store.getState().undo();
  store.getState().undo();
  await vi.waitFor(() =>
    expect(store.getState().columns.map(({ status }) => status.kind)).toEqual(['ready', 'ready']),
  );
});

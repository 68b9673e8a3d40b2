import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEngineClient, type EngineWorker } from '../../engine/client.ts';
import type { Engine } from '../../engine/contract.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import type { WatchedOptions } from '../../engine/guarded-step.ts';
import { serveEngine } from '../../engine/server.ts';
import { GUARDED_GRACE } from '../../engine/watchdog.ts';
import { createPageStore } from '../store.ts';
import { newChoice, newColumn } from '../columns/column.ts';
// Read before its first use: turns of the event loop are counted here.
import '../encoding/encode-missing.ts';

const STEP = { file: 'hostile.onnx', seconds: 10 };
const GOOD = { kind: 'url', url: 'https://host/good.safetensors' } as const;
const SLOW = { kind: 'url', url: 'https://host/slow-words.safetensors' } as const;
const BAD = { kind: 'url', url: 'https://host/hostile.safetensors' } as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** Guarded work without end, which hears no abort. */
function endless(options: WatchedOptions | undefined): Promise<never> {
  options?.onStep?.(STEP);
  return new Promise(() => undefined);
}

/** A page over a client whose workers hang on every hostile file, and on every text of the slow one. */
function page() {
  const workers: { loads: string[]; over: boolean }[] = [];
  const engine = createEngineClient((): EngineWorker => {
    const fake = createFakeEngine();
    const worker = { loads: [] as string[], over: false };
    workers.push(worker);
    const wordless = new Set<string>();
    const hanging: Engine = {
      ...fake,
      load: (source, options) => {
        const { url } = source as { url: string };
        worker.loads.push(url);
        if (url.includes('hostile')) return endless(options);
        const loaded = fake.load(source, options);
        if (url === SLOW.url) void loaded.then(({ id }) => wordless.add(id));
        return loaded;
      },
      encodeTexts: (id, prompts, options) =>
        wordless.has(id) ? endless(options) : fake.encodeTexts(id, prompts, options),
    };
    const nobody: (message: unknown) => void = () => undefined;
    let [toPage, toWorker] = [nobody, nobody];
    const send = (to: () => (message: unknown) => void) => (message: unknown) =>
      queueMicrotask(() => worker.over || to()(structuredClone(message)));
    serveEngine(hanging, {
      send: send(() => toPage),
      listen: (listener) => void (toWorker = listener),
    });
    return {
      send: send(() => toWorker),
      listen: (listener) => void (toPage = listener),
      died: new Promise(() => undefined),
      terminate: () => void (worker.over = true),
    };
  });
  let next = 0;
  const store = createPageStore({
    engine,
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
  store.getState().setColumns([newColumn('a', GOOD), newColumn('b', GOOD)]);
  return {
    store,
    workers,
    column: (id: string) => store.getState().columns.find((one) => one.id === id),
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const seconds = async (count: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(count * 1000);
  await settled();
};

const ERROR = { code: 'engine-stuck', details: { file: STEP.file } };
const STUCK = { kind: 'failed', error: ERROR };
/** The column has what it had, and says what was refused. */
const AS_BEFORE = {
  source: GOOD,
  status: { kind: 'ready' },
  refusal: { choice: { source: BAD }, error: ERROR },
};

test('a file that hangs while it is loaded is named in its column, and the other one comes back by itself', async () => {
  const { store, workers, column } = page();
  await store.getState().loadAll();
  store.getState().addLabels(['cat']);
  await settled();
  const before = store.getState().vectors;
  store.getState().setModel('b', newChoice(BAD));
  await settled();
  expect(workers).toHaveLength(1);
  await seconds(STEP.seconds + 1);
  expect(column('b')).toMatchObject(AS_BEFORE);
  expect(column('a')?.status.kind).toBe('ready');
  expect(store.getState().health).toBe('alive');
  // One new worker, which was never asked for the hostile file again; nothing was encoded twice.
  expect(workers.map(({ loads }) => loads)).toEqual([
    [GOOD.url, GOOD.url, BAD.url],
    [GOOD.url, GOOD.url],
  ]);
  expect(store.getState().vectors).toBe(before);
});

test('after Cancel it has a few seconds; then its column says so, though nobody waits for it any more', async () => {
  const { store, workers, column } = page();
  await store.getState().loadAll();
  store.getState().setModel('b', newChoice(BAD));
  await settled();
  store.getState().cancelLoad('b');
  await settled();
  await seconds(GUARDED_GRACE);
  expect(workers).toHaveLength(1);
  await seconds(1);
  expect(workers).toHaveLength(2);
  expect(column('b')).toMatchObject(AS_BEFORE);
  expect(column('a')?.status.kind).toBe('ready');
});

test('what was chosen in its place meanwhile is loaded, and the sentence is a notice', async () => {
  const { store, column } = page();
  await store.getState().loadAll();
  store.getState().setModel('b', newChoice(BAD));
  await settled();
  store.getState().setModel('b', newChoice(GOOD));
  await settled();
  await seconds(GUARDED_GRACE + 1);
  expect(column('b')?.status.kind).toBe('ready');
  expect(store.getState().notices.at(-1)).toMatchObject({
    key: 'error.engine-stuck',
    values: { file: STEP.file, seconds: GUARDED_GRACE },
  });
});

test('words that a tokenizer never finishes cost the column whose tokenizer it is, and no other', async () => {
  const { store, workers, column } = page();
  await store.getState().loadAll();
  // Its text tower is another one than the first column's, whose words would stand for it otherwise.
  store.getState().setModel('b', newChoice(SLOW, { rule: 'timm', seed: 3 }));
  await settled();
  store.getState().addLabels(['cat']);
  await settled();
  await seconds(STEP.seconds + 1);
  expect(column('b')?.status).toMatchObject(STUCK);
  expect(column('a')?.status.kind).toBe('ready');
  expect(workers.map(({ loads }) => loads.length)).toEqual([3, 1]);
});

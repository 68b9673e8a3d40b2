import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '../../engine/contract.ts';
import { createFakeEngine, type FakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { COVERED_PICTURE } from '../maps/covered-picture.ts';
import { placesKey } from '../maps/maps.ts';
import { pictureScores } from '../selectors/scores.ts';
import { createPageStore, type Store } from '../store.ts';

const PART = { left: 0.25, top: 0.25, width: 0.5, height: 0.5 };
const OTHER = { ...PART, left: 0.5 };

let engine: FakeEngine;
let store: Store;
let picture: string;

async function createStore(change: (fake: FakeEngine) => Partial<Engine> = () => ({})) {
  engine = createFakeEngine();
  let next = 0;
  store = createPageStore({
    engine: { ...engine, ...change(engine) },
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => path,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
  await store.getState().loadAll();
  store.getState().addFiles([new File([new Uint8Array([1, 2])], 'a.png')]);
  store.getState().addLabels(['cat', 'dog']);
  await vi.waitFor(() => expect(scoresOf(picture)).not.toBeNull());
}

const scoresOf = (id: string) => {
  const all = store.getState();
  picture = all.pictures[0]?.id ?? '';
  const [column] = all.columns;
  return column ? pictureScores(all, column, id || picture) : null;
};
const cover = (parts: readonly (typeof PART)[], dragging = false) =>
  store.getState().seeWhere({ kind: 'cover', picture, parts, dragging });
const see = (fine = 3) =>
  store.getState().seeWhere({ kind: 'places', picture, map: 'parts', fine });
const count = (method: keyof Engine) =>
  engine.calls.filter((call) => call.method === method).length;
const answers = () => [...(store.getState().maps?.places.values() ?? [])];

beforeEach(async () => {
  picture = '';
  await createStore();
});
afterEach(() => vi.restoreAllMocks());

test('what is left of a covered picture has bars of its own, encoded once for one image tower', async () => {
  const before = scoresOf(picture);
  await cover([PART]);
  expect(store.getState().columns.length).toBe(2);
  expect(count('encodeViews')).toBe(1);
  expect(scoresOf(COVERED_PICTURE)).not.toEqual(before);
  expect(scoresOf(picture)).toEqual(before);
  expect(store.getState().maps?.covered).toEqual([PART]);
});

test('with everything taken back, and when the view is left, nothing of it is kept', async () => {
  await cover([PART]);
  await cover([]);
  expect(scoresOf(COVERED_PICTURE)).toBeNull();
  expect(store.getState().maps?.covered).toEqual([]);
  await cover([PART]);
  await store.getState().seeWhere({ kind: 'leave' });
  expect(scoresOf(COVERED_PICTURE)).toBeNull();
  expect(store.getState().maps).toBeNull();
});

test('while one drags, the picture under way is finished and the newest follows; what lies between is left out', async () => {
  const held: (() => void)[] = [];
  const seen: unknown[] = [];
  await createStore((fake) => ({
    encodeViews: async (...call) => {
      seen.push(call[2][0]?.covered);
      await new Promise<void>((resolve) => held.push(resolve));
      return fake.encodeViews(...call);
    },
  }));
  const third = { ...PART, left: 0.1 };
  const drags = [cover([PART], true), cover([OTHER], true), cover([third], true)];
  await vi.waitFor(() => expect(held).toHaveLength(1));
  held.shift()?.();
  await vi.waitFor(() => expect(held).toHaveLength(1));
  expect(store.getState().maps?.covered).toEqual([PART]);
  held.shift()?.();
  await Promise.all(drags);
  expect(seen).toEqual([[PART], [third]]);
  expect(store.getState().maps?.covered).toEqual([third]);
});

test('letting go ends what is under way', async () => {
  let aborted = 0;
  await createStore((fake) => ({
    encodeViews: async (id, blob, views, options) => {
      if (views[0]?.covered?.includes(PART))
        await new Promise((_, reject) =>
          options?.signal?.addEventListener('abort', () => {
            aborted += 1;
            reject(options.signal?.reason as Error);
          }),
        );
      return fake.encodeViews(id, blob, views, options);
    },
  }));
  void cover([PART], true);
  await vi.waitFor(() => expect(store.getState().maps?.covering).toBe(true));
  await cover([OTHER]);
  expect(aborted).toBe(1);
  expect(store.getState().maps).toMatchObject({ covered: [OTHER], covering: false });
});

test('bars of a slow model follow when one lets go, not while one drags', async () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 400));
  await cover([PART]);
  await cover([OTHER], true);
  expect(count('encodeViews')).toBe(1);
  await cover([OTHER]);
  expect(count('encodeViews')).toBe(2);
});

test('a picture that cannot be read is said, and nothing else is lost', async () => {
  const before = scoresOf(picture);
  store.setState(({ pictures }) => ({
    pictures: pictures.map((one) => ({ ...one, blob: new Blob([new Uint8Array([0])]) })),
  }));
  await cover([PART]);
  expect([...(store.getState().maps?.coverErrors.values() ?? [])]).toMatchObject([
    { code: 'picture-unreadable' },
  ]);
  await see();
  expect(answers()).toMatchObject([{ kind: 'failed', error: { code: 'picture-unreadable' } }]);
  expect(scoresOf(picture)).toEqual(before);
});

test('the parts of a picture are asked for once, also after the view was closed', async () => {
  await see();
  expect(answers()).toMatchObject([
    { kind: 'known', value: { rows: 3, columns: 3, dims: [9, 8] } },
  ]);
  await store.getState().seeWhere({ kind: 'leave' });
  await see();
  await see(4);
  await see(3);
  expect(engine.calls.filter(({ method }) => method === 'encodeViews')).toEqual([
    { method: 'encodeViews', count: 9 },
    { method: 'encodeViews', count: 16 },
  ]);
});

test('a map that was stopped is not asked for any more, and one that comes later is no news', async () => {
  let arrive = (): void => undefined;
  await createStore((fake) => ({
    encodeViews: async (...call) => {
      await new Promise<void>((resolve) => (arrive = resolve));
      return fake.encodeViews(...call);
    },
  }));
  const asked = see();
  await vi.waitFor(() => expect(answers()).toMatchObject([{ kind: 'asking' }]));
  await store.getState().seeWhere({ kind: 'stop' });
  arrive();
  await asked;
  expect(answers()).toEqual([]);
});

test('columns with an image tower of their own have maps of their own', async () => {
  const [, second] = store.getState().columns;
  if (second) store.getState().setModel(second.id, { ...second, precision: 'int8' });
  const prints = () =>
    store
      .getState()
      .columns.flatMap(({ status }) =>
        status.kind === 'ready' ? [status.loaded.model.fingerprints.image] : [],
      );
  await vi.waitFor(() => expect(new Set(prints()).size).toBe(2));
  await see();
  expect([...(store.getState().maps?.places.keys() ?? [])]).toEqual(
    prints().map((print) => placesKey(print, 'parts', 3)),
  );
});

import { beforeEach, describe, expect, test } from 'vitest';
import { pairOutcomes, tallyOutcomes } from '../core/evaluation/outcome-counts.ts';
import { NOT_READABLE } from '../core/evaluation/outcomes.ts';
import { createFakeEngine, type FakeEngine } from '../testing/fake-engine/fake-engine.ts';
import { EMBED_DIM } from '../testing/fake-engine/fake-rows.ts';
import { NO_CHOICE, textOfPicture } from '../testing/open-set.ts';
import type { LoadedModel } from '../engine/loading.ts';
import { EngineError } from '../engine/errors.ts';
import { memoryShelf } from '../testing/memory-shelf.ts';
import { createPageStore, type Store } from '../store/store.ts';
import type { Evaluation, EvaluationSettings } from './run.ts';
import type { EvaluationSet } from './sets/set.ts';
import type { EmbeddingShelf } from './shelf.ts';
import { towerKey } from './towers.ts';

const SETTINGS: EvaluationSettings = {
  templates: ['a photo of a {label}', '{label}'],
  templateSet: '',
  alpha: 'white',
  keep: true,
  meanPictures: 3,
};

let engine: FakeEngine;
let store: Store;
let shelf: EmbeddingShelf;
/** Bytes of vectors that went onto a shelf. */
let written: number;

/** A shelf in memory, of which it is known what was written. */
function countedShelf(): EmbeddingShelf {
  const inner = memoryShelf();
  written = 0;
  return {
    ...inner,
    append: (piece) => {
      written += piece.rows.byteLength;
      return inner.append(piece);
    },
  };
}

/** Loads a page whose storage may be that of an earlier one. */
async function openPage(change: (engine: FakeEngine) => FakeEngine = (same) => same) {
  engine = change(createFakeEngine());
  store = createPageStore({
    engine,
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => crypto.randomUUID(),
    openShelf: () => Promise.resolve(shelf),
  });
  await store.getState().loadAll();
}

beforeEach(async () => {
  shelf = countedShelf();
  await openPage();
});

const encoded = (): number =>
  engine.calls
    .filter(({ method }) => method === 'encodeImagesWith')
    .reduce((sum, { count }) => sum + count, 0);

/** `count` pictures in three classes, in turn; a name in `damaged` cannot be decoded, one in `gone` not even read. */
function setOf(count: number, damaged: readonly number[] = [], gone: readonly number[] = []) {
  const classes = ['cat', 'dog', 'bird'].map((name) => ({ key: name, names: [name] }));
  const set: EvaluationSet = {
    title: 'test',
    identity: `${count} pictures`,
    classes,
    leftOut: [],
    reading: NO_CHOICE,
    pictures: Array.from({ length: count }, (_, i) => ({
      name: `${i}.png`,
      bytes: 10,
      trueClass: i % 3,
      read: () =>
        gone.includes(i)
          ? Promise.reject(new DOMException('It was moved.', 'NotFoundError'))
          : Promise.resolve(new Blob([damaged.includes(i) ? '\0' : `picture ${i}`])),
    })),
  };
  return set;
}

function run(): Evaluation {
  const { evaluation } = store.getState();
  if (!evaluation) throw new Error('There is no run.');
  return evaluation;
}

/** Cuts every prompt of more than 20 letters. */
const cutting = (fake: FakeEngine): FakeEngine => ({
  ...fake,
  encodeTexts: async (id, texts, options) => ({
    ...(await fake.encodeTexts(id, texts, options)),
    truncated: Array.isArray(texts) ? texts.map((text: string) => text.length > 20) : [],
  }),
});

/** What a run says, without what differs from page to page. */
const said = ({ columns, unreadable }: Evaluation) => ({
  columns: columns.map((column) => ({ ...column, id: '', model: null })),
  unreadable,
});

/** Ends the run under way once `pictures` are through. */
async function interruptAt(pictures: number, set: EvaluationSet, how: () => void): Promise<void> {
  const stop = store.subscribe(({ evaluation }) => {
    if ((evaluation?.done ?? 0) < pictures) return;
    stop();
    how();
  });
  await store.getState().evaluate(set, SETTINGS);
  stop();
}

describe('a run', () => {
  test('encodes every picture once for two columns of one image tower, and each prompt once a text tower', async () => {
    await store.getState().evaluate(setOf(50), SETTINGS);
    expect(run().state).toBe('done');
    expect(encoded()).toBe(50);
    const prompts = engine.calls.filter(({ method }) => method === 'encodeTexts');
    expect(prompts.reduce((sum, { count }) => sum + count, 0)).toBe(2 * 3 * 2);
    const [first, second] = run().columns;
    expect(first?.embeddings).toBe(second?.embeddings);
    expect([...(first?.outcomes.predicted ?? [])].every((index) => index >= 0 && index < 3)).toBe(
      true,
    );
  });

  test('counts a picture that cannot be read as unscored in every column, and names it', async () => {
    await store.getState().evaluate(setOf(20, [4], [11]), SETTINGS);
    expect(run().unreadable).toEqual(['4.png', '11.png']);
    const trueClasses = run().set.pictures.map(({ trueClass }) => trueClass);
    const [first, second] = run().columns.map(({ outcomes }) => outcomes);
    if (!first || !second) throw new Error('There are not two columns.');
    for (const outcomes of [first, second]) {
      const { pictures, unscored } = tallyOutcomes(outcomes, trueClasses, 3);
      expect([pictures, unscored]).toEqual([18, 2]);
      expect([4, 11].map((i) => outcomes.predicted[i])).toEqual([NOT_READABLE, NOT_READABLE]);
    }
    const { both, onlyFirst, onlySecond, neither } = pairOutcomes(first, second, trueClasses);
    expect(both + onlyFirst + onlySecond + neither).toBe(18);
  });

  test.each([
    ['all, where each class looks in its own direction', [0, 1, 2], 1],
    // Of two means that are equal the first class's is taken: the second is always wrong.
    ['two of three classes, where two look alike', [0, 0, 1], 2 / 3],
    ['one of three, where all look alike', [5, 5, 5], 1 / 3],
  ])('the image tower alone finds %s', async (_, directions, share) => {
    await openPage((fake) => ({
      ...fake,
      encodeImagesWith: async (ids, pictures, options) => {
        const places = await Promise.all(
          pictures.map(async (one) => (await textOfPicture(one)).slice(8)),
        );
        const results = await fake.encodeImagesWith(ids, pictures, options);
        return results.map((result) => {
          const { dims, failures } = result;
          const data = new Float32Array(result.data.length);
          places.forEach((place, row) => {
            data[row * dims[1] + (directions[Number(place) % 3] ?? 0)] = 1 + Number(place);
          });
          return { data, dims, failures };
        });
      },
    }));
    await store.getState().evaluate(setOf(30), SETTINGS);
    for (const k of [3, 5]) {
      await store.getState().measureNearestMean(k);
      const pictures = 30 - 3 * k;
      const expected = { k, right: pictures * share, pictures };
      expect(run().columns.map(({ nearestMean }) => nearestMean)).toEqual([expected, expected]);
    }
  });

  test('tells how many prompts were cut and of which classes, also where the prompts are kept', async () => {
    const long = 'a name of more than twenty letters';
    const set = setOf(6);
    const classes = set.classes.map((one, place) =>
      place === 1 ? { ...one, names: ['dog', long, `${long} too`] } : one,
    );
    for (const change of [cutting, (same: FakeEngine) => same]) {
      await openPage(change);
      await store.getState().evaluate({ ...set, classes }, SETTINGS);
      expect(run()).toMatchObject({ state: 'done', cut: { prompts: 4, classes: [1] } });
    }
  });

  test('with one picture a class has no class means', async () => {
    await store.getState().evaluate(setOf(3), SETTINGS);
    expect(run().columns.map(({ nearestMean }) => nearestMean)).toEqual([null, null]);
  });

  test('that needs more memory than a page has is refused with its data still open', async () => {
    const samples = [
      { file: 'a.webp', en: 'cat', zh: '猫' },
      { file: 'b.webp', en: 'dog', zh: '狗' },
    ];
    await store.getState().openEvaluationData({ kind: 'samples', samples, title: 'samples' });
    // Only their number is looked at.
    const pictures = { length: 60_000_000 } as EvaluationSet['pictures'];
    await store.getState().evaluate({ ...setOf(2), pictures }, SETTINGS);
    expect(store.getState().evaluation).toBeNull();
    expect(store.getState().evaluationData).toMatchObject({
      kind: 'open',
      problem: { code: 'set-too-large' },
    });
  });
});

describe('a run that was interrupted', () => {
  const set = setOf(400, [7, 250]);
  let whole: ReturnType<typeof said>;

  beforeEach(async () => {
    await store.getState().evaluate(set, SETTINGS);
    whole = said(run());
    shelf = countedShelf();
    await openPage();
  });

  test('goes on after a pause and says the same', async () => {
    let pauses = 0;
    const stop = store.subscribe(({ evaluation, pauseEvaluation, continueEvaluation }) => {
      if (evaluation?.state === 'running' && pauses === 0) {
        pauses++;
        pauseEvaluation();
        setTimeout(() => void continueEvaluation());
      }
    });
    await store.getState().evaluate(set, SETTINGS);
    stop();
    expect([pauses, run().state, encoded()]).toEqual([1, 'done', 400]);
    expect(said(run())).toEqual(whole);
  });

  test('goes on after a reload without encoding a picture or a prompt again', async () => {
    await openPage(failingAfter(3));
    await store.getState().evaluate(set, SETTINGS);
    expect(run()).toMatchObject({ state: 'failed', error: { code: 'worker-died' } });
    const [kept] = await shelf.list();
    expect(kept).toMatchObject({ identity: set.identity, pictures: 400 });
    const before = kept?.done ?? 0;
    expect(before).toBeGreaterThan(0);

    await openPage();
    await store.getState().evaluate(set, SETTINGS);
    expect(run()).toMatchObject({ state: 'done', restored: before });
    expect(encoded()).toBe(400 - before);
    expect(engine.calls.filter(({ method }) => method === 'encodeTexts')).toEqual([]);
    expect(said(run())).toEqual(whole);
    // Each vector once, whatever the batches and however often a tab was closed; both columns have one tower.
    expect(written).toBe(400 * EMBED_DIM * 4);
  });

  test('goes on after a failure of the engine with what it had, also where nothing is kept', async () => {
    await openPage(failingAfter(3));
    await store.getState().evaluate(set, { ...SETTINGS, keep: false });
    const before = run().done;
    await store.getState().continueEvaluation();
    expect(run()).toMatchObject({ state: 'done', restored: before });
    expect(said(run())).toEqual(whole);
    expect(await shelf.list()).toEqual([]);
  });

  test('scores other names and prompts without encoding a picture', async () => {
    await store.getState().evaluate(set, SETTINGS);
    const classes = set.classes.map(({ key }) => ({ key, names: [`my ${key}`] }));
    await store.getState().evaluate({ ...set, classes }, { ...SETTINGS, templates: ['{label}'] });
    expect(run().state).toBe('done');
    expect(encoded()).toBe(400);
    expect(written).toBe(400 * EMBED_DIM * 4);
    expect(said(run())).not.toEqual(whole);
  });

  test('encodes all again once what was kept is deleted and the page reloaded', async () => {
    await store.getState().evaluate(set, SETTINGS);
    await store.getState().forgetEmbeddings(set.identity);
    expect(store.getState().keptEmbeddings).toEqual([]);
    await openPage();
    await store.getState().evaluate(set, SETTINGS);
    expect(encoded()).toBe(400);
  });

  test('leaves nothing behind when it is cancelled, and another can follow', async () => {
    await interruptAt(0, set, () => store.getState().stopEvaluation());
    expect(store.getState().evaluation).toBeNull();
    await store.getState().evaluate(set, SETTINGS);
    expect(said(run())).toEqual(whole);
  });
});

test('two towers that are not equally far encode what each lacks, and no picture twice', async () => {
  const set = setOf(100);
  const [, second] = store.getState().columns;
  if (!second) throw new Error('There is no second column.');
  // Without its image tower the second column's is random, and so another one.
  store.getState().setRule(second.id, 'without-image-tower');
  await store.getState().loadColumn(second.id);
  const pairs: string[] = [];
  const { encodeImagesWith } = engine;
  Object.assign(engine, {
    encodeImagesWith: async (...args: Parameters<FakeEngine['encodeImagesWith']>) => {
      const contents = await Promise.all(args[1].map(textOfPicture));
      for (const id of args[0]) pairs.push(...contents.map((content) => `${id} ${content}`));
      return encodeImagesWith(...args);
    },
  });
  await shelf.append({ ...firstRows(30), tower: towerKey(readyModel(0), 'white') });
  await store.getState().evaluate(set, SETTINGS);
  expect(run().state).toBe('done');
  expect(run().columns[0]?.embeddings).not.toBe(run().columns[1]?.embeddings);
  expect(new Set(pairs).size).toBe(pairs.length);
  expect(pairs).toHaveLength(100 + 70);
});

/** Rows as an earlier run kept them. */
function firstRows(count: number) {
  const dimensions = 8;
  const rows = new Float32Array(count * dimensions).fill(1);
  return {
    identity: '100 pictures',
    title: 'test',
    pictures: 100,
    from: 0,
    rows,
    dimensions,
    failed: [],
  };
}

function readyModel(index: number): LoadedModel {
  const status = store.getState().columns[index]?.status;
  if (status?.kind !== 'ready') throw new Error(`Column ${index} is not ready.`);
  return status.loaded;
}

test('storage that fails is said, and the run goes on', async () => {
  shelf = { ...memoryShelf(), append: () => Promise.reject(new Error('full')) };
  await openPage();
  await store.getState().evaluate(setOf(40), SETTINGS);
  expect(run()).toMatchObject({ state: 'done', notKept: true });
});

/** An engine whose pictures fail once, after a few batches. */
function failingAfter(calls: number): (engine: FakeEngine) => FakeEngine {
  let left = calls;
  return (working) => ({
    ...working,
    encodeImagesWith: (...args) => {
      left--;
      if (left === -1) return Promise.reject(new EngineError('worker-died', 'The engine stopped.'));
      return working.encodeImagesWith(...args);
    },
  });
}

import { expect, test, vi } from 'vitest';
import { EngineError } from '../../engine/errors.ts';
import type { TrainingLook, TrainingState } from '../../engine/training-progress.ts';
import type { TrainOptions } from '../../engine/training.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import type { LeftTraining, TrainingShelf } from '../repair/training-shelf.ts';
import { DEFAULT_RECIPE } from '../repair/training-recipe.ts';
import { createPageStore } from '../store.ts';

const samples = ['cat', 'dog', 'cow', 'pig'].map((en) => ({ file: `${en}.webp`, en, zh: en }));
const tally = { right: 1, of: 2 };
const stateAt = (step: number): TrainingState => ({
  step,
  values: {},
  moments: {},
  losses: Array.from({ length: step }, (_, at) => 1 / (at + 1)),
});

/** An engine whose training takes a step whenever the test says so. */
function pageThatTrains() {
  const fake = createFakeEngine();
  const released: string[] = [];
  const asked: TrainOptions[] = [];
  let tick: (() => void) | null = null;
  const engine: typeof fake = {
    ...fake,
    release: (id) => {
      released.push(id);
      return fake.release(id);
    },
    train: async (id, data, options) => {
      asked.push(options);
      const made = await fake.train(id, data, options);
      const looks: TrainingLook[] = [{ step: 2, taught: tally, unseen: tally, heldOut: tally }];
      if (options.repair !== 'text-tower') return { ...made, looks };
      const last = options.until ?? 2;
      for (let step = (options.from?.step ?? 0) + 1; step <= last; step++) {
        await new Promise<void>((resolve) => (tick = resolve));
        options.signal?.throwIfAborted();
        const watched = {
          data: new Float32Array((options.watch ?? []).length * 4).fill(step),
          dims: [(options.watch ?? []).length, 4],
        } as const;
        options.onProgress?.({
          stage: 'train',
          done: step,
          total: last,
          unit: 'steps',
          training: { loss: 1 / step, watched, state: stateAt(step) },
        });
      }
      return { ...made, losses: stateAt(last).losses, looks };
    },
  };
  let left: LeftTraining | null = null;
  const shelf: TrainingShelf = {
    read: async () => left,
    keep: async (next) => void (left = next),
    clear: async () => void (left = null),
  };
  const store = createPageStore({
    engine,
    fetch: async () => new Response('a picture'),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:x',
    newId: () => 'new',
    openTrainings: async () => shelf,
  });
  store.getState().setSamples(samples);
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn++) await new Promise((done) => setImmediate(done));
  };
  const step = async (): Promise<void> => {
    const take = await vi.waitFor(() => {
      if (!tick) throw new Error('No step was begun yet.');
      return tick;
    });
    tick = null;
    take();
    await settle();
  };
  const idOf = (column: number): string | undefined => {
    const status = store.getState().columns[column]?.status;
    return status?.kind === 'ready' ? status.loaded.id : undefined;
  };
  return { store, engine, released, asked, step, settle, idOf, left: () => left };
}

const recipe = { ...DEFAULT_RECIPE, steps: 2 };

test('the trained model takes the column’s place, and Undo brings the very old one without a load', async () => {
  const { store, released, step, settle, idOf, left } = pageThatTrains();
  await store.getState().loadAll();
  const old = idOf(1);
  const training = store.getState().startTraining('b', recipe);
  await step();
  expect(store.getState().bench).toMatchObject({ stage: 'running', step: 1, losses: [1] });
  await step();
  await training;
  expect(store.getState().bench).toMatchObject({ stage: 'done', look: { heldOut: tally } });
  const made = idOf(1);
  expect(made).not.toBe(old);
  expect(store.getState().columns[1]).toMatchObject({ training: { recipe, model: made } });
  expect(left()).toBeNull();
  expect(released).toEqual([]);
  store.getState().undoTraining();
  await settle();
  expect(idOf(1)).toBe(old);
  expect(store.getState().columns[1]?.training).toBeUndefined();
  // Nothing can bring the trained one again.
  expect(released).toEqual([made]);
});

test('a pause goes on from the last state; Cancel leaves the column and its bars as they were', async () => {
  const { store, asked, step, settle, idOf } = pageThatTrains();
  await store.getState().loadAll();
  const old = idOf(1);
  void store.getState().startTraining('b', recipe);
  await step();
  expect(store.getState().columns[1]?.preview).toBe('in training b');
  store.getState().pauseTraining();
  await step();
  expect(store.getState().bench).toMatchObject({ stage: 'paused', step: 1 });
  store.getState().goOnTraining();
  await settle();
  expect(asked.at(-1)).toMatchObject({ from: { step: 1 } });
  store.getState().cancelTraining();
  await step();
  expect(store.getState().bench).toBeNull();
  expect([idOf(1), store.getState().columns[1]?.preview]).toEqual([old, undefined]);
  expect(store.getState().vectors.texts.has('in training b')).toBe(false);
});

test('where it stands is kept when the tab is hidden, and every ten seconds in between', async () => {
  const now = vi.spyOn(performance, 'now');
  now.mockReturnValue(1000);
  const { store, step, settle, left } = pageThatTrains();
  await store.getState().loadAll();
  void store.getState().startTraining('b', { ...recipe, steps: 5 });
  await step();
  expect(left()).toBeNull();
  store.getState().keepTraining();
  await settle();
  expect(left()).toMatchObject({ recipe: { steps: 5 }, state: { step: 1 } });
  now.mockReturnValue(10_900);
  await step();
  expect(left()).toMatchObject({ state: { step: 1 } });
  now.mockReturnValue(11_100);
  await step();
  expect(left()).toMatchObject({ state: { step: 3 } });
  store.getState().cancelTraining();
  now.mockRestore();
  await settle();
  expect(left()).toBeNull();
});

test('what was left by a reload is offered to the column that it began with, and to no other', async () => {
  const { store, asked, step } = pageThatTrains();
  await store.getState().loadAll();
  void store.getState().startTraining('b', recipe);
  await step();
  store.getState().pauseTraining();
  await step();
  await store.getState().findLeftTraining('a');
  expect(store.getState().leftTraining).toBeNull();
  await store.getState().findLeftTraining('b');
  const { leftTraining } = store.getState();
  expect(leftTraining).toMatchObject({ recipe, names: ['cat', 'dog', 'cow', 'pig'] });
  if (!leftTraining) return;
  store.setState({ bench: null });
  void store.getState().startTraining('b', leftTraining.recipe, leftTraining);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked.at(-1)).toMatchObject({ from: { step: 1 }, heldOut: [1, 3] });
});

test('another model for the column ends its training', async () => {
  const { store, step, settle } = pageThatTrains();
  await store.getState().loadAll();
  void store.getState().startTraining('b', recipe);
  await step();
  store.getState().setSeed('b', 7);
  await settle();
  await step();
  expect(store.getState().bench).toBeNull();
  expect(store.getState().columns[1]).toMatchObject({ seed: 7, preview: undefined });
});

test('a training that comes apart says so, and can go on from the last good step', async () => {
  const { store, engine, asked } = pageThatTrains();
  await store.getState().loadAll();
  const { train } = engine;
  let times = 0;
  Object.assign(engine, {
    train: async (...call: Parameters<typeof train>) => {
      if (++times > 1) return train(...call);
      call[2].onProgress?.({
        stage: 'train',
        done: 1,
        total: 2,
        unit: 'steps',
        training: { loss: 1, state: stateAt(1) },
      });
      throw new EngineError('training-diverged', 'No.', { step: 2, loss: 'NaN' });
    },
  });
  await store.getState().startTraining('b', recipe);
  expect(store.getState().bench).toMatchObject({
    stage: 'failed',
    step: 1,
    error: { code: 'training-diverged' },
  });
  store.getState().goOnTraining();
  await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ from: { step: 1 } }));
});

test('the engine may end in the middle: the training goes on from its last good step with the models that come back', async () => {
  const { store, engine, asked, idOf, step } = pageThatTrains();
  await store.getState().loadAll();
  const { train } = engine;
  const models: string[] = [];
  Object.assign(engine, {
    train: async (...call: Parameters<typeof train>) => {
      models.push(call[0]);
      if (models.length > 1) return train(...call);
      call[2].onProgress?.({
        stage: 'train',
        done: 1,
        total: 2,
        unit: 'steps',
        training: { loss: 1, state: stateAt(1) },
      });
      throw new EngineError('worker-died', 'It ended.', { reason: 'memory' });
    },
  });
  await store.getState().startTraining('b', recipe);
  expect(store.getState().health).toBe('dead');
  expect(store.getState().bench).toMatchObject({ stage: 'failed', error: { code: 'worker-died' } });
  await store.getState().startAgain();
  store.getState().goOnTraining();
  await vi.waitFor(() => expect(asked.at(-1)).toMatchObject({ from: { step: 1 } }));
  expect(models[1]).toBe(idOf(1));
  expect(models[1]).not.toBe(models[0]);
  await step();
  await vi.waitFor(() => expect(store.getState().bench).toMatchObject({ stage: 'done' }));
});

test('a large model’s step is timed first, and nothing begins before that is read', async () => {
  const { store, engine, asked } = pageThatTrains();
  const { load } = engine;
  Object.assign(engine, {
    load: async (...call: Parameters<typeof load>) => {
      const loaded = await load(...call);
      const { report } = loaded;
      const parts = report.parts.map((part) => ({ ...part, numbers: 9e6 }));
      return { ...loaded, report: { ...report, parts } };
    },
  });
  await store.getState().loadAll();
  Object.assign(engine, {
    train: async (...[, , options]: Parameters<typeof engine.train>) => {
      asked.push(options);
      for (const done of [0, 1])
        options.onProgress?.({ stage: 'train', done, total: 2, unit: 'steps' });
      options.signal?.throwIfAborted();
      throw new Error('One step was not enough.');
    },
  });
  await store.getState().startTraining('b', recipe);
  expect(store.getState().bench).toMatchObject({ stage: 'slow', step: 0 });
  expect(store.getState().bench?.stepSeconds).toBeGreaterThanOrEqual(0);
  expect(asked).toHaveLength(1);
});

test('ready vectors of photographs that do not come, or are something else, leave the column as it was', async () => {
  const { store, idOf } = pageThatTrains();
  await store.getState().loadAll();
  const old = idOf(1);
  await store.getState().startTraining('b', { ...recipe, data: 'cifar10' });
  expect(store.getState().bench).toMatchObject({ stage: 'failed', step: 0 });
  expect(idOf(1)).toBe(old);
});

test('a refit is one call, and a link’s recipe says that it has to be run again', async () => {
  const { store, settle } = pageThatTrains();
  const refit = { ...recipe, repair: 'text-projection' } as const;
  const [first, second] = store.getState().columns;
  if (!first || !second) throw new Error('The page has two columns.');
  const columns = [first, { ...second, training: { recipe: refit, model: '' } }];
  store.setState({ columns });
  await store.getState().loadAll();
  expect(store.getState().lostTrainings.get('b')).toEqual(refit);
  expect(store.getState().notices).toMatchObject([
    { key: 'training.again', values: { number: 2 } },
  ]);
  await store.getState().startTraining('b', refit);
  await settle();
  expect(store.getState().bench).toMatchObject({ stage: 'done' });
  expect(store.getState().columns[1]?.training?.recipe).toEqual(refit);
});

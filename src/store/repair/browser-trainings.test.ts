import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { browserTrainings } from './browser-trainings.ts';
import { DEFAULT_RECIPE } from './training-recipe.ts';
import { TRAINING_DATABASE, type LeftTraining } from './training-shelf.ts';

const PIECE = 2 ** 18;
const numbers = (length: number, times: number): Float32Array =>
  Float32Array.from({ length }, (_, at) => at * times);

function left(): LeftTraining {
  const lengths = { scale: 1, piece: PIECE, 'token_embedding.weight': 2 * PIECE + 5 };
  const each = <T>(make: (length: number) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(lengths).map(([name, length]) => [name, make(length)]));
  return {
    towers: 'image text',
    recipe: DEFAULT_RECIPE,
    names: ['cat', 'dog'],
    pictures: 2,
    state: {
      step: 7,
      losses: [3, 2, 1],
      values: each((length) => numbers(length, 1)),
      moments: each((length) => ({ mean: numbers(length, -2), square: numbers(length, 3) })),
    },
  };
}

test('what was left comes back to the number, no record of it is longer than a piece, and it can be cleared', async () => {
  const shelf = browserTrainings();
  await shelf.keep(left());
  const { state, recipe, ...kept } = (await shelf.read()) ?? {};
  const { state: state0, recipe: recipe0, ...before } = left();
  expect(kept).toMatchObject(before);
  expect(recipe).toEqual(recipe0);
  expect(state).toEqual(state0);
  const records = await inStore((store) => store.getAll());
  const lengths = (records as readonly unknown[])
    .filter((record) => record instanceof Float32Array)
    .map(({ length, buffer }) => Math.max(length * 4, buffer.byteLength));
  expect(lengths).toHaveLength(3 * 5);
  expect(Math.max(...lengths)).toBe(4 * PIECE);
  await shelf.clear();
  expect(await shelf.read()).toBeNull();
});

test('what another version of the page kept, or a piece that is gone, is nothing to go on from', async () => {
  const shelf = browserTrainings();
  await shelf.keep(left());
  await inStore((store) => store.put(numbers(3, 1), `mean of piece from 0`));
  expect(await shelf.read()).toBeNull();
  await shelf.keep(left());
  await inStore((store) => store.delete(`square of token_embedding.weight from ${2 * PIECE}`));
  expect(await shelf.read()).toBeNull();
  await shelf.keep(left());
  await inStore((store) => store.put({ parameters: ['scale'] }, 'last'));
  expect(await shelf.read()).toBeNull();
});

/** The outcome of a request to the store that the shelf writes. */
function inStore(ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opened = indexedDB.open(TRAINING_DATABASE);
    opened.addEventListener('error', () => reject(opened.error));
    opened.addEventListener('success', () => {
      const { result: database } = opened;
      const request = ask(database.transaction('trainings', 'readwrite').objectStore('trainings'));
      request.addEventListener('error', () => reject(request.error));
      request.addEventListener('success', () => {
        database.close();
        resolve(request.result);
      });
    });
  });
}

import { openDatabase, settled } from '../../browser/idb-request.ts';
import type { AdamWState } from '../../core/gradient/adamw.ts';
import type { TrainingState } from '../../engine/training.ts';
import { readRecipe, writeRecipe } from './training-recipe.ts';
import { TRAINING_DATABASE, type LeftTraining, type TrainingShelf } from './training-shelf.ts';

const STORE = 'trainings';
const LAST = 'last';
/** Behind this, numbers of one parameter: its values and both moments. */
const PIECE = 'piece ';

type Pieces = Readonly<Record<string, { readonly values: Float32Array } & AdamWState>>;

/**
 * The browser's database as a shelf for the training that was broken off last. The numbers are written and read parameter by
 * parameter, so that the page's thread copies a few megabytes at a time; one transaction holds them together.
 */
export function browserTrainings(): TrainingShelf {
  return {
    read: () => inDatabase('readonly', readLeft),
    keep: ({ recipe, state, ...left }) =>
      inDatabase('readwrite', async (store) => {
        const { values, moments, ...reached } = state;
        await settled(store.clear());
        const parameters = Object.keys(values);
        const head = { ...left, recipe: writeRecipe(recipe), state: reached, parameters };
        await settled(store.put(head, LAST));
        for (const name of parameters)
          await settled(store.put({ values: values[name], ...moments[name] }, PIECE + name));
      }),
    clear: () =>
      inDatabase('readwrite', async (store) => {
        await settled(store.clear());
      }),
  };
}

/** What is well-formed: another version of the page may have kept something else. The engine checks the state itself. */
async function readLeft(store: IDBObjectStore): Promise<LeftTraining | null> {
  const kept = (await settled<unknown>(store.get(LAST))) ?? {};
  const { towers, recipe, names, pictures, state, parameters } = kept as Partial<
    Record<keyof LeftTraining | 'parameters', unknown>
  >;
  const read = typeof recipe === 'string' ? readRecipe(recipe) : null;
  const step = (state as Partial<LeftTraining['state']> | undefined)?.step;
  const fits = typeof towers === 'string' && Array.isArray(names) && typeof pictures === 'number';
  if (!read || !fits || typeof step !== 'number' || !Array.isArray(parameters)) return null;
  const pieces: Record<string, Pieces[string]> = {};
  for (const name of parameters as readonly string[])
    pieces[name] = await settled(store.get(PIECE + name));
  return { ...(kept as LeftTraining), recipe: read, state: wholeState(state as Reached, pieces) };
}

type Reached = Pick<TrainingState, 'step' | 'losses'>;

function wholeState(reached: Reached, pieces: Pieces): TrainingState {
  const all = Object.entries(pieces);
  return {
    ...reached,
    values: Object.fromEntries(all.map(([name, { values }]) => [name, values])),
    moments: Object.fromEntries(all.map(([name, { mean, square }]) => [name, { mean, square }])),
  };
}

async function inDatabase<T>(
  mode: IDBTransactionMode,
  task: (store: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(TRAINING_DATABASE, (created) =>
    created.createObjectStore(STORE),
  );
  try {
    return await task(database.transaction(STORE, mode).objectStore(STORE));
  } finally {
    database.close();
  }
}

import { openDatabase, settled } from '../../browser/idb-request.ts';
import type { AdamWState } from '../../core/gradient/adamw.ts';
import type { TrainingState } from '../../engine/training-progress.ts';
import { readRecipe, writeRecipe } from './training-recipe.ts';
import { TRAINING_DATABASE, type LeftTraining, type TrainingShelf } from './training-shelf.ts';

const STORE = 'trainings';
const LAST = 'last';
/** What is written one by one, of each parameter. */
const NUMBERS = ['values', 'mean', 'square'] as const;

/**
 * The browser's database as a shelf for the training that was broken off last. Its numbers are written and read parameter by
 * parameter, so that the page's thread copies few megabytes at a time; one transaction holds them together.
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
        for (const name of parameters) {
          const own = { values: values[name], ...moments[name] };
          for (const what of NUMBERS) await settled(store.put(own[what], pieceOf(what, name)));
        }
      }),
    clear: () =>
      inDatabase('readwrite', async (store) => {
        await settled(store.clear());
      }),
  };
}

const pieceOf = (what: (typeof NUMBERS)[number], parameter: string): string =>
  `${what} of ${parameter}`;

/** What is well-formed: another version of the page may have kept something else. The engine checks the numbers itself. */
async function readLeft(store: IDBObjectStore): Promise<LeftTraining | null> {
  const kept = (await settled<unknown>(store.get(LAST))) ?? {};
  const { towers, recipe, names, pictures, state, parameters } = kept as Partial<
    Record<keyof LeftTraining | 'parameters', unknown>
  >;
  const read = typeof recipe === 'string' ? readRecipe(recipe) : null;
  const reached = state as Pick<TrainingState, 'step' | 'losses'> | undefined;
  const fits = typeof towers === 'string' && Array.isArray(names) && typeof pictures === 'number';
  if (!read || !fits || typeof reached?.step !== 'number' || !Array.isArray(parameters))
    return null;
  const values: Record<string, Float32Array> = {};
  const moments: Record<string, AdamWState> = {};
  for (const name of parameters as readonly string[]) {
    const [own, mean, square] = await Promise.all(
      NUMBERS.map((what) => settled<Float32Array>(store.get(pieceOf(what, name)))),
    );
    if (!own || !mean || !square) return null;
    values[name] = own;
    moments[name] = { mean, square };
  }
  return { ...(kept as LeftTraining), recipe: read, state: { ...reached, values, moments } };
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

import { openDatabase, settled } from '../../browser/idb-request.ts';
import { readRecipe, writeRecipe } from './training-recipe.ts';
import { TRAINING_DATABASE, type LeftTraining, type TrainingShelf } from './training-shelf.ts';

const STORE = 'trainings';
const LAST = 'last';

/** The browser's database as a shelf for the training that was broken off last. */
export function browserTrainings(): TrainingShelf {
  return {
    read: () =>
      inDatabase('readonly', async (store) => readLeft(await settled<unknown>(store.get(LAST)))),
    keep: (left) =>
      inDatabase('readwrite', async (store) => {
        await settled(store.put({ ...left, recipe: writeRecipe(left.recipe) }, LAST));
      }),
    clear: () =>
      inDatabase('readwrite', async (store) => {
        await settled(store.delete(LAST));
      }),
  };
}

/** What is well-formed: another version of the page may have kept something else. The engine checks the state itself. */
function readLeft(kept: unknown): LeftTraining | null {
  const { towers, recipe, names, pictures, state } = (kept ?? {}) as Partial<
    Record<keyof LeftTraining, unknown>
  >;
  const read = typeof recipe === 'string' ? readRecipe(recipe) : null;
  const step = (state as Partial<LeftTraining['state']> | undefined)?.step;
  const fits = typeof towers === 'string' && Array.isArray(names) && typeof pictures === 'number';
  if (!read || !fits || typeof step !== 'number') return null;
  return { ...(kept as LeftTraining), recipe: read };
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

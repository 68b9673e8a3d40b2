import { openDatabase, settled } from '../../browser/idb-request.ts';
import type { AdamWState } from '../../core/gradient/adamw.ts';
import type { TrainingState } from '../../engine/training-progress.ts';
import { readRecipe, writeRecipe } from './training-recipe.ts';
import { TRAINING_DATABASE, type LeftTraining, type TrainingShelf } from './training-shelf.ts';

const STORE = 'trainings';
const LAST = 'last';
/** What is written of each parameter. */
const NUMBERS = ['values', 'mean', 'square'] as const;
/** Numbers in a record: one MiB is written and read in a few milliseconds of the page's thread. */
const PIECE = 2 ** 18;

/** Name and count of a parameter's numbers. */
type Extent = readonly [name: string, length: number];

/**
 * The browser's database as a shelf for the training that was broken off last. Its numbers are written and read in pieces, so
 * that the page's thread copies no more than one at a time; one transaction holds them together.
 */
export function browserTrainings(): TrainingShelf {
  return {
    read: () => inDatabase('readonly', readLeft),
    keep: ({ recipe, state, ...left }) =>
      inDatabase('readwrite', async (store) => {
        const { values, moments, ...reached } = state;
        await settled(store.clear());
        const extents = Object.entries(values).map(([name, { length }]): Extent => [name, length]);
        const head = { ...left, recipe: writeRecipe(recipe), state: reached, extents };
        await settled(store.put(head, LAST));
        for (const [name] of extents) {
          const own = { values: values[name], ...moments[name] };
          for (const what of NUMBERS) await writeNumbers(store, what, name, own[what]);
        }
      }),
    clear: () =>
      inDatabase('readwrite', async (store) => {
        await settled(store.clear());
      }),
  };
}

const pieceOf = (what: string, parameter: string, from: number): string =>
  `${what} of ${parameter} from ${from}`;

async function writeNumbers(
  store: IDBObjectStore,
  what: string,
  parameter: string,
  numbers: Float32Array = new Float32Array(),
): Promise<void> {
  // A part's own array: of a view the whole memory would be written.
  for (let from = 0; from < numbers.length; from += PIECE)
    await settled(store.put(numbers.slice(from, from + PIECE), pieceOf(what, parameter, from)));
}

/** `null` where a piece is not there or is of another length. */
async function readNumbers(
  store: IDBObjectStore,
  what: string,
  [parameter, length]: Extent,
): Promise<Float32Array | null> {
  const numbers = new Float32Array(length);
  for (let from = 0; from < length; from += PIECE) {
    const piece = await settled<unknown>(store.get(pieceOf(what, parameter, from)));
    if (!(piece instanceof Float32Array) || piece.length !== Math.min(PIECE, length - from))
      return null;
    numbers.set(piece, from);
  }
  return numbers;
}

/** What is well-formed: another version of the page may have kept something else. The engine checks the numbers itself. */
async function readLeft(store: IDBObjectStore): Promise<LeftTraining | null> {
  const kept = (await settled<unknown>(store.get(LAST))) ?? {};
  const { towers, recipe, names, pictures, state, extents } = kept as Partial<
    Record<keyof LeftTraining | 'extents', unknown>
  >;
  const read = typeof recipe === 'string' ? readRecipe(recipe) : null;
  const reached = state as Pick<TrainingState, 'step' | 'losses'> | undefined;
  const fits = typeof towers === 'string' && Array.isArray(names) && typeof pictures === 'number';
  if (!read || !fits || typeof reached?.step !== 'number' || !Array.isArray(extents)) return null;
  const values: Record<string, Float32Array> = {};
  const moments: Record<string, AdamWState> = {};
  for (const extent of extents as readonly Extent[]) {
    const [own, mean, square] = await Promise.all(
      NUMBERS.map((what) => readNumbers(store, what, extent)),
    );
    if (!own || !mean || !square) return null;
    const [name] = extent;
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

import {
  type FirstVisit,
  type PrecomputedColumn,
  precomputedVectors,
  readFirstVisit,
} from './read-first-visit.ts';
import { readOwnJson } from '../../browser/own-json.ts';
import { PRECOMPUTED } from '../columns/column-model.ts';
import { newColumn } from '../columns/column.ts';
import { writeColumn } from '../link/link-column.ts';
import { promptsOf } from '../selectors/prompts.ts';
import { DEFAULT_SETTINGS } from '../slices/settings.ts';
import type { Store } from '../store.ts';
import type { Column, ColumnStatus } from '../types.ts';

/**
 * Shows true bars before a model is there: built-in columns start out with what was computed when the page was built,
 * on a first visit and wherever the set-up of a later one asks for the same pictures, labels and settings.
 * The live model replaces it, under fingerprints of its own, so nothing here is taken for a live result.
 */
export async function showFirstVisit(
  store: PlainStore,
  address: (path: string) => string,
  file = FIRST_VISIT,
): Promise<void> {
  (await fetchFirstVisit(address, file))(store);
}

/** The same in two steps: gives what shows the bars, for one who has more to show at that moment. */
export async function fetchFirstVisit(
  address: (path: string) => string,
  file = FIRST_VISIT,
): Promise<(store: PlainStore) => void> {
  const found = await readOwnJson(fetch, address(file), readFirstVisit);
  return (store) => {
    // A file that does not come, or is none, costs these bars and nothing else.
    if (found) apply(store, found);
  };
}

type PlainStore = Pick<Store, 'getState' | 'setState'>;

const FIRST_VISIT = 'first-visit.json';

function apply(store: PlainStore, found: FirstVisit): void {
  const { prompts } = found;
  const all = store.getState();
  const asked = all.labels.flatMap((label) => promptsOf(label, all.templates));
  // A link or an earlier visit brought other labels, and a probability is one of all labels: nothing true to show yet.
  if (asked.some((prompt) => !prompts.includes(prompt))) return;
  if (all.alpha !== DEFAULT_SETTINGS.alpha) return;
  const { images: imageRows, columns: shown } = precomputedVectors(found, PRECOMPUTED);
  store.setState(({ vectors, columns: current }) => ({
    vectors: {
      images: new Map([
        ...vectors.images,
        ...shown.map(
          ({ loaded: { model } }) =>
            [
              model.fingerprints.image,
              joined(vectors.images.get(model.fingerprints.image), imageRows),
            ] as const,
        ),
      ]),
      texts: new Map([
        ...vectors.texts,
        ...shown.map(
          ({ loaded, texts }) =>
            [
              loaded.model.fingerprints.text,
              joined(vectors.texts.get(loaded.model.fingerprints.text), texts),
            ] as const,
        ),
      ]),
    },
    columns: current.map((column) => {
      const match = shown.find(({ file }) => isBuiltIn(column, file));
      const { status } = column;
      if (!match || status.kind === 'ready' || (status.kind !== 'idle' && status.previous))
        return column;
      const waiting: ColumnStatus =
        status.kind === 'idle' ? { kind: 'loading', progress: null, previous: null } : status;
      return { ...column, status: { ...waiting, previous: match.loaded } };
    }),
  }));
}

/** The column is the built-in file as the page loads it by itself, with no choice of its own. */
function isBuiltIn(column: Column, file: PrecomputedColumn['file']): boolean {
  const plain = newColumn(column.id, { kind: 'built-in', file });
  return column.source.kind === 'built-in' && writeColumn(column) === writeColumn(plain);
}

/** What was computed before for other pictures stays. */
function joined<K, V>(old: ReadonlyMap<K, V> | undefined, more: ReadonlyMap<K, V>): Map<K, V> {
  return new Map([...(old ?? []), ...more]);
}

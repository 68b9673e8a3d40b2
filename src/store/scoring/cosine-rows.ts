import { fillDots, unit } from '../../core/scoring/vectors.ts';
import { finiteRange, tiedPlaces } from '../../core/scoring/winners.ts';
import type { ClassVectors } from '../selectors/class-vectors.ts';

/** What is known of one picture beside one list of labels. */
export interface CosineRow {
  /** [labels]; `null` where there is no room to keep all of them. */
  readonly cosines: Float64Array | null;
  /** Places of the labels with the highest cosine, equal in float32. */
  readonly winners: readonly number[];
  /** Lowest and highest finite cosine; infinite where there is none. */
  readonly low: number;
  readonly high: number;
}

/** Cosines that are kept for one list of labels; of the pictures beyond that only the winners are: 64 MiB. */
const MOST_KEPT = 2 ** 23;

/** All rows over one list of labels; those of a list that nobody holds any more go with it. */
interface Generation {
  readonly rows: WeakMap<Float32Array, CosineRow>;
  /** The list before this one, until every picture of the page has its row here. */
  origin: ClassVectors | null;
  /** What of that one is the same here, once it was asked for. */
  change: Change | null;
  complete: boolean;
  /** Cosines that are kept. */
  kept: number;
}

/** Where each label stood in the list before, or -1; and the places of those that are new. */
interface Change {
  readonly places: Int32Array;
  readonly fresh: readonly number[];
}

const generations = new WeakMap<ClassVectors, Generation>();

function generationOf(classes: ClassVectors): Generation {
  const known = generations.get(classes);
  if (known) return known;
  const made: Generation = {
    rows: new WeakMap(),
    origin: null,
    change: null,
    complete: false,
    kept: 0,
  };
  generations.set(classes, made);
  return made;
}

/** Says which list of labels comes after which: what both have in common is not computed again. */
export function follow(classes: ClassVectors, before: ClassVectors): void {
  const earlier = generationOf(before);
  const generation = generationOf(classes);
  generation.origin = earlier.complete ? before : earlier.origin;
  generation.change = null;
}

/** Says that every picture of the page has its row. */
export function setComplete(classes: ClassVectors): void {
  const generation = generationOf(classes);
  Object.assign(generation, { complete: true, origin: null, change: null });
}

/** How many cosines a picture's row is still to be computed of; `null` where the row is there. */
export function cosinesToDo(image: Float32Array, classes: ClassVectors): number | null {
  const generation = generationOf(classes);
  if (generation.rows.has(image)) return null;
  return knownBefore(generation, image)
    ? changeOf(generation, classes).fresh.length
    : classes.vectors.length;
}

/**
 * The row of a picture: computed once, and of a list that follows another only where that has another label.
 * @param image [D], of any length
 */
export function cosineRow(image: Float32Array, classes: ClassVectors): CosineRow {
  const generation = generationOf(classes);
  const known = generation.rows.get(image);
  if (known) return known;
  const cosines = computed(image, classes, generation);
  const row = digested(cosines, generation.kept + cosines.length <= MOST_KEPT);
  if (row.cosines) generation.kept += cosines.length;
  generation.rows.set(image, row);
  return row;
}

/** All cosines of a picture with the labels; [labels]. */
export function cosinesOf(image: Float32Array, classes: ClassVectors): Float64Array {
  return cosineRow(image, classes).cosines ?? computed(image, classes, generationOf(classes));
}

function computed(
  image: Float32Array,
  classes: ClassVectors,
  generation: Generation,
): Float64Array {
  const { vectors } = classes;
  const cosines = new Float64Array(vectors.length);
  const before = knownBefore(generation, image);
  if (!before) {
    fillDots(
      unit(image),
      vectors,
      vectors.map((_, place) => place),
      cosines,
    );
    return cosines;
  }
  const { places, fresh } = changeOf(generation, classes);
  for (let place = 0; place < cosines.length; place++)
    cosines[place] = before[places[place] as number] ?? 0;
  if (fresh.length > 0) fillDots(unit(image), vectors, fresh, cosines);
  return cosines;
}

function knownBefore({ origin }: Generation, image: Float32Array): Float64Array | null {
  return (origin && generationOf(origin).rows.get(image)?.cosines) ?? null;
}

function changeOf(generation: Generation, { vectors }: ClassVectors): Change {
  if (generation.change) return generation.change;
  const before = new Map(generation.origin?.vectors.map((vector, place) => [vector, place]));
  const places = Int32Array.from(vectors, (vector) => before.get(vector) ?? -1);
  const fresh = [...places.keys()].filter((place) => places[place] === -1);
  generation.change = { places, fresh };
  return generation.change;
}

function digested(cosines: Float64Array, kept: boolean): CosineRow {
  const [low, high] = finiteRange(cosines);
  return { cosines: kept ? cosines : null, winners: tiedPlaces(cosines), low, high };
}

import { labelFits, type RankedRows, rankRows, sameWords } from '../../core/scoring/fit.ts';
import { dot, unit } from '../../core/scoring/vectors.ts';
import { liveModelOf } from '../columns/column-model.ts';
import { halfState } from '../selectors/halves.ts';
import type { State } from '../state.ts';
import type { Column, Label } from '../types.ts';
import { type KnownLabel, type Vocabulary, vocabularyKey } from './vocabulary.ts';

/** What tells whether labels fit. */
export type FitInputs = Pick<
  State,
  'vocabularies' | 'vectors' | 'labels' | 'language' | 'pictures'
>;

/** How a column's labels fit a picture, against everyday words. */
export interface PictureFit {
  /** Closest everyday words that are no labels and mean no label, closest first. */
  readonly words: readonly string[];
  /** Whether a label does not fall far behind the closest word that means something else; where words are random that means nothing. */
  readonly fits: boolean;
  /** The column's text half was left to chance. */
  readonly random: boolean;
}

const SHOWN = 3;

/**
 * Whether everyday words or labels are still to be encoded for a text tower that is live, or pictures to be compared with
 * them.
 */
export function lacksWords(all: FitInputs & Pick<State, 'columns'>): boolean {
  const lacking = all.columns.some((column) => {
    const model = liveModelOf(column);
    if (!model || column.textError) return false;
    const known = all.vocabularies.get(vocabularyKey(model, all.language));
    return !known || all.labels.some(({ text }) => !known.labels.has(text));
  });
  return lacking || unfitted(all).length > 0;
}

/** Numbers that a view multiplies by itself: a few milliseconds. Where all pictures take more, it waits for {@link fitPictures}. */
const AT_ONCE = 4e6;

/** A picture that was not compared with a column's words yet. */
interface Unfitted {
  readonly image: Float32Array;
  readonly vocabulary: Vocabulary;
  readonly labels: KnownLabels;
}

function unfitted(all: FitInputs & Pick<State, 'columns'>): readonly Unfitted[] {
  return all.columns.flatMap((column) => {
    const model = liveModelOf(column);
    const vocabulary = model && all.vocabularies.get(vocabularyKey(model, all.language));
    const labels = vocabulary && knownLabels(vocabulary, all.labels);
    if (!labels || isLittle(all, vocabulary, labels)) return [];
    const images = all.vectors.images.get(model.model.fingerprints.image);
    return all.pictures.flatMap(({ id }) => {
      const image = images?.get(id);
      return image && !labels.fits.has(image) ? { image, vocabulary, labels } : [];
    });
  });
}

function isLittle(
  { pictures }: FitInputs,
  { vectors }: Vocabulary,
  { known }: KnownLabels,
): boolean {
  const rows = vectors.length + known.length;
  return pictures.length * rows * (vectors[0]?.length ?? 0) <= AT_ONCE;
}

/** Compares the pictures with the words, one after the other, until none is left; whether there was one. */
export async function fitPictures(
  get: () => FitInputs & Pick<State, 'columns'>,
  breathe: () => Promise<void>,
): Promise<boolean> {
  let some = false;
  for (;;) {
    const begun = get();
    const todo = unfitted(begun);
    if (todo.length === 0) return some;
    some = true;
    for (const { image, vocabulary, labels } of todo) {
      fitOf(image, vocabulary, labels);
      await breathe();
      if (get().pictures !== begun.pictures || get().labels !== begun.labels) break;
    }
  }
}

/**
 * `null` while the picture, the words or a label are not encoded, while many pictures are still compared with them, and where
 * there is no label.
 */
export function pictureFit(all: FitInputs, column: Column, pictureId: string): PictureFit | null {
  const model = liveModelOf(column);
  const vocabulary = model && all.vocabularies.get(vocabularyKey(model, all.language));
  const image = model && all.vectors.images.get(model.model.fingerprints.image)?.get(pictureId);
  if (!vocabulary || !image || vocabulary.vectors.length === 0) return null;
  const labels = knownLabels(vocabulary, all.labels);
  if (!labels) return null;
  const random = halfState(column, 'text') === 'random';
  if (!labels.fits.has(image) && !isLittle(all, vocabulary, labels)) return null;
  return { ...fitOf(image, vocabulary, labels), random };
}

type Fit = Omit<PictureFit, 'random'>;

function fitOf(image: Float32Array, vocabulary: Vocabulary, labels: KnownLabels): Fit {
  const last = labels.fits.get(image);
  if (last) return last;
  const ranked = rankedWords(image, vocabulary.vectors);
  const direction = unit(image);
  const fit = {
    words: closest(ranked, labels.taken, vocabulary.vectors).flatMap(
      (place) => vocabulary.words[place] ?? [],
    ),
    fits: labels.known.some((label) => fits(direction, label, ranked)),
  };
  labels.fits.set(image, fit);
  return fit;
}

/** What is known of a list of labels, and how they fit the pictures: a row asks for all others' too. */
interface KnownLabels {
  readonly labels: readonly Label[];
  readonly known: readonly KnownLabel[];
  /** Places of the words that mean one of them. */
  readonly taken: ReadonlySet<number>;
  readonly fits: WeakMap<Float32Array, Fit>;
}

/** The last list of labels by vocabulary. */
const lists = new WeakMap<Vocabulary, KnownLabels>();

/** `null` while a label is not encoded, and where there is none. */
function knownLabels(vocabulary: Vocabulary, labels: readonly Label[]): KnownLabels | null {
  const last = lists.get(vocabulary);
  if (last?.labels === labels) return last;
  const known = labels.flatMap(({ text }) => vocabulary.labels.get(text) ?? []);
  if (known.length === 0 || known.length < labels.length) return null;
  const taken = new Set(known.flatMap(({ means }) => [...means]));
  const list = { labels, known, taken, fits: new WeakMap() };
  lists.set(vocabulary, list);
  return list;
}

/** Places of the closest words that are not taken, none that means the same as one before it. */
function closest(
  { order }: RankedRows,
  taken: Iterable<number>,
  rows: readonly Float32Array[],
): readonly number[] {
  const passed = new Set(taken);
  const found: number[] = [];
  for (const place of order) {
    const row = rows[place];
    if (!row || passed.has(place)) continue;
    found.push(place);
    if (found.length === SHOWN) break;
    for (const same of sameWords(rankedWords(row, rows), true)) passed.add(same);
  }
  return found;
}

function fits(picture: Float32Array, { vector, means }: KnownLabel, ranked: RankedRows): boolean {
  const other = ranked.order.find((place) => !means.has(place)) ?? -1;
  return labelFits(dot(picture, vector), ranked.cosines[other] ?? -1, ranked.spread);
}

/** Rankings of words by a picture's or another word's vector: a row asks for those of all others. */
const rankings = new WeakMap<Float32Array, Map<readonly Float32Array[], RankedRows>>();

function rankedWords(vector: Float32Array, rows: readonly Float32Array[]): RankedRows {
  const known = rankings.get(vector)?.get(rows);
  if (known) return known;
  const ranked = rankRows(unit(vector), rows);
  // A vocabulary that is no longer asked for is let go with the next one.
  const others = [...(rankings.get(vector) ?? [])].slice(-1);
  rankings.set(vector, new Map([...others, [rows, ranked]]));
  return ranked;
}

/** Of how many pictures on the page the column's closest word is this one; and how many there are. */
export function sharedWord(
  all: FitInputs,
  column: Column,
  word: string | undefined,
): { readonly same: number; readonly of: number } {
  const fits = all.pictures.flatMap(({ id }) => pictureFit(all, column, id) ?? []);
  return { same: fits.filter(({ words }) => words[0] === word).length, of: fits.length };
}

/** The closest words of several pictures in the first column whose words mean something, best first, none twice. */
export function suggestedWords(
  all: FitInputs & Pick<State, 'columns'>,
  pictures: readonly string[],
  most: number,
): readonly string[] {
  const column = all.columns.find((one) => liveModelOf(one) && halfState(one, 'text') !== 'random');
  if (!column) return [];
  const lists = pictures.map((id) => pictureFit(all, column, id)?.words ?? []);
  const turns = Array.from({ length: SHOWN }, (_, turn) =>
    lists.flatMap((list) => list[turn] ?? []),
  );
  return [...new Set(turns.flat())].slice(0, most);
}

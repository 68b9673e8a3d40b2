import { labelFits, type RankedRows, rankRows } from '../../core/scoring/fit.ts';
import { dot, unit } from '../../core/scoring/vectors.ts';
import { liveModelOf } from '../columns/column-model.ts';
import { halfState } from '../selectors/halves.ts';
import { scaleOf } from '../selectors/scores.ts';
import type { State } from '../state.ts';
import type { Column } from '../types.ts';
import { vocabularyKey } from './vocabulary.ts';

/** What tells whether labels fit. */
export type FitInputs = Pick<
  State,
  'vocabularies' | 'vectors' | 'labels' | 'language' | 'scale' | 'pictures'
>;

/** How a column's labels fit a picture, against everyday words. */
export interface PictureFit {
  /** Closest everyday words that are no labels, closest first. */
  readonly words: readonly string[];
  /** Whether the best label does not fall far behind the closest word; where words are random that means nothing. */
  readonly fits: boolean;
  /** The column's text half was left to chance. */
  readonly random: boolean;
}

const SHOWN = 3;

/** Whether everyday words or labels are still to be encoded for a text tower that is live. */
export function lacksWords(all: FitInputs & Pick<State, 'columns'>): boolean {
  return all.columns.some((column) => {
    const model = liveModelOf(column);
    if (!model || column.textError) return false;
    const known = all.vocabularies.get(vocabularyKey(model, all.language));
    return !known || all.labels.some(({ text }) => !known.labels.has(text));
  });
}

/** `null` while the picture, the words or a label are not encoded, and where there is no label. */
export function pictureFit(all: FitInputs, column: Column, pictureId: string): PictureFit | null {
  const model = liveModelOf(column);
  const vocabulary = model && all.vocabularies.get(vocabularyKey(model, all.language));
  const image = model && all.vectors.images.get(model.model.fingerprints.image)?.get(pictureId);
  if (!vocabulary || !image || vocabulary.vectors.length === 0) return null;
  const best = bestLabel(image, all.labels, vocabulary.labels);
  if (best === null) return null;
  const { order, cosines } = rankedWords(image, vocabulary.vectors);
  const own = new Set(all.labels.map(({ text }) => text.toLowerCase()));
  const closest: number[] = [];
  for (const place of order) {
    if (!own.has(vocabulary.words[place]?.toLowerCase() ?? '')) closest.push(place);
    if (closest.length === SHOWN) break;
  }
  const first = cosines[closest[0] ?? -1] ?? -1;
  return {
    words: closest.flatMap((place) => vocabulary.words[place] ?? []),
    fits: labelFits(best, first, scaleOf(model, all.scale)),
    random: halfState(column, 'text') === 'random',
  };
}

/** Rankings of a picture, by its vector: a row asks for those of all others. */
const rankings = new WeakMap<Float32Array, Map<readonly Float32Array[], RankedRows>>();

function rankedWords(image: Float32Array, rows: readonly Float32Array[]): RankedRows {
  const known = rankings.get(image)?.get(rows);
  if (known) return known;
  const ranked = rankRows(unit(image), rows);
  // A vocabulary that is no longer asked for is let go with the next one.
  const others = [...(rankings.get(image) ?? [])].slice(-1);
  rankings.set(image, new Map([...others, [rows, ranked]]));
  return ranked;
}

/** Highest cosine of the labels; `null` while one is missing and where there is none. */
function bestLabel(
  image: Float32Array,
  labels: State['labels'],
  known: ReadonlyMap<string, Float32Array>,
): number | null {
  const picture = unit(image);
  let best: number | null = null;
  for (const { text } of labels) {
    const row = known.get(text);
    if (!row) return null;
    best = Math.max(best ?? -1, dot(picture, row));
  }
  return best;
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

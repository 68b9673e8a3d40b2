import { closestWords, labelFits } from '../../core/scoring/fit.ts';
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

/** `null` while the picture, the words or a label are not encoded, and where there is no label. */
export function pictureFit(all: FitInputs, column: Column, pictureId: string): PictureFit | null {
  const model = liveModelOf(column);
  const vocabulary = model && all.vocabularies.get(vocabularyKey(model, all.language));
  const image = model && all.vectors.images.get(model.model.fingerprints.image)?.get(pictureId);
  if (!vocabulary || !image || vocabulary.vectors.length === 0) return null;
  const picture = unit(image);
  const rows = all.labels.map(({ text }) => vocabulary.labels.get(text));
  if (rows.length === 0 || rows.includes(undefined)) return null;
  const best = Math.max(...rows.map((row) => (row ? dot(picture, row) : -1)));
  const { words, vectors } = vocabulary;
  const own = new Set(all.labels.map(({ text }) => text.toLowerCase()));
  const closest = closestWords(picture, words, vectors, SHOWN, own);
  const first = closest[0]?.cosine ?? -1;
  return {
    words: closest.map(({ word }) => word),
    fits: labelFits(best, first, scaleOf(model, all.scale)),
    random: halfState(column, 'text') === 'random',
  };
}

/** Of how many own pictures the column's closest word is this one; and how many there are. */
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

import { rankedPlaces } from './ranked-places.ts';
import { fillDots } from './vectors.ts';

/** A label this many spreads behind the closest word, or more, is said not to fit. */
const BEHIND = 0.8;
/** Words this many spreads above the mean of what a label has with all of them mean the same. */
const SAME = 4;
/** The nearest word of a label that is no word itself means the same from here on. */
const NEAREST_SAME = 3;

/** Rows by how close they are to a vector. */
export interface RankedRows {
  /** Places of the rows, closest first; of equal ones the one that stands first. */
  readonly order: Uint32Array;
  /** Cosine of each row, in the rows' own order. */
  readonly cosines: Float32Array;
  readonly mean: number;
  /** Standard deviation of the cosines, of all rows. */
  readonly spread: number;
}

/**
 * @param vector unit vector [D]
 * @param rows unit vectors [D]
 */
export function rankRows(vector: Float32Array, rows: readonly Float32Array[]): RankedRows {
  const products = new Float64Array(rows.length);
  fillDots(vector, rows, [...rows.keys()], products);
  const cosines = Float32Array.from(products);
  const order = rankedPlaces(cosines);
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / rows.length;
  const squares = cosines.reduce((sum, cosine) => sum + (cosine - mean) ** 2, 0);
  return { order, cosines, mean, spread: Math.sqrt(squares / rows.length) };
}

/**
 * Whether a label fits a picture: it falls behind the closest word of a vocabulary by less than 0.8 of the spread that the
 * vocabulary's cosines with the picture have. In spreads, models of every family have one border: their cosines do not lie
 * equally far apart, and neither do their scales.
 * @param label cosine of the label with the picture
 * @param word highest cosine of the words that do not mean the same as the label
 * @param spread standard deviation of the vocabulary's cosines with the picture
 */
export function labelFits(label: number, word: number, spread: number): boolean {
  return label >= word || word - label < BEHIND * spread;
}

/**
 * Places of the words that mean the same as a label, as far as a text tower tells: their cosine with the label lies four
 * spreads above the mean that the label has with all words. A label that is no word of the vocabulary has its nearest word
 * among them from three spreads on: what else it means nobody has said.
 * @param label the label's words, ranked
 * @param isWord whether the label itself is one of them
 */
export function sameWords(label: RankedRows, isWord: boolean): ReadonlySet<number> {
  const { order, cosines, mean, spread } = label;
  const above = (place: number): number => ((cosines[place] as number) - mean) / spread;
  const same = new Set<number>();
  for (const [turn, place] of order.entries()) {
    const border = turn === 0 && !isWord ? NEAREST_SAME : SAME;
    if (!(above(place) >= border)) break;
    same.add(place);
  }
  return same;
}

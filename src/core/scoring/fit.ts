import { dot } from './vectors.ts';

/** A word and how close it is to a picture. */
export interface CloseWord {
  readonly word: string;
  readonly cosine: number;
}

/** Below this share a label has against the closest word of a vocabulary, it is said not to fit: nine to one against it. */
const FITTING_SHARE = 0.1;

/**
 * The closest words of a vocabulary to a picture, closest first; of equal ones the one that stands first in the vocabulary.
 * @param picture unit vector [D]
 * @param vectors a unit vector [D] for each word
 * @param without words that are left out, lower case
 */
export function closestWords(
  picture: Float32Array,
  words: readonly string[],
  vectors: readonly Float32Array[],
  count: number,
  without: ReadonlySet<string> = new Set(),
): readonly CloseWord[] {
  const all = words.flatMap((word, i): CloseWord[] => {
    const vector = vectors[i];
    return vector && !without.has(word.toLowerCase())
      ? [{ word, cosine: dot(picture, vector) }]
      : [];
  });
  return all.sort((a, b) => b.cosine - a.cosine).slice(0, count);
}

/**
 * Whether a label fits a picture: softmax of the label alone against the closest word of a vocabulary,
 * 1 / (1 + exp(scale (word - label))), is at least 0.1.
 * @param label highest cosine of the labels
 * @param word highest cosine of the vocabulary's words
 * @param scale what cosines are multiplied by before softmax
 */
export function labelFits(label: number, word: number, scale: number): boolean {
  return 1 / (1 + Math.exp(scale * (word - label))) >= FITTING_SHARE;
}

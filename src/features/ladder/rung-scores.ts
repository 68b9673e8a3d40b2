import { rowProbabilities } from '../../core/scoring/probabilities.ts';
import { rankRow } from '../../core/scoring/rank-row.ts';
import { dot } from '../../core/scoring/vectors.ts';
import type { RungVectors } from '../../store/ladder/rungs.ts';
import { hasTruth, isRight, labelNames } from '../../store/selectors/truth.ts';
import type { Label, Picture } from '../../store/types.ts';

export interface RungBar {
  readonly label: Label;
  readonly probability: number;
}

/** The labels of a picture under a rung, most likely first; `null` where the picture could not be encoded. */
export function rungBars(
  { images, classes, scale }: RungVectors,
  labels: readonly Label[],
  picture: string,
): readonly RungBar[] | null {
  const image = images.get(picture);
  if (!image) return null;
  const cosines = classes.map((vector) => dot(image, vector));
  const probabilities = rowProbabilities(cosines, { kind: 'softmax', scale, bias: 0 });
  const bars = labels.map((label, i) => ({ label, probability: probabilities[i] ?? 0 }));
  // By cosine, not by probability: tiny ones can be equal although the cosines differ.
  const row = { data: Float32Array.from(cosines), dims: [1, cosines.length] } as const;
  return Array.from(rankRow(row, 0), (place) => bars[place]).filter((bar) => bar !== undefined);
}

export interface RungSummary {
  /** Mean cosine of the pictures' and of the labels' vectors to the complete model's. */
  readonly imageCosine: number;
  readonly textCosine: number;
  /** Pictures whose known name is among the labels, and how many of them are named right. */
  readonly known: number;
  readonly right: number;
}

/** What a rung costs, beside the complete model. */
export function rungSummary(
  own: RungVectors,
  complete: RungVectors,
  labels: readonly Label[],
  pictures: readonly Picture[],
): RungSummary {
  const images = [...own.images].flatMap(([id, vector]) => {
    const other = complete.images.get(id);
    return other ? [dot(vector, other)] : [];
  });
  const texts = own.classes.map((vector, i) => dot(vector, complete.classes[i] ?? vector));
  const marks = rungMarks(own, labels, pictures);
  return {
    imageCosine: mean(images),
    textCosine: mean(texts),
    known: marks.length,
    right: marks.filter(({ right }) => right).length,
  };
}

interface RungMark {
  readonly picture: Picture;
  readonly winner: Label;
  readonly right: boolean;
}

/** The pictures whose known name is among the labels, each with what the rung calls it. */
export function rungMarks(
  own: RungVectors,
  labels: readonly Label[],
  pictures: readonly Picture[],
): readonly RungMark[] {
  const names = labelNames(labels);
  return pictures.flatMap((picture) => {
    const winner = hasTruth(picture, names) && rungBars(own, labels, picture.id)?.[0]?.label;
    return winner ? [{ picture, winner, right: isRight(picture, winner) }] : [];
  });
}

/** Why a rung looks like the complete model: nothing in this model hangs on it, or too little to change a winner. */
export type Silence =
  | { readonly kind: 'untouched' }
  /** `cosine`: mean of images or labels to the complete model's, whichever is less. */
  | { readonly kind: 'too-little'; readonly cosine: number };

/** Rounding alone leaves less than that. */
const SAME = 1e-6;

/** `null` where the rung calls a picture something else than the complete model does. */
export function silenceOf(
  own: RungVectors,
  complete: RungVectors,
  labels: readonly Label[],
  pictures: readonly Picture[],
): Silence | null {
  const whole = new Map(
    rungMarks(complete, labels, pictures).map(({ picture, winner }) => [picture.id, winner.id]),
  );
  const marks = rungMarks(own, labels, pictures);
  if (
    marks.length === 0 ||
    marks.some(({ picture, winner }) => whole.get(picture.id) !== winner.id)
  )
    return null;
  const { imageCosine, textCosine } = rungSummary(own, complete, labels, pictures);
  const cosine = Math.min(imageCosine, textCosine);
  return cosine > 1 - SAME ? { kind: 'untouched' } : { kind: 'too-little', cosine };
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
}

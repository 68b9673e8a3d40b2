import { rowProbabilities } from '../../core/scoring/probabilities.ts';
import { rankRow } from '../../core/scoring/rank-row.ts';
import { dot } from '../../core/scoring/vectors.ts';
import type { RungVectors } from '../../store/ladder/rungs.ts';
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
  const probabilities = rowProbabilities(cosines, scale, 'softmax');
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
  const names = new Set(labels.map(({ text }) => text.toLowerCase()));
  const known = pictures.filter(
    (picture) => own.images.has(picture.id) && picture.known.some((name) => names.has(name)),
  );
  const right = known.filter((picture) => {
    const winner = rungBars(own, labels, picture.id)?.[0];
    return winner && picture.known.includes(winner.label.text.toLowerCase());
  });
  return {
    imageCosine: mean(images),
    textCosine: mean(texts),
    known: known.length,
    right: right.length,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
}

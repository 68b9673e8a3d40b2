import { NO_WINNER, winnerOfRow } from '../../core/scoring/winners.ts';
import type { State } from '../state.ts';
import type { SeedTrial } from '../columns/seed-trial.ts';
import { hasTruth, isRight, labelNames } from './truth.ts';
import { fillDots, meanDirection, unit } from '../../core/scoring/vectors.ts';

interface TrialTexts {
  /** Prompts of each label, in the order of the rows of `data`. */
  readonly prompts: readonly (readonly string[])[];
  readonly data: Float32Array;
  readonly dims: readonly [number, number];
}

/**
 * The label that wins most pictures under another seed's text tower, the image embeddings being those of `fingerprint`.
 * @param breathe a pause that is asked for after every picture
 */
export async function favouriteOf(
  { pictures, labels, vectors }: Pick<State, 'pictures' | 'labels' | 'vectors'>,
  fingerprint: string,
  seed: number,
  { prompts, data, dims }: TrialTexts,
  breathe: () => Promise<void>,
): Promise<SeedTrial> {
  let at = 0;
  const classes = prompts.map((own) => {
    const rows = own.map(() => data.slice(at * dims[1], ++at * dims[1]));
    return meanDirection(rows);
  });
  const places = [...classes.keys()];
  const cosines = new Float64Array(classes.length);
  const wins = labels.map(() => 0);
  const names = labelNames(labels);
  let [seen, known, right] = [0, 0, 0];
  for (const picture of pictures) {
    const image = vectors.images.get(fingerprint)?.get(picture.id);
    if (!image) continue;
    await breathe();
    fillDots(unit(image), classes, places, cosines);
    const winner = winnerOfRow(cosines);
    if (winner === NO_WINNER) continue;
    wins[winner] = (wins[winner] ?? 0) + 1;
    seen += 1;
    if (!hasTruth(picture, names)) continue;
    known += 1;
    const label = labels[winner];
    if (label && isRight(picture, label)) right += 1;
  }
  const best = winnerOfRow(wins);
  return {
    seed,
    label: labels[best]?.text ?? '',
    wins: wins[best] ?? 0,
    pictures: seen,
    known,
    right,
  };
}

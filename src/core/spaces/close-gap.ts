import { winnerOfRow } from '../scoring/winners.ts';
import { along, type Cloud } from './clouds.ts';
import { inner } from './leading-direction.ts';

/** What a model says after its gap was closed by a share. */
export interface Closing {
  /** 0: as the model is; 1: both means in one place. */
  readonly share: number;
  /** Mean over the pictures whose label is known of -ln(its softmax share among the labels), in nats. */
  readonly loss: number;
  /** Pictures whose label has the highest cosine. */
  readonly right: number;
}

/** Steps of the slider. */
const STEPS = 20;

/** What loss and right answers are worked out from. */
export interface Closable {
  readonly pictures: Cloud;
  readonly labels: Cloud;
  /** [n, m] cosines of every picture with every label. */
  readonly products: Float64Array;
  /** [n] for each picture the row of its label, or -1; pictures without one do not count. */
  readonly truths: readonly number[];
}

/**
 * Loss and right answers while the gap closes: every picture is moved by `-share` times the distance of the two means and
 * scaled to length 1 again; labels stay. After Liang et al., "Mind the Gap" (2022, arXiv 2203.02053), section 4.2, who move
 * both kinds towards each other and measure the loss likewise.
 *
 * Cosines of moved pictures follow from those of the pictures as they are: with the gap g, (x - s g)·t = x·t - s g·t and
 * |x - s g|² = 1 - 2 s x·g + s² g·g.
 *
 * @param gap [D] mean of the pictures less mean of the labels
 * @param scale the factor on cosines
 * @returns empty where no label is known
 */
export function closings(
  { pictures, labels, products, truths }: Closable,
  gap: Float64Array,
  scale: number,
): readonly Closing[] {
  const known = [...truths.keys()].filter((row) => (truths[row] ?? -1) >= 0);
  if (known.length === 0) return [];
  const { count } = labels.units;
  const byLabel = Float64Array.from({ length: count }, (_, label) =>
    along(labels.units, label, gap),
  );
  const squared = inner(gap, gap);
  const cosines = new Float64Array(count);
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const share = step / STEPS;
    let [loss, right] = [0, 0];
    for (const row of known) {
      const byPicture = along(pictures.units, row, gap);
      const length = Math.sqrt(1 - 2 * share * byPicture + share * share * squared);
      for (let label = 0; label < count; label++)
        cosines[label] =
          ((products[row * count + label] as number) - share * (byLabel[label] as number)) / length;
      const truth = truths[row] as number;
      loss += crossEntropy(cosines, truth, scale);
      if (winnerOfRow(cosines) === truth) right += 1;
    }
    return { share, loss: loss / known.length, right };
  });
}

/** -ln of the softmax share of one of the scaled values. */
function crossEntropy(cosines: Float64Array, at: number, scale: number): number {
  const own = cosines[at] as number;
  let highest = own;
  for (const cosine of cosines) highest = Math.max(highest, cosine);
  let sum = 0;
  for (const cosine of cosines) sum += Math.exp(scale * (cosine - highest));
  return Math.log(sum) + scale * (highest - own);
}

import type { Matrix } from './matrix.ts';
import { normaliseRows } from './normalise-rows.ts';

/**
 * One unit vector for each label, as OpenAI's `zeroshot_classifier` makes it: every prompt's embedding is normalised,
 * a label's prompts are averaged, and the mean is normalised.
 *
 * @param prompts [P, D] embeddings of prompts, label after label, normalised or not
 * @param promptsPerLabel how many prompts each label has, in the same order; their sum is P
 * @returns [labels, D]; a row is not a number where a prompt of the label is not, or where it has no prompt
 * @throws RangeError where the counts do not add up
 */
export function classVectors(prompts: Matrix, promptsPerLabel: readonly number[]): Matrix {
  const [count, width] = prompts.dims;
  const total = promptsPerLabel.reduce((sum, own) => sum + own, 0);
  if (total !== count) {
    throw new RangeError(`The labels have ${total} prompts, but there are ${count} embeddings.`);
  }
  const unit = normaliseRows(prompts).data;
  const means = new Float32Array(promptsPerLabel.length * width);
  let first = 0;
  for (const [label, own] of promptsPerLabel.entries()) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let prompt = first; prompt < first + own; prompt++) {
        sum += unit[prompt * width + column] as number;
      }
      means[label * width + column] = sum / own;
    }
    first += own;
  }
  return normaliseRows({ data: means, dims: [promptsPerLabel.length, width] });
}

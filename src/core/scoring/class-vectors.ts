import { averageDirection } from './average-direction.ts';
import type { Matrix } from './matrix.ts';

/**
 * One unit vector for each label, as OpenAI's `zeroshot_classifier` makes it: every prompt's embedding is normalised,
 * a label's prompts are averaged, and the mean is normalised.
 *
 * @param prompts [P, D] embeddings of prompts, label after label, normalised or not
 * @param promptsPerLabel how many prompts each label has, in the same order; their sum is P
 * @returns [labels, D]; a row is not a number where a label has no prompt that is one
 * @throws RangeError where the counts do not add up
 */
export function classVectors(prompts: Matrix, promptsPerLabel: readonly number[]): Matrix {
  const [count, width] = prompts.dims;
  const total = promptsPerLabel.reduce((sum, own) => sum + own, 0);
  if (total !== count) {
    throw new RangeError(`The labels have ${total} prompts, but there are ${count} embeddings.`);
  }
  const vectors = new Float32Array(promptsPerLabel.length * width);
  let first = 0;
  for (const [label, own] of promptsPerLabel.entries()) {
    const rows = Array.from({ length: own }, (_, prompt) => first + prompt);
    vectors.set(averageDirection(prompts.data, width, rows), label * width);
    first += own;
  }
  return { data: vectors, dims: [promptsPerLabel.length, width] };
}

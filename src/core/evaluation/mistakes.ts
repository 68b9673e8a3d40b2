/** A picture that a column gets wrong. */
export interface Mistake {
  readonly picture: number;
  readonly trueClass: number;
  readonly predicted: number;
  readonly confidence: number;
}

/**
 * The first `limit` wrong pictures, most confident first; equal ones by picture.
 *
 * @param trueClasses, predicted, confidences [pictures]; a negative prediction (none was possible) is passed over
 */
export function confidentMistakes(
  trueClasses: ArrayLike<number>,
  predicted: ArrayLike<number>,
  confidences: ArrayLike<number>,
  limit: number,
): Mistake[] {
  const wrong: Mistake[] = [];
  for (let picture = 0; picture < trueClasses.length; picture++) {
    const [trueClass, guess] = [trueClasses[picture] ?? -1, predicted[picture] ?? -1];
    if (guess < 0 || guess === trueClass) continue;
    wrong.push({ picture, trueClass, predicted: guess, confidence: confidences[picture] ?? 0 });
  }
  wrong.sort((a, b) => b.confidence - a.confidence || a.picture - b.picture);
  return wrong.slice(0, limit);
}

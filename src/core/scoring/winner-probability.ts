import { rowProbabilities, type ScoringRule } from './probabilities.ts';

/** The winner's probability alone, for evaluations that ask it of every picture. */
export function winnerProbability(
  cosines: ArrayLike<number>,
  winner: number,
  rule: ScoringRule,
): number {
  if (rule.kind === 'softmax') return winnerShare(cosines, winner, rule.scale);
  // Labels do not compete: the winner's alone says it.
  return rowProbabilities([cosines[winner] as number], rule)[0] as number;
}

/** The winner's share of the softmax: the sum alone. */
function winnerShare(cosines: ArrayLike<number>, winner: number, scale: number): number {
  const highest = cosines[winner] as number;
  let sum = 0;
  for (let i = 0; i < cosines.length; i++)
    sum += Math.exp(scale * ((cosines[i] as number) - highest));
  return 1 / sum;
}

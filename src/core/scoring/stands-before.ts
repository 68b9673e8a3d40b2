/**
 * The one rule by which the page ranks, total, so that every browser and every figure counts alike: the higher score
 * first; of equal scores the lower place in the list; what is not a number behind every number. `-0` equals `0`.
 *
 * @param scoreA score of the label or class at place `a`
 */
export function standsBefore(scoreA: number, a: number, scoreB: number, b: number): boolean {
  if (Number.isNaN(scoreA)) return Number.isNaN(scoreB) && a < b;
  if (Number.isNaN(scoreB)) return true;
  return scoreA === scoreB ? a < b : scoreA > scoreB;
}

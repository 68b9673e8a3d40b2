/**
 * Tokens of a text up to its end, that included: CLIP reads a text at the first place of its largest id, and a causal tower sees
 * nothing of what follows.
 *
 * @param ids token ids, at least one
 */
export function lengthUntilEnd(ids: ArrayLike<number>): number {
  let end = 0;
  for (let place = 1; place < ids.length; place++)
    if ((ids[place] ?? 0) > (ids[end] ?? 0)) end = place;
  return end + 1;
}

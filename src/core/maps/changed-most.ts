/** A label's place in the list, and its share before and after. */
export interface Change {
  readonly label: number;
  readonly from: number;
  readonly to: number;
}

/** What rounding may tell apart in shares that changed alike: of two labels each loses what the other gains. */
const ALIKE = 1e-6;

/**
 * The label whose share changed most between two rows of probabilities; of those that changed alike, the one that had more,
 * then the first. `null` where nothing changed, or nothing can be compared.
 *
 * @param before [L] 0 to 1; `after` of the same labels
 */
export function changedMost(before: readonly number[], after: readonly number[]): Change | null {
  let most: Change | null = null;
  for (const [label, from] of before.entries()) {
    const change = { label, from, to: after[label] ?? Number.NaN };
    const further = sizeOf(change) - (most ? sizeOf(most) : 0);
    const alike = most !== null && Math.abs(further) <= ALIKE && from > most.from;
    if (further > ALIKE || alike) most = change;
  }
  return most;
}

function sizeOf({ from, to }: Change): number {
  return Math.abs(to - from);
}

import { PARTS, type Part } from '../model/architecture.ts';
import type { PartSummary, TensorPiece, Verdict } from './load-report.ts';

/**
 * One verdict on the five parts. `vision-only` and `text-only` ask for a whole tower and nothing of the other side; the
 * tower's own projection and the logit scale may be there or not (a loader may draw the projection afresh and still
 * have taken the image tower only).
 * @param held which count of a part is compared with its number of parameters
 * @param foreign tensors inside the towers that this page does not compute with: they go before every other verdict
 */
export function verdictOf(
  counts: readonly Pick<PartSummary, 'part' | 'parameters' | 'present' | 'loaded'>[],
  held: 'present' | 'loaded',
  foreign: readonly TensorPiece[] = [],
): Verdict {
  if (foreign.length > 0) {
    return { kind: 'not-computed', tensors: foreign.map(({ tensor }) => tensor.name) };
  }
  const whole = (part: Part) =>
    counts.some((count) => count.part === part && count[held] === count.parameters);
  const absent = (part: Part) => counts.every((count) => count.part !== part || count[held] === 0);
  if (PARTS.every(whole)) return { kind: 'complete' };
  if (PARTS.every((part) => part === 'logit-scale' || whole(part))) return { kind: 'both-towers' };
  if (PARTS.every((part) => part === 'logit-scale' || absent(part))) {
    return { kind: 'nothing-of-clip' };
  }
  if (whole('image-tower') && absent('text-tower') && absent('text-projection')) {
    return { kind: 'vision-only' };
  }
  if (whole('text-tower') && absent('image-tower') && absent('image-projection')) {
    return { kind: 'text-only' };
  }
  return { kind: 'parts-missing', missing: PARTS.filter((part) => !whole(part)) };
}

import type { Head } from '../../core/heads/head.ts';
import type { ClassVectors } from '../selectors/class-vectors.ts';

/** What pictures are compared with: the labels' own vectors, or a head. */
export type Against = ClassVectors | Head;

const awaited = new WeakSet<Against>();

/** Whether pictures are compared with these in slices now: views wait until all of them are. */
export function isAwaited(against: Against): boolean {
  return awaited.has(against);
}

export function setAwaited(against: Against): void {
  awaited.add(against);
}

export function setArrived(against: Against): void {
  awaited.delete(against);
}

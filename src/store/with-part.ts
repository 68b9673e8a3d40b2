import { attempt } from '../engine/attempt.ts';
import type { Notify } from './types.ts';

/**
 * Work that needs a part of the page which comes only when it is asked for. Resolves to what the work gave; where the part
 * does not come, that is said in a notice, all else stays as it is, and it resolves to `undefined`.
 */
export function withPart<T>(
  get: () => { readonly notify: Notify },
  work: () => Promise<T>,
): Promise<T | undefined> {
  return attempt(work, () => get().notify('part.notice', {}, { tone: 'problem' }));
}

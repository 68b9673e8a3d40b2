import type { SummaryInputs } from './selectors/summary.ts';
import { useParts } from './use-parts.ts';

const COUNTED = [
  'pictures',
  'columns',
  'labels',
  'templates',
  'vectors',
  'heads',
  'examples',
  'failures',
] as const;
const SCALED = [...COUNTED, 'scale', 'scoring'] as const;

/** What columns are summed up from; another object only when a part of it is another one. */
export function useSummaryInputs(): SummaryInputs {
  return useParts(SCALED);
}

/**
 * The same where only winners count. Those are the same under any scale: moving its slider neither counts again nor
 * shuffles a list.
 */
export function useWinnerInputs(): SummaryInputs {
  return { ...useParts(COUNTED), scale: null, scoring: 'own' };
}

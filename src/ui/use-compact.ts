import { useSyncExternalStore } from 'react';

/** A phone upright or lying, or a laptop's window at twice the size: bars then come before buttons. */
const COMPACT = '(max-width: 700px), (max-height: 480px)';

/** Whether the window is so narrow or low that buttons go under a menu. */
export function useCompact(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(COMPACT).matches);
}

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(COMPACT);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

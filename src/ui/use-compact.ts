import { useSyncExternalStore } from 'react';

/** A phone upright or lying, or a laptop's window at twice the size: bars then come before buttons. */
const COMPACT = '(max-width: 700px), (max-height: 480px)';
/** A tablet upright, too: where words of the page's bar find no room beside its name. */
const NARROW = '(max-width: 900px), (max-height: 480px)';

/** Whether the window is so narrow or low that labels and pictures are brought in from its foot. */
export function useCompact(): boolean {
  return useMedia(COMPACT);
}

/** Whether the page's own buttons go under its menu. */
export function useNarrow(): boolean {
  return useMedia(NARROW);
}

function useMedia(media: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(media);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia(media).matches,
  );
}

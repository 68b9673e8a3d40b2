import type { Outside, Slice } from '../all.ts';

export interface UpdateSlice {
  /** A newer build of the page is there; `put-off` where the visitor wants to go on with this one. */
  readonly newer: 'none' | 'offered' | 'put-off';
  offerNewer(): void;
  putOffNewer(): void;
  /** Loads the newer build, with labels, pictures and settings as they are. */
  takeNewer(): Promise<void>;
}

export function updateSlice({ loadNewer }: Outside): Slice<UpdateSlice> {
  return (set) => ({
    newer: 'none',
    offerNewer: () => set(({ newer }) => (newer === 'none' ? { newer: 'offered' } : {})),
    putOffNewer: () => set({ newer: 'put-off' }),
    takeNewer: async () => {
      set({ newer: 'put-off' });
      await loadNewer?.();
    },
  });
}

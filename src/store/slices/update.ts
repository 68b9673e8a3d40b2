import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';

export interface UpdateSlice extends Pick<State, 'newer'> {
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

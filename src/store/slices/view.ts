import type { Slice } from '../all.ts';
import type { Overlay } from '../overlay.ts';
import type { State } from '../state.ts';

export interface ViewSlice extends Pick<
  State,
  'overlay' | 'current' | 'slide' | 'revealed' | 'leadClosed'
> {
  closeLead(): void;
  openLead(): void;
  open(overlay: Overlay): void;
  close(): void;
  /** Puts a picture on the projector. */
  show(picture: string): void;
  /** Puts another slide there, by its id. */
  showSlide(slide: string): void;
  reveal(picture: string): void;
  coverAll(): void;
  /** Reveals a covered picture; covers one that is seen, which starts guessing where nobody guessed yet. */
  toggleCover(picture: string): void;
}

export function viewSlice(): Slice<ViewSlice> {
  return (set) => ({
    overlay: null,
    current: null,
    slide: null,
    revealed: new Set(),
    leadClosed: false,
    closeLead: () => set({ leadClosed: true }),
    openLead: () => set({ leadClosed: false }),
    open: (overlay) => set({ overlay }),
    close: () =>
      set(({ overlay }) => ({
        overlay: overlay?.kind === 'spaces' && overlay.picture ? { kind: 'spaces' } : null,
      })),
    show: (current) => set({ current, slide: null }),
    showSlide: (slide) => set({ slide }),
    reveal: (picture) => set(({ revealed }) => ({ revealed: new Set(revealed).add(picture) })),
    coverAll: () => set({ revealed: new Set() }),
    toggleCover: (picture) =>
      set(({ guessFirst, revealed }) => {
        const changed = new Set(revealed);
        if (guessFirst && !revealed.has(picture)) changed.add(picture);
        else changed.delete(picture);
        return { revealed: changed, guessFirst: true };
      }),
  });
}

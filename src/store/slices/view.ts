import type { Slice } from '../all.ts';

/** What is open; never saved. */
export type Overlay =
  | { readonly kind: 'picture'; readonly id: string }
  | { readonly kind: 'report'; readonly column: string }
  | { readonly kind: 'model'; readonly column: string }
  | { readonly kind: 'look'; readonly column: string }
  | { readonly kind: 'device' }
  | { readonly kind: 'repair'; readonly column: string }
  | { readonly kind: 'teach' }
  | { readonly kind: 'save'; readonly column: string }
  | { readonly kind: 'ladder' }
  | { readonly kind: 'help' }
  | { readonly kind: 'evaluate' }
  | { readonly kind: 'matrix' }
  | { readonly kind: 'share' }
  | { readonly kind: 'samples' }
  | { readonly kind: 'storage' }
  | { readonly kind: 'camera' }
  | { readonly kind: 'label-sets' }
  | { readonly kind: 'prompts'; readonly label: string };

export interface ViewSlice {
  readonly overlay: Overlay | null;
  /** Id of the picture on the projector; `null` stands for the first one. */
  readonly current: string | null;
  /** Pictures whose bars are uncovered while guessing. */
  readonly revealed: ReadonlySet<string>;
  /** The sentence over the page was closed, on this or an earlier visit. */
  readonly leadClosed: boolean;
  closeLead(): void;
  openLead(): void;
  open(overlay: Overlay): void;
  close(): void;
  show(picture: string): void;
  reveal(picture: string): void;
  coverAll(): void;
  /** Reveals a covered picture; covers one that is seen, which starts guessing where nobody guessed yet. */
  toggleCover(picture: string): void;
}

export function viewSlice(): Slice<ViewSlice> {
  return (set) => ({
    overlay: null,
    current: null,
    revealed: new Set(),
    leadClosed: false,
    closeLead: () => set({ leadClosed: true }),
    openLead: () => set({ leadClosed: false }),
    open: (overlay) => set({ overlay }),
    close: () => set({ overlay: null }),
    show: (current) => set({ current }),
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

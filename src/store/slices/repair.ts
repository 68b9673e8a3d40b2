import { importPart } from '../../core/parts/import-part.ts';
import type { EngineErrorData } from '../../engine/contract.ts';
import type { Outside, Slice } from '../all.ts';
import { attempt } from '../../engine/attempt.ts';
import type { Measured } from '../repair/measure-pair.ts';
import type { Candidate } from '../repair/repair-offers.ts';

/** What is known of an offered text tower by looking into it. */
export type Fit =
  | { readonly kind: 'looking' }
  /** `bytes`: what the text side holds in its file; `complete`: whether nothing is left to chance with it. */
  | { readonly kind: 'fits'; readonly bytes: number; readonly complete: boolean }
  | { readonly kind: 'apart'; readonly image: number; readonly text: number }
  | { readonly kind: 'failed'; readonly error: EngineErrorData };

export interface Offer extends Candidate {
  readonly fit: Fit;
  /** `null` where nothing is measured: it would have to be downloaded first, or does not fit. */
  readonly measured:
    | null
    | { readonly kind: 'waiting' }
    | { readonly kind: 'running' }
    | { readonly kind: 'measured'; readonly result: Measured }
    | { readonly kind: 'failed'; readonly error: EngineErrorData };
}

export interface RepairSlice {
  readonly repair: { readonly column: string; readonly offers: readonly Offer[] } | null;
  /** Looks into the text towers that a column could take, then measures those that are at hand on the sample pictures. */
  openRepair(column: string): Promise<void>;
  /** Loads the column with that offer. */
  takeOffer(index: number): void;
  leaveRepair(): void;
}

export function repairSlice(outside: Outside): Slice<RepairSlice> {
  return (set, get) => {
    let running: AbortController | null = null;
    return {
      repair: null,
      openRepair: async (id) => {
        get().leaveRepair();
        running = new AbortController();
        const { signal } = running;
        // Few visits ask for it: its code and the table of presets come then.
        const part = await attempt(
          () => importPart(() => import('../repair/find-repair.ts')),
          () => get().notify('part.notice', {}, { tone: 'problem' }),
        );
        const { columns } = get();
        const column = columns.find((candidate) => candidate.id === id);
        if (signal.aborted || !column || !part) return;
        get().open({ kind: 'repair', column: id });
        await part.findRepair(
          { outside, columns, column, samples: get().samples, signal },
          (offers) => {
            if (!signal.aborted) set({ repair: { column: id, offers } });
          },
        );
      },
      takeOffer: (index) => {
        const { repair } = get();
        const offer = repair?.offers[index];
        if (!repair || !offer) return;
        get().leaveRepair();
        get().close();
        get().setModel(repair.column, offer.choice);
      },
      leaveRepair: () => {
        running?.abort(new DOMException('The offers were closed.', 'AbortError'));
        running = null;
        set({ repair: null });
      },
    };
  };
}

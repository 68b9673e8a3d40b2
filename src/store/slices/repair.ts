import { importPart } from '../../core/parts/import-part.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import { beforeRepair } from '../columns/is-repaired.ts';
import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';
import { withPart } from '../with-part.ts';

export interface RepairSlice extends Pick<State, 'repair'> {
  /** Looks into the text towers that a column could take, then measures those that are at hand on the sample pictures. */
  openRepair(column: string): Promise<void>;
  /** Loads the column with that offer. */
  takeOffer(index: number): void;
  /** Loads what the column had before its repairs; a step of its own, that can be taken back. */
  undoRepair(column: string): void;
  leaveRepair(): void;
}

export function repairSlice(outside: Outside): Slice<RepairSlice> {
  return (set, get) => {
    const looking = newestWins();
    return {
      repair: null,
      openRepair: async (id) => {
        get().leaveRepair();
        const signal = looking.begin();
        // Few visits ask for it: its code and the table of presets come then.
        const part = await withPart(get, () =>
          importPart(() => import('../repair/find-repair.ts')),
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
        const column = get().columns.find(({ id }) => id === repair?.column);
        if (!column || !offer) return;
        get().leaveRepair();
        get().close();
        const { rule, resets, repaired = { rule, resets } } = column;
        get().setModel(column.id, { ...offer.choice, repaired });
      },
      undoRepair: (id) => {
        const column = get().columns.find((candidate) => candidate.id === id);
        const before = column && beforeRepair(get().past, column);
        if (before) get().setModel(id, before);
      },
      leaveRepair: () => {
        looking.giveUp();
        set({ repair: null });
      },
    };
  };
}

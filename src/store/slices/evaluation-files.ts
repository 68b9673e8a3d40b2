import { saveFile } from '../../browser/save-file.ts';
import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { ShardsAsked } from '../../evaluation/open-files.ts';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import type { Slice } from '../all.ts';
import type { State } from '../state.ts';

export interface EvaluationFilesSlice extends Pick<
  State,
  'openedRun' | 'fileError' | 'scoringShards'
> {
  /** A run file, or tallies of one set, a column each. */
  openRunFiles(files: readonly File[]): Promise<void>;
  /** Scores shards of vectors from the disk. */
  openShards(asked: ShardsAsked): Promise<void>;
  stopShards(): void;
  /** Scores vectors that were computed elsewhere; `scale` replaces what the files say. */
  openVectors(
    pictures: readonly File[],
    classes: readonly File[],
    scale: number | null,
  ): Promise<void>;
  /** Back to the visit's own run. */
  closeOpenedRun(): void;
  /** Gives the visitor a file that is made when it is asked for. */
  saveMade(name: string, make: () => Blob | Promise<Blob>): Promise<void>;
}

export function evaluationFilesSlice(): Slice<EvaluationFilesSlice> {
  return (set, get) => {
    const openings = newestWins();
    const open = async (read: (signal: AbortSignal) => Promise<ShownRun>): Promise<void> => {
      const signal = openings.begin();
      set({ fileError: null, scoringShards: null });
      const run = await attempt(
        () => read(signal),
        (fileError) => set({ fileError }),
      );
      if (openings.signal !== signal) return;
      set(run ? { openedRun: run, scoringShards: null } : { scoringShards: null });
    };
    return {
      openedRun: null,
      fileError: null,
      scoringShards: null,
      openRunFiles: (files) =>
        open(async (signal) => (await readers()).openRunFiles(files, signal)),
      openShards: (asked) =>
        open(async (signal) => {
          const { openShards } = await readers();
          return openShards(asked, get(), signal, (scoringShards) => set({ scoringShards }));
        }),
      stopShards: () => openings.giveUp(),
      openVectors: (pictures, classes, scale) =>
        open(async (signal) => (await readers()).openVectors(pictures, classes, scale, signal)),
      closeOpenedRun: () => {
        openings.giveUp();
        set({ openedRun: null, fileError: null });
      },
      saveMade: async (name, make) => {
        set({ fileError: null });
        const blob = await attempt(
          async () => make(),
          (fileError) => set({ fileError }),
        );
        if (blob) saveFile(name, blob);
      },
    };
  };
}

/** Few visitors open files: the code for it comes when they do. */
function readers() {
  return importPart(() => import('../../evaluation/open-files.ts'));
}

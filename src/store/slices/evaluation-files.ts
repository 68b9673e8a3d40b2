import { saveFile } from '../../browser/save-file.ts';
import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import type { Slice } from '../all.ts';
import type { State } from '../state.ts';

export interface EvaluationFilesSlice extends Pick<State, 'openedRun' | 'fileError'> {
  openRunFile(file: File): Promise<void>;
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
  return (set) => {
    const open = async (read: () => Promise<ShownRun>): Promise<void> => {
      set({ fileError: null });
      const run = await attempt(read, (fileError) => set({ fileError }));
      if (run) set({ openedRun: run });
    };
    return {
      openedRun: null,
      fileError: null,
      openRunFile: (file) => open(async () => (await readers()).openRunFile(file)),
      openVectors: (pictures, classes, scale) =>
        open(async () => (await readers()).openVectors(pictures, classes, scale)),
      closeOpenedRun: () => set({ openedRun: null, fileError: null }),
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

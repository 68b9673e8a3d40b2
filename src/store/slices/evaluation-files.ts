import { saveFile } from '../../browser/save-file.ts';
import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { EvaluationSet } from '../../evaluation/set.ts';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';

/** More thumbnails than this are not kept in memory; the oldest go first. */
const MOST_THUMBNAILS = 150;

export interface EvaluationFilesSlice extends Pick<
  State,
  'openedRun' | 'fileError' | 'thumbnails'
> {
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
  /** Makes the picture's address known; it is read when it is asked for and not before. */
  showThumbnail(set: EvaluationSet, picture: number): Promise<void>;
}

export function evaluationFilesSlice({
  createUrl,
  revokeUrl,
}: Outside): Slice<EvaluationFilesSlice> {
  return (set, get) => {
    const open = async (read: () => Promise<ShownRun>): Promise<void> => {
      set({ fileError: null });
      const run = await attempt(read, (fileError) => set({ fileError }));
      if (run) set({ openedRun: run });
    };
    /** The set whose pictures are asked for, and which of them; those of another set are given up. */
    let requested: { readonly set: EvaluationSet; readonly pictures: Set<number> } | null = null;
    const reading = newestWins();

    function revoke(url: string | null): void {
      if (url) revokeUrl?.(url);
    }

    function keep(own: EvaluationSet, picture: number, url: string | null): void {
      const before = get().thumbnails;
      const urls = new Map(before?.set === own ? before.urls : []);
      if (before?.set !== own) before?.urls.forEach(revoke);
      urls.set(picture, url);
      for (const [oldest, address] of urls) {
        if (urls.size <= MOST_THUMBNAILS) break;
        revoke(address);
        urls.delete(oldest);
        requested?.pictures.delete(oldest);
      }
      set({ thumbnails: { set: own, urls } });
    }

    return {
      openedRun: null,
      fileError: null,
      thumbnails: null,
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
      showThumbnail: async (own, picture) => {
        if (requested?.set !== own) {
          reading.begin();
          requested = { set: own, pictures: new Set() };
        }
        const entry = own.pictures[picture];
        if (!entry || requested.pictures.has(picture)) return;
        requested.pictures.add(picture);
        const { signal } = reading;
        const blob = await attempt(
          () => entry.read(signal),
          () => {
            if (!signal.aborted) keep(own, picture, null);
          },
        );
        if (blob && !signal.aborted) keep(own, picture, blob.size > 0 ? createUrl(blob) : null);
      },
    };
  };
}

/** Few visitors open files: the code for it comes when they do. */
function readers() {
  return importPart(() => import('../../evaluation/open-files.ts'));
}

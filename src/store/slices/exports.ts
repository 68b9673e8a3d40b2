import { copyText } from '../../browser/copy-text.ts';
import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';

export interface ExportsSlice {
  /** Puts text into the clipboard; `false`, and a sentence, where the browser forbids it. */
  copy(text: string): Promise<boolean>;
  /** Draws one picture with all its bars, or (`null`) the first pictures of the page, as a PNG; `null` where that failed. */
  drawPng(picture: string | null): Promise<Blob | null>;
}

export function exportsSlice({ fetch }: Outside): Slice<ExportsSlice> {
  return (_, get) => ({
    copy: async (text) => {
      const copied = await copyText(text);
      if (!copied) get().notify('copy.failed', {}, { tone: 'problem' });
      return copied;
    },
    drawPng: async (id) => {
      const drawn = await attempt(
        async () => {
          const { sheetOf } = await importPart(() => import('../../export/sheet.ts'));
          const { drawSheet } = await importPart(() => import('../../export/draw-sheet.ts'));
          const sheet = sheetOf(get(), id);
          return drawSheet(sheet, (picture) => blobOf(picture, fetch));
        },
        (error) => get().notify('png.failed', { reason: error.message }, { tone: 'problem' }),
      );
      return drawn ?? null;
    },
  });
}

import { importPart } from '../../core/parts/import-part.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { loadWordsOf } from '../../words/tables.ts';

// Both stand beside pictures of one's own only.

/** Says where no label fits a picture. */
export const FitLine = lazyPart(async () => {
  const [part] = await Promise.all([importPart(() => import('./FitLine.tsx')), loadWordsOf('fit')]);
  return part.FitLine;
});

/** Says that the labels are older than the pictures. */
export const OldLabels = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('./OldLabels.tsx')),
    loadWordsOf('fit'),
  ]);
  return part.OldLabels;
});

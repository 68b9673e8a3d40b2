import type { PassedOverReason } from '../../core/image/companion.ts';
import { SNIFF_BYTES, sniffFile } from '../../core/image/sniff-file.ts';
import type { Notify } from '../types.ts';

/** A file as it was given, and its path below what was dropped. */
export interface GivenFile {
  readonly path: string;
  readonly file: File;
}

export interface SortedFiles {
  /** Pictures, and what was meant as one: those say themselves why they cannot be read. In the order given. */
  readonly pictures: readonly File[];
  /** How many of the others there are, by why they are passed over. */
  readonly passedOver: ReadonlyMap<PassedOverReason, number>;
}

const AT_ONCE = 8;

/** Tells pictures from what lies beside them, by the first bytes of each. */
export async function sortDropped(given: readonly GivenFile[]): Promise<SortedFiles> {
  const sniffed: Awaited<ReturnType<typeof sniff>>[] = [];
  // A browser opens each in the page's own thread: a few at once, so that a whole folder does not hold the page up.
  for (let at = 0; at < given.length; at += AT_ONCE)
    sniffed.push(...(await Promise.all(given.slice(at, at + AT_ONCE).map(sniff))));
  const passedOver = new Map<PassedOverReason, number>();
  const pictures: File[] = [];
  for (const [index, { file }] of given.entries()) {
    const found = sniffed[index];
    if (found?.kind === 'passed-over') {
      passedOver.set(found.reason, (passedOver.get(found.reason) ?? 0) + 1);
    } else pictures.push(file);
  }
  return { pictures, passedOver };
}

/** Says how many of the files that were given are no pictures, by reason. */
export function sayPassedOver({ pictures, passedOver }: SortedFiles, notify: Notify): void {
  const parts = [...passedOver].map(
    ([reason, count]) => ({ key: `passed-over.${reason}`, values: { count } }) as const,
  );
  const count = parts.reduce((sum, { values }) => sum + values.count, 0);
  if (count === 0) return;
  if (pictures.length > 0) notify('pictures.passed-over', { count }, { parts });
  else notify('pictures.none-given', { count }, { parts, tone: 'problem' });
}

/** `null` where the file cannot be read any more, which is said when it is decoded. */
async function sniff({ path, file }: GivenFile) {
  try {
    const bytes = await file.slice(0, SNIFF_BYTES).arrayBuffer();
    return sniffFile(path, new Uint8Array(bytes));
  } catch {
    return null;
  }
}

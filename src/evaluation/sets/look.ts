import { isArchiveError } from '../../core/errors.ts';
import { extensionOf, isSystemPath } from '../../core/image/companion.ts';
import { type SniffedFile, sniffFile } from '../../core/image/sniff-file.ts';
import { type FoundFile, MOST_PICTURE_BYTES } from './found.ts';
import { leftOutOf, type LeftOut, type LeftOutReason } from './set.ts';

/** Enough to tell every kind of picture. */
const HEAD_BYTES = 1024;
/** Looks under way at a time. */
const AT_ONCE = 16;
/** So many files are looked at even though their names promise pictures; the others are looked at when their turn comes. */
const MOST_LOOKS = 5000;
const COMMON = new Set('jpg jpeg png webp gif bmp'.split(' '));

export interface Looked {
  readonly pictures: readonly FoundFile[];
  /** Files that are no pictures, but perhaps tables or lists. */
  readonly others: readonly FoundFile[];
  readonly leftOut: readonly LeftOut[];
  /** How the files are packed that cannot be unpacked here; `null` where all can. */
  readonly packing: string | null;
}

/**
 * Tells pictures from what lies beside them, by the rule of the page itself: first bytes, then names.
 *
 * @param decodes whether this browser reads pictures of an iPhone, tried on one
 */
export async function lookAt(
  files: readonly FoundFile[],
  decodes: (picture: Blob) => Promise<boolean>,
  signal: AbortSignal,
): Promise<Looked> {
  const pictures: FoundFile[] = [];
  const others: FoundFile[] = [];
  const left = new Map<LeftOutReason, string[]>();
  const leave = (reason: LeftOutReason, name: string): void => {
    const names = left.get(reason);
    if (names) names.push(name);
    else left.set(reason, [name]);
  };
  let packing: string | null = null;
  let heic: Promise<boolean> | null = null;
  const readsHeic = (file: FoundFile): Promise<boolean> =>
    (heic ??= file.read(signal).then(decodes, () => false));
  const seen = await sniffAll(files, signal);
  for (const [index, file] of files.entries()) {
    const sniffed = seen[index];
    if (file.packing !== null && sniffed?.kind !== 'passed-over') {
      packing ??= file.packing;
      leave('packed', file.path);
    } else if (sniffed === undefined || sniffed.kind === 'broken') {
      leave('broken', file.path);
    } else if (sniffed.kind === 'refused') {
      leave('refused', `${file.path} (${sniffed.format})`);
    } else if (sniffed.kind === 'passed-over') {
      if (sniffed.reason === 'system') leave('system', file.path);
      else others.push(file);
    } else if (sniffed.format === 'heic' && !(await readsHeic(file))) {
      leave('refused', `${file.path} (HEIC)`);
    } else if (file.bytes > MOST_PICTURE_BYTES) {
      leave('too-large', file.path);
    } else {
      pictures.push(file);
    }
  }
  return {
    pictures,
    others,
    packing,
    leftOut: [...left].flatMap(([reason, names]) => leftOutOf(reason, names)),
  };
}

async function sniffAll(
  files: readonly FoundFile[],
  signal: AbortSignal,
): Promise<(SniffedFile | undefined)[]> {
  const seen: (SniffedFile | undefined)[] = Array.from({ length: files.length });
  let next = 0;
  let looks = 0;
  const work = async (): Promise<void> => {
    while (next < files.length) {
      const index = next++;
      const file = files[index];
      if (!file) continue;
      signal.throwIfAborted();
      const common = COMMON.has(extensionOf(file.path));
      const trusted =
        common && (!file.head || file.bytes > MOST_PICTURE_BYTES || looks >= MOST_LOOKS);
      if (common && !trusted) looks++;
      seen[index] = trusted ? promised(file) : await sniffed(file);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return seen;
}

function promised({ path }: FoundFile): SniffedFile {
  return isSystemPath(path)
    ? { kind: 'passed-over', reason: 'system' }
    : { kind: 'picture', format: 'jpeg' };
}

/** `undefined` where the file cannot be read at all. */
async function sniffed(file: FoundFile): Promise<SniffedFile | undefined> {
  // What cannot be unpacked is told by its name: a few bytes that say nothing stand for its own.
  if (file.packing !== null) return sniffFile(file.path, Uint8Array.of(0));
  // A text that was read in passing is one.
  if (file.text !== null) return { kind: 'passed-over', reason: 'document' };
  if (isSystemPath(file.path)) return { kind: 'passed-over', reason: 'system' };
  try {
    return sniffFile(file.path, (await file.head?.(HEAD_BYTES)) ?? new Uint8Array());
  } catch (error) {
    if (isArchiveError(error) || error instanceof DOMException) return undefined;
    throw error;
  }
}

import { hasText } from '../image/read-bytes.ts';

/** What kind of archive or packed file the first bytes say. */
export type ArchiveKind =
  | 'zip'
  | 'tar'
  | 'gzip'
  /** Kinds that no browser unpacks, by the name that people know. */
  | '7z'
  | 'rar'
  | 'bzip2'
  | 'xz'
  | 'zstd'
  | 'lzip'
  | 'cab'
  | 'lha';

/** As many first bytes as {@link archiveKind} looks at. */
export const ARCHIVE_HEAD_BYTES = 512;

const SIGNATURES: readonly (readonly [ArchiveKind, string, number])[] = [
  ['zip', 'PK\x03\x04', 0],
  ['zip', 'PK\x05\x06', 0],
  ['zip', 'PK\x07\x08', 0],
  ['gzip', '\x1f\x8b\x08', 0],
  ['tar', 'ustar', 257],
  ['7z', '7z\xbc\xaf\x27\x1c', 0],
  ['rar', 'Rar!\x1a\x07', 0],
  ['bzip2', 'BZh', 0],
  ['xz', '\xfd7zXZ\0', 0],
  ['zstd', '\x28\xb5\x2f\xfd', 0],
  ['lzip', 'LZIP', 0],
  ['cab', 'MSCF', 0],
  ['lha', '-lh', 2],
];

const EXTENSIONS: Readonly<Record<string, ArchiveKind>> = {
  zip: 'zip',
  tar: 'tar',
  tgz: 'gzip',
  gz: 'gzip',
  '7z': '7z',
  rar: 'rar',
  bz2: 'bzip2',
  tbz: 'bzip2',
  tbz2: 'bzip2',
  xz: 'xz',
  txz: 'xz',
  zst: 'zstd',
  lz: 'lzip',
  cab: 'cab',
  lzh: 'lha',
};

/** The kinds that are opened here. */
export type ReadableArchive = 'zip' | 'tar' | 'gzip';

/** Whether an archive of that kind is opened here. */
export function isReadableArchive(kind: ArchiveKind): kind is ReadableArchive {
  return kind === 'zip' || kind === 'tar' || kind === 'gzip';
}

/**
 * The kind of an archive: what its first bytes say, else its name: a zip archive may have other bytes in front, an old tar
 * archive has no mark at all. `null` for what is not called an archive: a document that is a zip inside stays a document.
 */
export function archiveKind(name: string, head: Uint8Array): ArchiveKind | null {
  const named = EXTENSIONS[/\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
  if (named === undefined) return null;
  const found = SIGNATURES.find(([, text, begin]) => hasText(head, begin, text));
  return found?.[0] ?? named;
}

/** A path's name without what says that it is an archive: `train` of `train.tar.gz`. */
export function archiveStem(name: string): string {
  const stem = name.replace(/(\.tar)?\.[^./]+$/i, '');
  return stem === '' ? name : stem;
}

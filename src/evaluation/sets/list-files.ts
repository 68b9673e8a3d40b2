import { CodedError, isArchiveError } from '../../core/errors.ts';
import {
  ARCHIVE_HEAD_BYTES,
  type ArchiveKind,
  archiveKind,
  isReadableArchive,
  type ReadableArchive,
} from '../../core/archive/archive-kind.ts';
import { isSystemPath } from '../../core/image/companion.ts';
import { blobSource, type ByteSource } from '../../core/archive/byte-source.ts';
import { createReadAhead } from '../../core/archive/read-ahead.ts';
import type { Place } from '../../core/dataset/place.ts';
import { fileOnDisk, type GivenFile, insideArchive, type ListedFile, NOWHERE } from './found.ts';
import { unpackGzip } from './gzip-file.ts';
import { filesInTar } from './tar-files.ts';
import { filesInZip } from './zip-files.ts';

/** An archive that is not opened. */
export interface ForeignArchive {
  readonly path: string;
  /** Its kind; `damaged` for one inside another that cannot be read. */
  readonly kind: ArchiveKind | 'damaged';
}

/** Everything that was given, archives opened, nothing sorted yet. */
export interface Listing {
  readonly files: readonly ListedFile[];
  /** How many archives the files come from: names of several may repeat. */
  readonly archives: number;
  readonly foreign: readonly ForeignArchive[];
  /** Names that an archive holds more than once. */
  readonly replaced: readonly string[];
}

/** Archives in archives in archives are opened, no deeper. */
const MOST_DEPTH = 3;
const MOST_ARCHIVES = 2000;
/** As many files as are kept apart; ten times ImageNet's validation set with two files each. */
const MOST_FILES = 1_000_000;
/** Bytes that archives inside archives and packed tar archives may unpack to, all together. */
const MOST_UNPACKED_BYTES = 4 * 2 ** 30;

interface Draft {
  readonly files: ListedFile[];
  readonly foreign: ForeignArchive[];
  readonly replaced: string[];
  archives: number;
  unpacked: number;
  readonly signal: AbortSignal;
  readonly readAhead: (source: ByteSource) => ByteSource;
}

/** A file that may be an archive. */
interface Candidate extends ListedFile {
  readonly blob: (most: number) => Promise<Blob>;
}

/**
 * All files that were given: those of folders as they are, those of archives (zip, tar, tar.gz) by their directories, also of
 * archives in archives, within bounds. No picture is read.
 *
 * @param anyName also takes a single file for an archive whose name does not say so, as addresses often end
 * @throws CodedError for an archive that was given and cannot be read
 */
export async function listFiles(
  given: readonly GivenFile[],
  signal: AbortSignal,
  anyName = false,
): Promise<Listing> {
  const draft: Draft = {
    files: [],
    foreign: [],
    replaced: [],
    archives: 0,
    unpacked: 0,
    signal,
    readAhead: createReadAhead(),
  };
  for (const one of given) {
    const candidate = { ...fileOnDisk(one), blob: () => Promise.resolve(one.file) };
    const name = anyName && !/\.[^./]+$/.test(one.path) ? `${one.path}.zip` : one.path;
    await take(draft, candidate, name, 0);
  }
  const { files, archives, foreign, replaced } = draft;
  return { files, archives, foreign, replaced };
}

async function take(draft: Draft, file: Candidate, name: string, depth: number): Promise<void> {
  draft.signal.throwIfAborted();
  const kind = await kindOf(file, name);
  if (kind === null) {
    draft.files.push(file);
    if (draft.files.length > MOST_FILES) throw tooMany(MOST_FILES);
    return;
  }
  const path = [...file.around.folders, file.name].join('/');
  if (!isReadableArchive(kind) || depth >= MOST_DEPTH || draft.archives >= MOST_ARCHIVES) {
    draft.foreign.push({ path, kind });
    return;
  }
  try {
    await open(draft, file, kind, depth);
  } catch (error) {
    // What was given is refused as a whole; one inside it costs itself only.
    if (depth === 0 || !isArchiveError(error)) throw error;
    draft.foreign.push({ path, kind: 'damaged' });
  }
}

async function kindOf(file: Candidate, name: string): Promise<ArchiveKind | null> {
  if (file.packing !== null || isSystemPath(file.name) || !file.head) return null;
  // By its name first: the bytes of all other files are not asked for.
  if (archiveKind(name, new Uint8Array()) === null) return null;
  try {
    return archiveKind(name, await file.head(ARCHIVE_HEAD_BYTES));
  } catch (error) {
    if (isArchiveError(error)) return archiveKind(name, new Uint8Array());
    throw error;
  }
}

async function open(
  draft: Draft,
  file: Candidate,
  kind: ReadableArchive,
  depth: number,
): Promise<void> {
  const room = MOST_UNPACKED_BYTES - draft.unpacked;
  const blob = await file.blob(room);
  if (depth > 0) draft.unpacked += blob.size;
  const around = insideArchive(file.around, file.name);
  if (kind === 'gzip') return openGzip(draft, file, blob, depth);
  draft.archives++;
  await openPlain(draft, kind, blob, file.stamp, around, depth);
}

async function openPlain(
  draft: Draft,
  kind: 'zip' | 'tar',
  blob: Blob,
  stamp: string,
  around: Place,
  depth: number,
): Promise<void> {
  const source = draft.readAhead(blobSource(blob));
  if (kind === 'tar') {
    for (const one of await filesInTar(blob, source, stamp, around)) {
      await take(draft, one, one.name, depth + 1);
    }
    return;
  }
  const { files, replaced } = await filesInZip(blob, source, around);
  draft.replaced.push(...replaced);
  for (const one of files) await take(draft, one, one.name, depth + 1);
}

/** A packed tar archive counts as one archive; any other packed file is the file inside. */
async function openGzip(draft: Draft, file: Candidate, blob: Blob, depth: number): Promise<void> {
  const inside = await unpackGzip(
    blob,
    file.name,
    MOST_UNPACKED_BYTES - draft.unpacked,
    draft.signal,
  );
  draft.unpacked += inside.size;
  const head = new Uint8Array(await inside.slice(0, ARCHIVE_HEAD_BYTES).arrayBuffer());
  const plain = file.name.replace(/\.gz$/i, '').replace(/\.tgz$/i, '.tar');
  const kind = archiveKind(plain, head);
  if (kind === 'tar' || (kind === null && archiveKind('x.tar', head) === 'tar' && isTar(head))) {
    draft.archives++;
    const around = insideArchive(file.around, file.name);
    await openPlain(draft, 'tar', inside, file.stamp, around, depth);
    return;
  }
  await take(draft, unpackedFile(file, plain, inside), plain, depth + 1);
}

/** POSIX's mark. */
function isTar(head: Uint8Array): boolean {
  return new TextDecoder().decode(head.subarray(257, 262)) === 'ustar';
}

function unpackedFile(file: Candidate, name: string, inside: Blob): Candidate {
  return {
    ...file,
    around: file.around ?? NOWHERE,
    name,
    bytes: inside.size,
    read: () => Promise.resolve(inside),
    head: async (length) => new Uint8Array(await inside.slice(0, length).arrayBuffer()),
    blob: () => Promise.resolve(inside),
  };
}

function tooMany(limit: number): CodedError {
  return new CodedError(
    'archive-too-large',
    `There are more than ${limit} files. Choose a part of them.`,
    { limit },
  );
}

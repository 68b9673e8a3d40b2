import { type ByteSource } from '../../core/archive/byte-source.ts';
import { listZip, type ZipEntry } from '../../core/archive/zip-directory.ts';
import {
  foreignPacking,
  readZipEntry,
  readZipHead,
  takeZipEntry,
  zipEntryChunks,
  zipEntryRange,
} from '../../core/archive/zip-entry.ts';
import type { Place } from '../../core/dataset/place.ts';
import { collectBlob } from './collect-blob.ts';
import { MOST_PICTURE_BYTES, type ListedFile } from './found.ts';

/** A file of a zip archive that may be an archive itself. */
export interface ZippedFile extends ListedFile {
  /** The whole of it as a Blob, of any length up to the bound. */
  readonly blob: (most: number) => Promise<Blob>;
}

export interface ZipFiles {
  readonly files: readonly ZippedFile[];
  /** Names that the archive holds more than once. */
  readonly replaced: readonly string[];
}

/**
 * The files of a zip archive. Its directory is read; each file is unpacked when it is asked for, and no more than one
 * picture's bytes of it, whatever the directory claims.
 *
 * @param source the archive's bytes
 * @throws CodedError
 */
export async function filesInZip(
  archive: Blob,
  source: ByteSource,
  around: Place,
): Promise<ZipFiles> {
  const { entries, replaced } = await listZip(source);
  const files = entries.map((entry): ZippedFile => ({
    around,
    name: entry.name,
    rawName: entry.rawName,
    bytes: entry.size,
    stamp: `${entry.size} ${entry.crc32}`,
    read: async () => {
      const bytes = await readZipEntry(source, entry, MOST_PICTURE_BYTES);
      return new Blob([bytes as Uint8Array<ArrayBuffer>]);
    },
    take: () => takeZipEntry(source, entry, MOST_PICTURE_BYTES),
    head: (length) => readZipHead(source, entry, length),
    packing: foreignPacking(entry),
    text: null,
    blob: (most) => blobOf(archive, source, entry, most),
  }));
  return { files, replaced };
}

/** Stored files are parts of the archive; nothing of them is copied. */
async function blobOf(
  archive: Blob,
  source: ByteSource,
  entry: ZipEntry,
  most: number,
): Promise<Blob> {
  if (entry.method !== 0) return collectBlob(zipEntryChunks(source, entry, most), most);
  const { begin, end } = await zipEntryRange(source, entry);
  return archive.slice(begin, end);
}

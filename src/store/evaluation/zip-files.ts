import { blobSource } from '../../core/archive/byte-source.ts';
import { readZipDirectory } from '../../core/archive/zip-directory.ts';
import { readZipEntry } from '../../core/archive/zip-entry.ts';
import { MOST_PICTURE_BYTES, type FoundFile } from './found.ts';

/**
 * The files of a zip archive. Its directory is read; each file is unpacked when it is asked for, and no more than one
 * picture's bytes of it, whatever the directory claims.
 *
 * @throws ArchiveError
 */
export async function filesInZip(archive: Blob): Promise<FoundFile[]> {
  const source = blobSource(archive);
  const entries = await readZipDirectory(source);
  return entries.map((entry) => ({
    path: entry.name,
    bytes: entry.size,
    stamp: `${entry.size} ${entry.crc32}`,
    read: async () => {
      const bytes = await readZipEntry(source, entry, MOST_PICTURE_BYTES);
      return new Blob([bytes as Uint8Array<ArrayBuffer>]);
    },
  }));
}

import { blobSource } from '../../core/archive/byte-source.ts';
import { readZipDirectory } from '../../core/archive/zip-directory.ts';
import { readZipEntry } from '../../core/archive/zip-entry.ts';
import { CodedError } from '../../core/errors.ts';
import { extension, type NamedBytes, type VectorRole } from '../../core/evaluation/vector-table.ts';

/** A million vectors of 512 numbers take 2 GB, which no tab should hold twice. */
export const VECTORS_MAX_BYTES = 1_000_000_000;

/** The files' bytes; zip archives among them give their own files. */
export async function unpacked(files: readonly File[]): Promise<NamedBytes[]> {
  const result: NamedBytes[] = [];
  for (const file of files) {
    if (['zip', 'npz'].includes(extension(file.name))) result.push(...(await filesInZip(file)));
    else result.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  }
  return result;
}

async function filesInZip(file: File): Promise<NamedBytes[]> {
  const source = blobSource(file);
  const entries = await readZipDirectory(source);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > VECTORS_MAX_BYTES) throw tooLarge(total, VECTORS_MAX_BYTES);
  const files: NamedBytes[] = [];
  for (const entry of entries) {
    const bytes = new Uint8Array(await readZipEntry(source, entry, VECTORS_MAX_BYTES));
    files.push({ name: entry.name, bytes });
  }
  return files;
}

/** @throws CodedError `run-file-too-large` where the files together have more bytes */
export function requireSize(files: readonly File[], limit: number): void {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > limit) throw tooLarge(total, limit);
}

function tooLarge(bytes: number, limit: number): CodedError {
  return new CodedError(
    'run-file-too-large',
    `The files hold ${bytes} bytes; at most ${limit} are read. Choose a smaller part.`,
    { megabytes: Math.ceil(bytes / 1e6), limit: Math.floor(limit / 1e6) },
  );
}

/** The error for files in which that table is missing. */
export function noVectors(role: VectorRole): CodedError {
  return new CodedError(
    'vectors-none',
    `No file holds ${role}. Name the tensor so, or choose the files of pictures and of classes apart.`,
    { tensor: role },
  );
}

import { type ByteRange, mergeRanges, totalBytes } from '../../core/hub/byte-ranges.ts';
import { sha256OfText } from '../../browser/sha256.ts';
import { type FileStore, readText, writeText } from './file-store.ts';

/** What is known of a file that is kept, or on its way. It lies beside the bytes. */
export interface KeptRecord {
  readonly version: 1;
  readonly url: string;
  readonly name: string;
  /** Bytes of the whole; `null` until a server or a listing has said it. */
  size: number | null;
  /** In hexadecimal, from the hub's listing; `null` where nobody has told. */
  sha256: string | null;
  /** Entity tag or date of the version that the bytes are of. */
  validator: string | null;
  /** Which bytes are there. */
  have: readonly ByteRange[];
  /** The whole was there and had that SHA-256. */
  checked: boolean;
  /** Milliseconds since 1970. */
  lastUsed: number;
}

/** Name under which everything of an address is kept. */
export async function keyOf(url: string): Promise<string> {
  return (await sha256OfText(url)).slice(0, 32);
}

export const DATA = '.data';
export const RECORD = '.json';

/** The record at `key`, or `null` where there is none that can be understood. */
export async function readRecord(store: FileStore, key: string): Promise<KeptRecord | null> {
  const text = await readText(store, key + RECORD);
  try {
    const record = JSON.parse(text ?? 'null') as KeptRecord | null;
    // A tab that was killed while writing leaves half a record.
    return record?.version === 1 ? record : null;
  } catch {
    return null;
  }
}

export function writeRecord(store: FileStore, key: string, record: KeptRecord): Promise<void> {
  return writeText(store, key + RECORD, JSON.stringify(record));
}

/** Deletes the bytes of a file and what is known of it. */
export async function removeFile(store: FileStore, key: string): Promise<void> {
  await store.remove(key + DATA);
  await store.remove(key + RECORD);
}

/** Whether every byte of the file is there. */
export function isComplete({ size, have }: KeptRecord): boolean {
  return size !== null && totalBytes(have) === size;
}

/** Adds bytes that have arrived. */
export function addRange(record: KeptRecord, range: ByteRange): void {
  record.have = mergeRanges([...record.have, range]);
}

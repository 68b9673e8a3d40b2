import type { FileStore } from './file-store.ts';
import { addRange, DATA, type KeptRecord } from './kept-record.ts';

/** Copied at once. */
const PIECE = 8 << 20;

interface Way {
  readonly from: FileStore;
  /** Key of the file in `from`. */
  readonly key: string;
  readonly to: FileStore;
  /** Key of the copy in `to`. */
  readonly copy: string;
}

/**
 * Copies the bytes that are kept of a file, piece by piece. The record that comes back is that of the copy: it lists the
 * bytes that could be read, and its SHA-256 is yet to be checked.
 */
export async function copyPart(record: KeptRecord, way: Way): Promise<KeptRecord> {
  const copied: KeptRecord = { ...record, have: [], checked: false };
  const writer = await way.to.open(way.copy + DATA);
  try {
    for (const [begin, end] of record.have) {
      for (let at = begin; at < end; at += PIECE) {
        const bytes = await way.from.read(way.key + DATA, at, Math.min(end, at + PIECE));
        if (bytes.length === 0) break;
        writer.write(bytes, at);
        addRange(copied, [at, at + bytes.length]);
      }
    }
    writer.flush();
  } finally {
    writer.close();
  }
  return copied;
}

import { rangesBefore, totalBytes } from '../../core/hub/byte-ranges.ts';
import { EngineError } from '../../engine/errors.ts';
import { BROWSER_MS, within } from '../../core/waiting/within.ts';
import type { FileWriter } from './file-store.ts';
import type { KeptRecord } from './kept-record.ts';

/** A record is shorter than that, whatever blocks the disk has. */
const RECORD_ROOM = 1 << 16;

/** How much the browser still lets the page keep. */
export interface Space {
  /** Bytes, or `null` where the browser does not say. */
  readonly available: () => Promise<number | null>;
  /** Deletes so many bytes of what can be made again. */
  readonly giveWay?: (bytes: number) => Promise<void>;
}

/** The browser's own estimate. */
export function browserSpace(storage: StorageManager | undefined): Space {
  return {
    available: async () => {
      const { quota, usage } = await browserEstimate(storage);
      return quota === null ? null : Math.max(0, quota - (usage ?? 0));
    },
  };
}

/** Bytes in use and bytes allowed, as far as the browser tells them, and in time. */
export async function browserEstimate(
  storage: StorageManager | undefined,
): Promise<{ readonly usage: number | null; readonly quota: number | null }> {
  const asked = Promise.resolve(storage?.estimate?.());
  const { usage = null, quota = null } = (await within(BROWSER_MS, asked, () => undefined)) ?? {};
  return { usage, quota };
}

/** Refuses a download that the browser would stop half-way. @throws EngineError `storage-full` */
export async function requireSpace(
  space: Space,
  needed: number,
  record: Pick<KeptRecord, 'url'>,
): Promise<void> {
  const before = await space.available();
  if (before === null || needed <= before) return;
  await space.giveWay?.(needed - before);
  const available = await space.available();
  if (available !== null && needed > available) throw storageFull(needed, available, record);
}

/** Says how much is missing; what has arrived stays. */
function storageFull(
  needed: number,
  available: number,
  { url }: Pick<KeptRecord, 'url'>,
): EngineError {
  const missing = Math.max(0, needed - available);
  return new EngineError(
    'storage-full',
    `The browser's storage has no room for this file: ${megabytes(missing)} MB are missing. Delete a kept file, free space on the disk, or load it without keeping it.`,
    { url, needed, available, missing },
  );
}

/** Whether the storage refused to take more. */
export function isQuota(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/**
 * A disk that is full has no room for the record either, without which the bytes are of no use: the file gives back the
 * length it had reserved, and its last bytes.
 */
export function makeRoom(record: KeptRecord, writer: FileWriter): void {
  const end = record.have.at(-1)?.[1] ?? 0;
  record.have = rangesBefore(record.have, end - RECORD_ROOM);
  writer.truncate(record.have.at(-1)?.[1] ?? 0);
}

/** The error after the storage refused to take more of a file. */
export async function asStorageFull(space: Space, record: KeptRecord): Promise<EngineError> {
  const needed = (record.size ?? 0) - totalBytes(record.have);
  const available = (await space.available()) ?? 0;
  // Browsers that hide how much there is say that there is plenty, also where they have just refused to write.
  return storageFull(needed, available < needed ? available : 0, record);
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6);
}

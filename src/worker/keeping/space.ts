import { EngineError } from '../../engine/errors.ts';
import type { KeptRecord } from './kept-record.ts';

/** How much the browser still lets the page keep. */
export interface Space {
  /** Bytes, or `null` where the browser does not say. */
  readonly available: () => Promise<number | null>;
}

/** The browser's own estimate. */
export function browserSpace(storage: StorageManager | undefined): Space {
  return {
    available: async () => {
      const { quota, usage = 0 } = (await storage?.estimate?.()) ?? {};
      return quota === undefined ? null : Math.max(0, quota - usage);
    },
  };
}

/** Refuses a download that the browser would stop half-way. @throws EngineError `storage-full` */
export async function requireSpace(
  space: Space,
  needed: number,
  record: Pick<KeptRecord, 'url'>,
): Promise<void> {
  const available = await space.available();
  if (available !== null && needed > available) throw storageFull(needed, available, record);
}

/** Says how much is missing; what has arrived stays. */
export function storageFull(
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

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6);
}

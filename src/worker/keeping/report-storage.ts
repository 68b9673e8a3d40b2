import type { KeptFile, StorageReport } from '../../engine/kept.ts';
import type { FileStore } from './file-store.ts';
import { isComplete, readRecord, RECORD } from './kept-record.ts';
import type { Locks } from './locks.ts';

export interface Storage {
  /** `null` where the browser keeps nothing. */
  readonly store: FileStore | null;
  readonly locks: Locks;
  readonly estimate: () => Promise<{
    readonly usage: number | null;
    readonly quota: number | null;
  }>;
}

/** What is kept of checkpoints, and how much room there is. */
export async function reportStorage({ store, estimate, locks }: Storage): Promise<StorageReport> {
  const { usage, quota } = await estimate();
  if (!store) return { available: false, files: [], usage, quota };
  const keys = (await store.names())
    .filter((name) => name.endsWith(RECORD))
    .map((name) => name.slice(0, -RECORD.length));
  const files = await Promise.all(
    keys.map(async (key): Promise<KeptFile[]> => {
      const record = await readRecord(store, key);
      if (!record) return [];
      const { url, name, size, validator, sha256, checked, lastUsed, have } = record;
      const bytes = have.reduce((sum, [begin, end]) => sum + end - begin, 0);
      const free = await locks.tryAlone(`use ${key}`, async () => true);
      const complete = isComplete(record);
      return [
        {
          url,
          name,
          bytes,
          size,
          complete,
          etag: validator,
          sha256,
          checked,
          lastUsed,
          inUse: !free,
        },
      ];
    }),
  );
  return { available: true, files: files.flat(), usage, quota };
}

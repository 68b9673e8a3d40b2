import { createSha256 } from '../../browser/sha256.ts';
import { EngineError } from '../../engine/errors.ts';
import type { FileStore } from './file-store.ts';
import { DATA, type KeptRecord, removeFile } from './kept-record.ts';
import type { EnsureOptions } from './download.ts';

/** Read at once while hashing. */
const PIECE = 8 << 20;

/**
 * Reads a complete file back and compares it with the SHA-256 that the listing told: this also finds what the disk did
 * to it. A wrong file is deleted.
 * @throws EngineError `download-wrong-hash`
 */
export async function checkHash(
  store: FileStore,
  key: string,
  record: KeptRecord,
  { signal, onProgress }: EnsureOptions,
): Promise<void> {
  const total = record.size ?? 0;
  const hash = await createSha256();
  for (let at = 0; at < total; at += PIECE) {
    signal?.throwIfAborted();
    onProgress?.({ stage: 'check', done: at, total, unit: 'bytes' });
    hash.update(await store.read(key + DATA, at, Math.min(total, at + PIECE)));
  }
  const actual = hash.digest();
  if (actual === record.sha256) {
    record.checked = true;
    return;
  }
  await removeFile(store, key);
  record.have = [];
  record.validator = null;
  throw new EngineError(
    'download-wrong-hash',
    `What arrived from ${record.url} is not the file that the hub describes: its SHA-256 is another one. It was deleted; load it again, and if this repeats, choose another endpoint.`,
    { url: record.url, expected: record.sha256 ?? '', actual },
  );
}

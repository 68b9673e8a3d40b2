import type { LastPicture } from '../pictures/last-picture.ts';
import type { PictureReader } from '../pictures/read-picture.ts';
import type { TowerPool } from '../runtime/tower-pool.ts';
import type { EmbeddingCache } from './embedding-cache.ts';
import type { PatchTowers } from './patch-towers.ts';

/** What encoding shares among all models. */
export interface EncodeContext {
  readonly pool: TowerPool;
  readonly cache: EmbeddingCache;
  readonly readPicture: PictureReader;
  readonly lastPicture: LastPicture;
  readonly patches: PatchTowers;
}

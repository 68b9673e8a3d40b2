import type { CrashMarks } from '../browser/crash-marks.ts';
import type { Engine } from '../engine/contract.ts';
import type { EngineErrorData } from '../engine/errors.ts';
import type { EmbeddingShelf } from '../evaluation/shelf.ts';
import type { TrainingShelf } from './repair/training-shelf.ts';

/** The part of the browser's `navigator.storage` that only a page may call. */
export type Persistence = Pick<StorageManager, 'persist' | 'persisted'>;

/** What the actions reach outside the state with; tests give their own. */
export interface Outside {
  readonly engine: Engine & {
    readonly onDeath?: (listener: (error: EngineErrorData) => void) => () => void;
  };
  readonly fetch: typeof fetch;
  /** Address of a file that is served beside the page. */
  readonly address: (path: string) => string;
  readonly createUrl: (blob: Blob) => string;
  /** Lets go of what `createUrl` gave. */
  readonly revokeUrl?: (url: string) => void;
  readonly newId: () => string;
  /** Milliseconds from any moment on. Default: `performance.now`. */
  readonly now?: () => number;
  /** Bytes of vectors that are kept beside those on show. Default: `VECTORS_KEPT_BYTES`. */
  readonly vectorBytes?: number;
  /** `undefined` where the browser cannot promise to keep anything. */
  readonly persistence?: Persistence | undefined;
  /** Default: nothing is written down. */
  readonly marks?: CrashMarks;
  /** Where embeddings of evaluations are kept; left out where nothing can be. */
  readonly openShelf?: () => Promise<EmbeddingShelf>;
  /** Where a training that was broken off is kept; left out where nothing can be. */
  readonly openTrainings?: () => Promise<TrainingShelf>;
  /** Loads the newer build of the page, with what the visitor has set up; left out where there is no page. */
  readonly loadNewer?: () => Promise<void>;
}

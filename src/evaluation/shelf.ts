import type { CutPrompts } from './run.ts';

/** The database that holds embeddings of evaluations, and nothing else. */
export const SHELF_DATABASE = 'zero-shot evaluation';

/** What is kept of one set's pictures in one image tower. */
export interface KeptEmbeddings {
  /** The set by its pictures, and by the name under which it was opened. */
  readonly identity: string;
  readonly title: string;
  /** Pictures of the whole set, and of those that are kept, from the first on. */
  readonly pictures: number;
  readonly done: number;
  readonly bytes: number;
}

/** Rows of embeddings that follow those already kept under the same key. */
export interface KeptRows {
  /** What they depend on beside the set: image tower, preprocessing, transparency. */
  readonly tower: string;
  readonly identity: string;
  readonly title: string;
  readonly pictures: number;
  readonly from: number;
  /** [rows, D] */
  readonly rows: Float32Array<ArrayBuffer>;
  readonly dimensions: number;
  /** Pictures among them (by their place in the set) that could not be read. */
  readonly failed: readonly number[];
}

/** What is kept of one text tower for one set of prompts. */
export interface KeptClasses {
  /** [C, D] */
  readonly vectors: Float32Array<ArrayBuffer>;
  readonly cut: CutPrompts;
}

/** Embeddings that outlive the page, so that a run goes on where it stood. */
export interface EmbeddingShelf {
  /** Puts the kept rows into `into` from its beginning; how many there are, and which pictures could not be read. */
  load(
    identity: string,
    tower: string,
    into: Float32Array,
  ): Promise<{ readonly done: number; readonly failed: readonly number[] }>;
  append(rows: KeptRows): Promise<void>;
  /** Class vectors by a key that names text tower and prompts; `null` where they are not kept. */
  loadClasses(identity: string, key: string): Promise<KeptClasses | null>;
  keepClasses(identity: string, key: string, classes: KeptClasses): Promise<void>;
  /** One entry for each set and tower. */
  list(): Promise<readonly KeptEmbeddings[]>;
  /** Forgets everything of a set. */
  remove(identity: string): Promise<void>;
}

/** A picture with its true class; its bytes are read when its turn comes, or to be shown, and not kept. */
export interface EvaluationPicture {
  readonly name: string;
  /** Length of its file, as far as it is known; 0 where it is not. */
  readonly bytes: number;
  readonly trueClass: number;
  /** Rejects where the picture can no longer be read. */
  readonly read: (signal: AbortSignal) => Promise<Blob>;
}

export interface EvaluationClass {
  /** What the data calls it: a folder, a label of the table, or a number. */
  readonly key: string;
  /** Any of them stands for the class, the first is shown. Never empty. */
  readonly names: readonly string[];
}

/** Why files or rows take no part. */
export type LeftOutReason =
  /** A picture that lies in no class's folder, or has no class file. */
  | 'unclassed'
  /** A picture that no row of the table names. */
  | 'unlabelled'
  /** A row of the table whose picture is not here. */
  | 'no-picture'
  /** A row of the table for a picture that another row has named. */
  | 'repeated'
  /** A row of the table without a file or a label. */
  | 'incomplete'
  /** A picture of more bytes than are read. */
  | 'too-large';

export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly count: number;
  /** The first few, by name. */
  readonly examples: readonly string[];
}

/** Pictures and the names of their classes. */
export interface EvaluationSet {
  /** What the visitor chose, by name. */
  readonly title: string;
  /** Equal for the same pictures in the same order; a hash of their paths and sizes. */
  readonly identity: string;
  readonly classes: readonly EvaluationClass[];
  readonly pictures: readonly EvaluationPicture[];
  readonly leftOut: readonly LeftOut[];
}

import type { ClassNames } from '../../core/evaluation/class-prompts.ts';
import type { ClassMeans, LabelledEmbeddings } from '../../core/evaluation/nearest-class-mean.ts';
import type { Outcomes } from '../../core/evaluation/outcomes.ts';
import type { NearestMeanFigure, RunDocument } from '../../core/evaluation/run-document.ts';
import type { ScoredVectors } from '../../core/evaluation/scored-vectors.ts';
import type { TallyDocument } from '../../core/evaluation/tally-document.ts';
import type { Tally } from '../../core/evaluation/tally.ts';
import type { ScoringRule } from '../../core/scoring/probabilities.ts';
import type { Scorable } from '../../core/scoring/score-rows.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import type { ScoredShards, ShardFiles, ShardWork } from './score-shards.ts';
import type { ShardColumns } from './shard-columns.ts';
import type { Shard } from './shards.ts';

/** Who multiplies pictures with classes, and reads what people open for it. */
export interface Scoring {
  /** Enters the pictures from `from` up to, not including, `to` into the column's outcomes. */
  rows(column: Scorable, trueClasses: Int32Array, from: number, to: number): Promise<void>;
  /** How many of the tested pictures are nearest to the mean of their own class. */
  nearest(data: LabelledEmbeddings, means: ClassMeans, tested: readonly number[]): Promise<number>;
  shards(work: ShardWork): Promise<ScoredShards>;
  read<Job extends FileJob>(job: Job, work: FileWork[Job]): Promise<FileResults[Job]>;
  /** Lets go of its thread; what is still to be done rejects with the reason. */
  end(reason?: unknown): void;
}

/** What is made of files that people open: vectors, a run, tallies, class vectors and labels of shards. */
export interface FileWork {
  readonly vectors: {
    readonly pictures: readonly File[];
    readonly classes: readonly File[];
    readonly scale: number | null;
  };
  readonly run: File;
  readonly tallies: readonly File[];
  readonly columns: { readonly files: readonly File[]; readonly scale: number | null };
  readonly labels: {
    readonly lists: readonly File[];
    readonly shards: readonly Shard[];
    readonly classes: readonly ClassNames[];
  };
}

export interface FileResults {
  readonly vectors: {
    /** The file that the pictures' vectors stand in. */
    readonly file: string;
    readonly scored: ScoredVectors;
    readonly mean: NearestMeanFigure | null;
    readonly counted: Tally;
  };
  /** The run, and for each of its columns what it counts. */
  readonly run: { readonly document: RunDocument; readonly counted: readonly Tally[] };
  readonly tallies: readonly TallyDocument[];
  readonly columns: ShardColumns;
  /** For each shard [rows]; `null` where no list is given. */
  readonly labels: readonly Int32Array[] | null;
}

export type FileJob = keyof FileWork;

/** Pictures and the class means that they are compared with. */
export interface NearestPiece {
  readonly means: ClassMeans;
  readonly dimensions: number;
  /** [rows, D] */
  readonly rows: Float32Array;
  /** [rows] */
  readonly classes: Int32Array;
}

/** From the page: what is to be judged, or read. `id` is unique for the life of the thread. */
export type ScoringRequest =
  | {
      readonly kind: 'rows';
      readonly id: number;
      /** A number for the class vectors. */
      readonly column: number;
      /** [C, D]; `null` where they were sent before. */
      readonly classVectors: Float32Array | null;
      readonly dimensions: number;
      readonly rule: ScoringRule;
      /** [rows, D] */
      readonly rows: Float32Array;
      /** [rows] */
      readonly trueClasses: Int32Array;
    }
  | { readonly kind: 'nearest'; readonly id: number; readonly piece: NearestPiece }
  | { readonly kind: 'shards'; readonly id: number; readonly work: ShardFiles }
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly job: FileJob;
      readonly work: FileWork[FileJob];
    };

/** What each of them gives. */
export interface ScoringResults {
  readonly rows: Outcomes;
  readonly nearest: number;
  readonly shards: ScoredShards;
  readonly read: FileResults[FileJob];
}

/** From the thread: of shards any number of times how many more rows are done; then one result or one error. */
export type ScoringReply =
  | { readonly kind: 'progress'; readonly id: number; readonly rows: number }
  | {
      readonly kind: 'result';
      readonly id: number;
      readonly value: ScoringResults[ScoringRequest['kind']];
    }
  | { readonly kind: 'error'; readonly id: number; readonly error: EngineErrorData };

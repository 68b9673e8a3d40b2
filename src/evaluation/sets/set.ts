import type { Charset } from '../../core/charset/charset.ts';

/** A picture with its true class; its bytes are read when its turn comes, or to be shown, and not kept. */
export interface EvaluationPicture {
  readonly name: string;
  /** Length of its file, as far as it is known; 0 where it is not. */
  readonly bytes: number;
  readonly trueClass: number;
  /** Rejects where the picture can no longer be read. */
  readonly read: (signal: AbortSignal) => Promise<Blob>;
  /** Its bytes in memory of their own, where that costs less than a Blob. Rejects as `read` does. */
  readonly take?: (() => Promise<Uint8Array<ArrayBuffer>>) | undefined;
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
  /** A picture of the page of which nobody said what is in it, or what is no label. */
  | 'untold'
  /** A row of the table whose picture is not here. */
  | 'no-picture'
  /** A row of the table for a picture that another row has named. */
  | 'repeated'
  /** A row of the table without a file or a label. */
  | 'incomplete'
  /** A picture of more bytes than are read. */
  | 'too-large'
  /** A picture of a kind that this browser does not decode. */
  | 'refused'
  /** Called a picture, but empty, damaged or something else. */
  | 'broken'
  /** Packed or encrypted in a way that cannot be undone here. */
  | 'packed'
  /** A picture of another split than the chosen one. */
  | 'other-split'
  /** An earlier file of the same name in the same archive. */
  | 'replaced'
  /** An archive of a kind that is not opened here, too deep, or damaged. */
  | 'archive'
  /** Written by a system or a program for itself, or hidden. */
  | 'system'
  /** Neither a picture nor anything that is used. */
  | 'not-picture';

export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly count: number;
  /** The first few, by name. */
  readonly examples: readonly string[];
}

/** Names that are shown of what is left out. */
const EXAMPLES = 3;

export function leftOutOf(reason: LeftOutReason, names: readonly string[]): LeftOut[] {
  return names.length === 0
    ? []
    : [{ reason, count: names.length, examples: names.slice(0, EXAMPLES) }];
}

/** Where the classes are told. */
export type LabelSource =
  | { readonly kind: 'folders' }
  /** Files beside the pictures, as WebDataset has them. */
  | { readonly kind: 'beside' }
  | { readonly kind: 'table'; readonly path: string };

/** Columns of a table by their places. */
export interface ChosenColumns {
  readonly file: number;
  readonly label: number;
  readonly heading: boolean;
}

/** What a visitor may decide about data that can be read in several ways; all that is missing is found out. */
export interface SetChoices {
  /** `null`: the pictures of all splits. */
  readonly split?: string | null;
  readonly charset?: Charset;
  readonly source?: LabelSource;
  readonly columns?: ChosenColumns;
}

/** How the data were read, and what else they could be read as. */
export interface SetReading {
  readonly splits: readonly { readonly name: string; readonly pictures: number }[];
  readonly split: string | null;
  /** Where names or tables do not say how they are written: the set that was used, and how a name looks in each. */
  readonly charset: {
    readonly used: Charset;
    readonly samples: readonly { readonly charset: Charset; readonly text: string }[];
  } | null;
  readonly source: LabelSource;
  /** Sources that could be chosen. */
  readonly sources: readonly LabelSource[];
  /** The first rows of the table that gives, or should give, the labels. */
  readonly table: TablePreview | null;
  /** Prompt templates that came with the data. */
  readonly templates: readonly string[];
}

export interface TablePreview {
  readonly path: string;
  readonly rows: readonly (readonly string[])[];
  readonly columns: ChosenColumns;
  /** Rows below the heading, and how many of them name a picture that is here. */
  readonly total: number;
  readonly matched: number;
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
  readonly reading: SetReading;
}

import type { Scoring } from '../core/scoring/probabilities.ts';
import type { DeviceChoice } from '../engine/device.ts';
import type { EngineErrorData } from '../engine/errors.ts';
import type { LoadedModel } from '../engine/loading.ts';
import type { Progress } from '../engine/calls.ts';
import type { LoadRuleId, Reset } from '../core/checkpoint/load-rules.ts';
import type { Download } from './columns/follow-load.ts';
import type { HeadKind } from '../core/heads/head-kinds.ts';
import type { AlphaRule } from '../core/image/picture.ts';
import type { Activation } from '../core/model/architecture.ts';
import type { Precision } from '../core/model/precision.ts';
import type { Language, WordKey } from '../words/languages.ts';
import type { TrainedHere } from './repair/training-recipe.ts';

/** A picture as the visitor gave it. `url` shows it; `blob` is `null` for a sample that is fetched when it is needed. */
export interface Picture {
  readonly id: string;
  readonly name: string;
  readonly blob: Blob | null;
  readonly url: string;
  /** Names that are right for it, lower case; empty where nobody said. Of a thing on the shelf in English, then in Chinese. */
  readonly known: readonly string[];
  /** What its path says beside the file's name: the folder's name, or what a synset in it stands for. */
  readonly hint?: string | undefined;
  /** File name on the sample shelf, where it comes from there. */
  readonly sample: string | null;
}

/** A candidate label. `prompts` replaces the templates for this label only. */
export interface Label {
  readonly id: string;
  readonly text: string;
  readonly prompts: readonly string[] | null;
}

/** Where weights come from. `linked`: a link wants it from another server, and nobody has said yes. */
export type SingleSource =
  | { readonly kind: 'built-in'; readonly file: 'complete' | 'vision-only' }
  | { readonly kind: 'url'; readonly url: string; readonly linked?: true }
  /**
   * A repository by `owner/name` or any of its addresses; `file` chooses among what can be loaded, `endpoint` is a mirror's
   * address, left out for the hub's own.
   */
  | {
      readonly kind: 'hub';
      readonly repository: string;
      readonly file: string | null;
      readonly endpoint?: string;
      readonly linked?: true;
    }
  | { readonly kind: 'files'; readonly files: readonly File[] };

/** Towers from different places. `scale`: where the logit scale comes from, `null` for where the text tower does. */
export interface TowersApart {
  readonly kind: 'towers';
  readonly image: SingleSource;
  readonly text: SingleSource;
  readonly scale: SingleSource | null;
}

/** Where a column's weights come from. */
export type ColumnSource = SingleSource | TowersApart;

/** Everything that decides what a column loads. */
export type ModelChoice = Pick<
  Column,
  | 'source'
  | 'rule'
  | 'seed'
  | 'activation'
  | 'resets'
  | 'crop'
  | 'precision'
  | 'stateDict'
  | 'training'
  | 'repaired'
>;

export type ColumnStatus =
  /** `previous` stays on show, dimmed: what was computed before, of which the engine holds no model. */
  | { readonly kind: 'idle'; readonly previous?: LoadedModel }
  /** `previous` stays on show, dimmed, and goes on answering until the new model is ready. */
  | {
      readonly kind: 'loading';
      readonly progress: Progress | null;
      /** The files that come over the network, in the order in which they were begun. */
      readonly downloads?: readonly Download[];
      readonly previous: LoadedModel | null;
    }
  /** `previous` stays on show, dimmed, wherever the new model has not answered yet. */
  | { readonly kind: 'ready'; readonly loaded: LoadedModel; readonly previous?: LoadedModel }
  /** Only where there was no model before; `previous` is then at most what was computed before the visit. */
  | {
      readonly kind: 'failed';
      readonly error: EngineErrorData;
      readonly previous: LoadedModel | null;
    };

/** A model that was to replace a column's and could not be loaded: the column is as before. */
export interface Refusal {
  readonly choice: ModelChoice;
  readonly error: EngineErrorData;
}

export interface Column {
  readonly id: string;
  readonly source: ColumnSource;
  readonly rule: LoadRuleId;
  readonly seed: number;
  /** `null`: what the checkpoint says. */
  readonly activation: Activation | null;
  /** Parts that start afresh although the rule takes them. */
  readonly resets: readonly Reset[];
  /** Share of the resized short side that the crop keeps; `null`: all of it, as OpenCLIP crops. */
  readonly crop: number | null;
  readonly precision: Precision;
  /** Which of several sets of weights in the file, as the report names them; missing: the plain one. */
  readonly stateDict?: string | undefined;
  /** What its bars come from, where that is not the words alone. */
  readonly barsBy?: HeadKind | undefined;
  /** How far the words are trusted beside pictures, 0 to 1, where the visitor has said so. */
  readonly trust?: number | undefined;
  /** What was trained here on top of all that; missing: nothing. */
  readonly training?: TrainedHere | undefined;
  /** Another text half was chosen to put right what was left to chance; how its image half alone was loaded before. */
  readonly repaired?: Pick<Column, 'rule' | 'resets'> | undefined;
  /** Fingerprint of the text vectors that bars show instead of the model's own, while a training runs. */
  readonly preview?: string | undefined;
  readonly status: ColumnStatus;
  /** Why its labels cannot be encoded, while the model itself is ready. */
  readonly textError: EngineErrorData | null;
  readonly refusal: Refusal | null;
}

export type Shown = 'probability' | 'cosine' | 'logit';
/** Order of the bars: by value in each column, or as the labels are listed. */
export type BarOrder = 'sorted' | 'labels' | 'first-column';
export type PictureOrder = 'added' | 'agreement' | 'confidence' | 'label';
export type Theme = 'system' | 'light' | 'dark';
/** Parts of the page that a teacher's link can hide. */
export const HIDEABLE = ['pictures', 'labels', 'prompts', 'scores', 'models', 'share'] as const;
export type Hideable = (typeof HIDEABLE)[number];

export interface Settings {
  /** `own`: as each checkpoint was trained. */
  readonly scoring: Scoring | 'own';
  readonly shown: Shown;
  readonly barOrder: BarOrder;
  readonly pictureOrder: PictureOrder;
  /** `null`: the checkpoint's own, or 100 where that one is missing; `fresh`: there a fresh model's 1 / 0.07. */
  readonly scale: number | 'fresh' | null;
  readonly alpha: AlphaRule;
  readonly deviceChoice: DeviceChoice;
  readonly language: Language;
  readonly theme: Theme;
  readonly presenting: boolean;
  /** Bars are covered until the room has guessed. */
  readonly guessFirst: boolean;
  readonly hidden: readonly Hideable[];
  /** A teacher's task, shown above the results. */
  readonly task: string;
}

/** An embedding of one prompt. */
export interface TextVector {
  readonly vector: Float32Array;
  /** The prompt was longer than the context and was cut. */
  readonly truncated: boolean;
}

/** Raw embeddings by what they depend on. The maps grow in place; a new wrapper tells the views. */
export interface Vectors {
  /** By image fingerprint, then picture id. */
  readonly images: ReadonlyMap<string, ReadonlyMap<string, Float32Array>>;
  /** By text fingerprint, then prompt. */
  readonly texts: ReadonlyMap<string, ReadonlyMap<string, TextVector>>;
}

export interface Encoding {
  readonly pictures: { readonly done: number; readonly total: number } | null;
  readonly prompts: { readonly done: number; readonly total: number } | null;
  /** What was still to be done when the visitor cancelled, each as `workKey` names it; whatever is new goes on. */
  readonly left: ReadonlySet<string>;
}

/** One sentence where something happened. */
export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'problem';
  readonly key: WordKey;
  readonly values: Readonly<Record<string, string | number>>;
  /** What the sentence enumerates, in place of its `{parts}`. */
  readonly parts: readonly Pick<Notice, 'key' | 'values'>[];
  /** The sentence is about something that can be taken back. */
  readonly undo: boolean;
}

/** Says a sentence; of two with the same key the later one counts. */
export type Notify = (
  key: Notice['key'],
  values?: Notice['values'],
  options?: Partial<Pick<Notice, 'tone' | 'undo' | 'parts'>>,
) => void;

export type EngineHealth = 'alive' | 'dead';

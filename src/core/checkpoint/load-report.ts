import type { LoadRule } from './load-rules.ts';
import type { LocatedTensor, Making } from './makings.ts';
import type { ScaleOrigin } from './scale-origin.ts';
import type { InitLaw } from '../init/init-law.ts';
import type { Part } from '../model/architecture.ts';
import type { Parameter } from '../model/parameters.ts';

/** Where a file holds the model, where that is not at the top. */
export interface Wrapping {
  readonly file: string;
  /** Keys or a prefix in front of CLIP's own names, with dots; empty for none. */
  readonly prefix: string;
  /** The same of other models in the file that could be taken instead, such as averaged weights. */
  readonly others: readonly string[];
  /** Where each tower lies, where they lie apart. */
  readonly joined?: readonly string[];
}

/** One tensor of a file, or a part of a parameter that the file stores split (Hugging Face's q, k and v). */
export interface TensorPiece extends LocatedTensor {
  /** The file stores the transpose of what the model multiplies with. */
  readonly transposed: boolean;
  /** What else makes the numbers, in this order, where the file keeps them in several tensors. */
  readonly makings?: readonly Making[];
}

/** Positions that the file has in another count than the model. */
export interface Resized {
  /** OpenCLIP's name of the parameter, which tells the way. */
  readonly of: string;
  readonly found: readonly number[];
  readonly wanted: readonly number[];
}

/** Where the numbers of one parameter come from. */
export type Provenance =
  /**
   * From the file: the pieces, joined along the first axis, make the parameter. Values are cast to F32. No pieces: it is
   * in a graph that runs as it is, under a name that does not tell.
   */
  | {
      readonly kind: 'loaded';
      readonly pieces: readonly TensorPiece[];
      /** Positions of another count, resized as OpenCLIP does when it loads. */
      readonly resized?: Resized;
    }
  /** The file has it, but the load rule leaves it out, so it keeps its random start. */
  | { readonly kind: 'dropped'; readonly pieces: readonly TensorPiece[]; readonly law: InitLaw }
  /** The file has it, but the visitor chose to start it afresh. */
  | { readonly kind: 'reset'; readonly pieces: readonly TensorPiece[]; readonly law: InitLaw }
  /** The file lacks it, so it keeps its random start. */
  | { readonly kind: 'initialised'; readonly law: InitLaw }
  /** Scale or bias that the files of the towers lack, found elsewhere: the number as the parameter holds it. */
  | { readonly kind: 'told'; readonly value: number; readonly origin: ScaleOrigin }
  /** Made in this tab: the pieces lie in memory. */
  | {
      readonly kind: 'trained';
      readonly pieces: readonly TensorPiece[];
      readonly training: TrainingNote;
    }
  /** The file has it in a shape that does not fit. A model with one of these is not built. */
  | {
      readonly kind: 'shape-mismatch';
      readonly pieces: readonly TensorPiece[];
      readonly expected: readonly number[];
      readonly found: readonly number[];
    };

/** How a parameter was made here. */
export interface TrainingNote {
  readonly repair: 'text-tower' | 'text-projection' | 'image-projection';
  /** Names that were taught, and pictures that showed them. */
  readonly names: number;
  readonly pictures: number;
  /** Seed and steps of a training, and its last loss; missing for a refit, which has none of them. */
  readonly seed?: number;
  readonly steps?: number;
  readonly loss?: number;
  /** Ridge of a refit. */
  readonly lambda?: number;
}

export interface ParameterReport {
  readonly parameter: Parameter;
  readonly provenance: Provenance;
}

/** Counts for one of the five parts; `present` counts what the files hold, whatever the rule takes. */
export interface PartSummary {
  readonly part: Part;
  /** Number of parameters (named arrays), and of single numbers in them. */
  readonly parameters: number;
  readonly numbers: number;
  readonly present: number;
  readonly loaded: number;
  readonly loadedNumbers: number;
  readonly dropped: number;
  /** Started afresh by choice, although the files hold it. */
  readonly reset: number;
  readonly initialised: number;
  /** Made in this tab; missing where nothing was. */
  readonly trained?: number;
  /** Found elsewhere than in the files of the towers; missing where nothing was. */
  readonly told?: number;
  /** Counted in a graph whose names tell no parameter, of which these are the bytes; missing everywhere else. */
  readonly inGraph?: { readonly bytes: number };
  /** Tensors of it that the rule takes and this page does not compute with. */
  readonly foreign?: number;
}

/** One source of a model that is put together from several. */
export interface SideSource {
  readonly name: string;
  readonly files: readonly string[];
  /** The parts that come from here. */
  readonly parts: readonly Part[];
}

export type Layout = 'openclip' | 'hf' | 'timm' | 'onnx';

/** What the files hold before any rule, or what a rule makes of them. */
export type Verdict =
  | { readonly kind: 'complete' }
  | { readonly kind: 'vision-only' }
  | { readonly kind: 'text-only' }
  | { readonly kind: 'nothing-of-clip' }
  /** Nothing is missing but the logit scale: its part tells whether it was found elsewhere, is not known, or 100 stands in. */
  | { readonly kind: 'both-towers' }
  /** The file has numbers inside a tower that take part in its own computation and not in this page's. */
  | { readonly kind: 'not-computed'; readonly tensors: readonly string[] }
  | { readonly kind: 'parts-missing'; readonly missing: readonly Part[] };

/** The account of one load: for every parameter of both towers, where its numbers come from. */
export interface LoadReport {
  readonly files: readonly string[];
  /** Where towers come from different sources: each source. Missing where there is one. */
  readonly sides?: readonly SideSource[];
  /** `null` where nothing was read from a file. */
  readonly layout: Layout | null;
  /** Files whose own graph runs as it is, by the side that it is. */
  readonly ready?: Readonly<Partial<Record<'image' | 'text', string>>>;
  readonly rule: LoadRule;
  /** Seed of everything random, as given to `torch.manual_seed`. */
  readonly seed: number;
  readonly parameters: readonly ParameterReport[];
  readonly parts: readonly PartSummary[];
  /** Where a file holds the model behind a prefix or in a larger dict, and what could be taken instead. */
  readonly wrappings?: readonly Wrapping[];
  /** Tensors inside the towers that no parameter asked for: the file's own model computes with them. */
  readonly unexpected: readonly TensorPiece[];
  /** Tensors that are not of CLIP, or that an earlier file has given. */
  readonly beside: readonly TensorPiece[];
  /** Tensors that are known and rightly unused, such as `position_ids`. */
  readonly buffers: readonly TensorPiece[];
  /** What the files hold. */
  readonly contents: Verdict;
  /** What the model holds after the rule. */
  readonly verdict: Verdict;
}

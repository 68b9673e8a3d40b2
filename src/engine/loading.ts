import type { LoadReport } from '../core/checkpoint/load-report.ts';
import type { LoadRuleId, Reset } from '../core/checkpoint/load-rules.ts';
import type { ScaleOrigin } from '../core/checkpoint/scale-origin.ts';
import type { NamedLayout } from '../core/checkpoint/tensor-layouts.ts';
import type { Activation, ModelDescription } from '../core/model/architecture.ts';
import type { Precision } from '../core/model/precision.ts';
import type { CallOptions } from './calls.ts';
import type { DeviceChoice } from './device.ts';

/** Where a model comes from. */
export type ModelSource =
  /** A safetensors file by address; configuration and tokenizer are looked for beside it, or at the addresses given. */
  | { readonly url: string; readonly config?: string; readonly tokenizer?: string }
  /** Several such files, one for each tower or the shards of one model; where two hold a tensor, the first one's is taken. */
  | { readonly urls: readonly string[]; readonly config?: string; readonly tokenizer?: string }
  /** A repository of the hub, by name or any address of it. Default file: the first of its listing that can be loaded. */
  | {
      readonly hub: string;
      readonly revision?: string;
      readonly file?: string;
      readonly endpoint?: string;
    }
  /** Files from disk: safetensors with, optionally, configuration and tokenizer files, told apart by name. */
  | readonly File[]
  /**
   * Towers from different sources: the image side of one, the text side of another, and the logit scale of a third or
   * (the default) of the text side's. Each side keeps its own activation; of each file only its side is downloaded.
   */
  | { readonly image: ModelSource; readonly text: ModelSource; readonly scale?: ModelSource }
  /** An OpenCLIP model configuration (the content of `open_clip_config.json`, or its `model_cfg`); every parameter is random. */
  | { readonly config: unknown; readonly tokenizer?: string };

export interface LoadOptions extends CallOptions {
  /** Default `openclip`: take everything the file has. */
  readonly rule?: LoadRuleId;
  /** 32-bit seed of everything random, as `torch.manual_seed` takes it. Default 0. */
  readonly seed?: number;
  /** Parts that start afresh although the rule takes them. Default: none. */
  readonly resets?: readonly Reset[];
  /** Share of the resized short side that the crop keeps, in (0, 1]; timm's own is 0.9. Default 1, as OpenCLIP crops. */
  readonly crop?: number;
  /** Default: the device chosen last. */
  readonly device?: DeviceChoice;
  /** Default: what the configuration says; QuickGELU where a checkpoint is OpenAI's or says nothing. */
  readonly activation?: Activation;
  /**
   * Which state dict of a training checkpoint is taken, where it holds several (averaged weights beside the plain ones):
   * its keys joined by dots, or the prefix of its names, as in the report's `wrappings`. Default: the plain one.
   */
  readonly stateDict?: string;
  /** Number format in which both towers compute. Default `fp32`, the same numbers on every device. */
  readonly precision?: Precision;
  /** `false`: what is downloaded goes into memory instead of the browser's storage. Default `true`. */
  readonly keep?: boolean;
}

export interface LoadedModel {
  readonly id: string;
  readonly report: LoadReport;
  readonly model: ModelInfo;
}

export interface ModelInfo {
  readonly name: string;
  readonly description: ModelDescription;
  /** The factor on cosines. `trained` is false where it is missing or random: then 100 stands in. */
  readonly logitScale: {
    readonly value: number;
    readonly trained: boolean;
    /** Where it was found, with the bias, if not in the files of the towers: a file beside them, or what is published. */
    readonly from?: ScaleOrigin;
  };
  /** Missing: trained with a softmax over labels, as CLIP. `bias`: `null` where it is not at hand; then only cosines tell anything. */
  readonly scoring?: { readonly kind: 'sigmoid'; readonly bias: number | null };
  /** Equal fingerprints give equal embeddings: a hash of graph and weights of each tower. */
  readonly fingerprints: { readonly image: string; readonly text: string };
  /** Where the tokenizer came from, or `null` where there is none (texts then need token ids). */
  readonly tokenizer: string | null;
  /** Name of the loaded model of the same vocabulary size whose tokenizer stands in for a missing one. */
  readonly tokenizerLender?: string;
  readonly precision: Precision;
  /** Bytes of prepared weights in memory. */
  readonly weightBytes: number;
}

export interface SaveOptions extends CallOptions {
  /** Whose names and shapes the tensors get. `timm` holds the image side only. */
  readonly layout: NamedLayout;
}

/** A file of a saved model. */
export interface SavedFile {
  readonly name: string;
  readonly blob: Blob;
}

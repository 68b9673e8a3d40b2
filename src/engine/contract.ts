import type { LoadReport } from '../core/checkpoint/load-report.ts';
import type { NamedLayout } from '../core/checkpoint/tensor-layouts.ts';
import type { LoadRuleId, Reset } from '../core/checkpoint/load-rules.ts';
import type { HeadRequest, MadeHead } from '../core/heads/make-head.ts';
import type { HubAddress } from '../core/hub/hub-address.ts';
import type { HubFile, Loadable } from '../core/hub/hub-listing.ts';
import type { CropRegion } from '../core/image/crop-geometry.ts';
import type { AlphaRule } from '../core/image/picture.ts';
import type { PictureView } from '../core/image/picture-view.ts';
import type { InitLaw } from '../core/init/init-law.ts';
import type { Activation, ModelDescription } from '../core/model/architecture.ts';
import type { Histogram } from '../core/numbers/histogram.ts';
import type { Summary } from '../core/numbers/summary.ts';
import type { Precision } from '../core/model/precision.ts';
import type { EngineErrorCode } from './error-codes.ts';
import type { StorageReport } from './kept.ts';
import type { PatchEmbeddings } from './maps.ts';
import type { TrainedModel, TrainingData, TrainingProgress, TrainOptions } from './training.ts';

/** Embeddings as they leave a tower: row-major [N, D], not normalised. */
export interface Embeddings {
  readonly data: Float32Array;
  readonly dims: readonly [number, number];
}

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

export type DeviceChoice = 'auto' | 'webgpu' | 'wasm';

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Called when the worker had to be ended because this call did not end, also after it was given up. */
  readonly onStuck?: (error: EngineErrorData) => void;
}

/**
 * How far a slow call is. `total` is 0 where it is not known. `runtime`: its program is on the way;
 * `start`: it starts, which may take `total` seconds.
 */
export interface Progress {
  readonly stage:
    | 'download'
    | 'runtime'
    | 'start'
    | 'waiting'
    | 'prepare'
    | 'compile'
    | 'check'
    | 'decode'
    | 'encode'
    | 'train';
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'parameters' | 'pictures' | 'prompts' | 'steps' | 'seconds';
  /** The file that is downloaded or checked. */
  readonly file?: string;
  /** With `waiting`: a busy server asked for a pause of `total` seconds, or the file is on its way for somebody else. */
  readonly waitingFor?: 'server' | 'download';
  /** With `train`: where the training stands. */
  readonly training?: TrainingProgress;
}

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

export type InspectOptions = Omit<LoadOptions, 'device' | 'keep'>;

export interface SaveOptions extends CallOptions {
  /** Whose names and shapes the tensors get. `timm` holds the image side only. */
  readonly layout: NamedLayout;
}

/** A file of a saved model. */
export interface SavedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** What loading a source would give, by the headers of its files alone. */
export interface Inspection {
  readonly name: string;
  readonly report: LoadReport;
  readonly description: ModelDescription;
  readonly files: readonly InspectedFile[];
  /** Bytes of weight files that crossed the network for this look. */
  readonly downloadedBytes: number;
}

export interface InspectedFile {
  readonly name: string;
  /** Length of the file; `null` where the server does not say. */
  readonly bytes: number | null;
  /** Bytes of it that are in the browser's storage. */
  readonly kept: number;
  readonly etag: string | null;
  /** `false`: the server sends whole files only, so a column cannot fetch only its own parts. `null`: not asked. */
  readonly ranges: boolean | null;
}

/** A repository of the hub by its listing. */
export interface RepositoryListing {
  /** With the name that the hub uses, where the repository was renamed. */
  readonly address: HubAddress;
  readonly files: readonly HubFile[];
  readonly loadables: readonly Loadable[];
  /** More files than were listed. */
  readonly cut: boolean;
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
  readonly logitScale: { readonly value: number; readonly trained: boolean };
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

export type ImageInput =
  | readonly Blob[]
  | {
      readonly pixelValues: Float32Array;
      readonly dims: readonly [number, number, number, number];
    };

export type TextInput =
  | readonly string[]
  | { readonly inputIds: Int32Array | readonly number[]; readonly dims: readonly [number, number] };

export interface ImageOptions extends CallOptions {
  /** Default `white`. */
  readonly alpha?: AlphaRule;
  /** Share of the resized short side that the crop keeps, in (0, 1]. Default: what the model was loaded with. */
  readonly cropFraction?: number;
  /** `true`: a picture that cannot be read leaves a row of NaN and an entry in `failures`; else the call rejects. */
  readonly keepGoing?: boolean;
}

export interface ImageEmbeddings extends Embeddings {
  readonly failures: readonly { readonly index: number; readonly error: EngineErrorData }[];
}

export interface TextEmbeddings extends Embeddings {
  /** Which texts were longer than the context and were cut, the end token kept. */
  readonly truncated: readonly boolean[];
}

/** What the model sees of a picture: the crop before normalisation. */
export interface Crop {
  /** RGB bytes, `size * size * 3`, row by row from the top. */
  readonly data: Uint8Array;
  readonly size: number;
  /** Facts of the file: size in pixels after turning by EXIF, Pillow's mode, format. */
  readonly width: number;
  readonly height: number;
  readonly mode: string;
  readonly format: string;
  /** EXIF orientation that was applied, 1 to 8. */
  readonly orientation: number;
  readonly animated: boolean;
  /** The part of the turned picture that the crop shows, in its pixels. */
  readonly region: CropRegion;
  /** Values came through a canvas that changes pixels (a privacy guard of some browsers). */
  readonly canvasNoise: boolean;
  /** What else is to be said of how the file was read. */
  readonly notes: readonly PictureNote[];
}

/**
 * `grey-16`: 16-bit grey, scaled here, clipped by Pillow. `no-end`: the mark of the file's end is missing, all rows are
 * there. `cmyk`: turned to RGB by the browser before resizing, by Pillow after it. `empty-alpha`: a fourth channel that
 * is 0 everywhere is left out, which Pillow does not do. `still`: of an animation the still picture beside its frames is used.
 */
export type PictureNote = 'grey-16' | 'no-end' | 'cmyk' | 'empty-alpha' | 'still';

export interface Classification {
  readonly labels: readonly string[];
  /** Row-major [images, labels]. */
  readonly cosines: Float32Array;
  readonly logits: Float32Array;
  /** Softmax over the labels. */
  readonly probabilities: Float32Array;
  readonly dims: readonly [number, number];
  readonly logitScale: number;
}

/** The numbers of one parameter as its model holds them. */
export interface ParameterNumbers {
  readonly name: string;
  readonly summary: Summary;
  readonly histogram: Histogram;
  /** The law of a fresh start, whether the parameter was drawn or loaded. */
  readonly law: InitLaw;
}

/** What answers the calls now, and why it is not something faster. */
export interface DeviceReport {
  readonly kind: 'webgpu' | 'wasm';
  readonly choice: DeviceChoice;
  /** WASM threads in use. */
  readonly threads: number;
  readonly crossOriginIsolated: boolean;
  /** Vendor and architecture as the browser tells them; empty on WASM. */
  readonly adapter: string;
  /** The graphics card in use computes in half precision: `fp16` can be chosen. */
  readonly halfPrecision: boolean;
  /** Why it is not WebGPU, or not many threads, oldest first. */
  readonly notes: readonly DeviceNote[];
}

export interface DeviceNote {
  readonly code:
    | 'no-webgpu'
    | 'no-adapter'
    | 'adapter-timeout'
    | 'device-lost'
    | 'out-of-memory'
    | 'compile-failed'
    | 'self-test-failed'
    | 'not-isolated'
    | 'threads-failed'
    /** They did not start in time, and are tried again by and by. */
    | 'threads-late';
  /** The browser's own words, where there are any. */
  readonly detail: string;
}

/**
 * The engine as the page calls it; `window.zeroShot` is this object.
 * Every call rejects with an `EngineError`, or with an `AbortError` when its signal fires. `keep-promises.ts` lists what each
 * call can fail for.
 */
export interface Engine {
  load(source: ModelSource, options?: LoadOptions): Promise<LoadedModel>;
  /** [N, D] un-normalised embeddings; equal pictures and image towers are encoded once. */
  encodeImages(id: string, images: ImageInput, options?: ImageOptions): Promise<ImageEmbeddings>;
  /** The same with several models: each picture is read and decoded once. One result for each id, in their order. */
  encodeImagesWith(
    ids: readonly string[],
    images: readonly Blob[],
    options?: ImageOptions,
  ): Promise<readonly ImageEmbeddings[]>;
  encodeTexts(id: string, prompts: TextInput, options?: CallOptions): Promise<TextEmbeddings>;
  preprocess(id: string, image: Blob, options?: ImageOptions): Promise<Crop>;
  /** Labels against images; each template holds `{label}` or is used as a prefix-free prompt for every label. */
  classify(
    id: string,
    images: ImageInput,
    labels: readonly string[],
    options?: ImageOptions & { readonly templates?: readonly string[] },
  ): Promise<Classification>;
  /** [V, D] un-normalised embeddings of up to 64 views of one picture, which is read and decoded once. */
  encodeViews(
    id: string,
    picture: Blob,
    views: readonly PictureView[],
    options?: Omit<ImageOptions, 'keepGoing'>,
  ): Promise<Embeddings>;
  /**
   * A vector for every patch of a picture, comparable with texts, in one pass. `size`: side of the square that the model is
   * given. A ViT takes its own; a ModifiedResNet multiples of 32 up to three times its own, by default twice. A model whose
   * file brought its own graph has none (`patches-unavailable`).
   */
  encodePatches(
    id: string,
    picture: Blob,
    options?: Omit<ImageOptions, 'keepGoing'> & { readonly size?: number },
  ): Promise<PatchEmbeddings>;
  device(): Promise<DeviceReport>;
  /** Moves every loaded model to another device. */
  setDevice(choice: DeviceChoice, options?: CallOptions): Promise<DeviceReport>;
  release(id: string): Promise<void>;
  /**
   * The model as one safetensors file in float32, with the configuration and the tokenizer beside it. Loaded again it gives
   * the same embeddings to the bit. A logit scale that no file gave is saved as the factor that the page uses.
   */
  save(id: string, options: SaveOptions): Promise<readonly SavedFile[]>;
  /**
   * Repairs a model: trains its text tower onto its locked image tower, or refits a projection in closed form. The result
   * is a new model; the old one stays as it is, so that a repair can be undone. Other calls are answered between two steps.
   */
  train(id: string, data: TrainingData, options: TrainOptions): Promise<TrainedModel>;
  /**
   * A few-shot head of picture vectors and, for some kinds, class vectors: what turns a picture's vector into a logit a label
   * (`headLogits` in core/heads). Needs no model. More than some ten seconds of work is refused.
   */
  fitHead(request: HeadRequest): Promise<MadeHead>;
  /** What loading would give, by the headers alone; nothing of the weights is downloaded, and nothing is kept. */
  inspect(source: ModelSource, options?: InspectOptions): Promise<Inspection>;
  /** One parameter of a loaded model, by OpenCLIP's name: its numbers are read again, or drawn again, and counted. */
  describeParameter(id: string, name: string, options?: CallOptions): Promise<ParameterNumbers>;
  /** A hash of the float32 values of each parameter, in the order of the load report; empty where it cannot be read. */
  hashParameters(id: string, options?: CallOptions): Promise<readonly string[]>;
  /** Lists a repository of the hub, by name or any address of it. */
  listRepository(
    text: string,
    options?: CallOptions & { readonly endpoint?: string; readonly revision?: string },
  ): Promise<RepositoryListing>;
  /** What the browser keeps for this page. `navigator.storage.persist()`, which asks it to, is the page's to call. */
  kept(): Promise<StorageReport>;
  /** Deletes a kept file by its address, and what came with it. */
  forget(url: string): Promise<void>;
}

/** An error in words a machine can translate: the page shows a sentence for `code`, filled with `details`. */
export interface EngineErrorData {
  readonly code: EngineErrorCode;
  /** A plain English sentence with the next step. */
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
}

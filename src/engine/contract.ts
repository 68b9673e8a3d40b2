import type { HeadRequest, MadeHead } from '../core/heads/make-head.ts';
import type { PictureView } from '../core/image/picture-view.ts';
import type { NoSpaces, SpacesRequest, TwoSpaces } from '../core/spaces/two-spaces.ts';
import type { CallOptions } from './calls.ts';
import type { Crop } from './crop.ts';
import type { DeviceChoice, DeviceReport } from './device.ts';
import type { Embeddings } from './embeddings.ts';
import type {
  Classification,
  ImageEmbeddings,
  ImageInput,
  ImageOptions,
  PictureFile,
  TextEmbeddings,
  TextInput,
} from './encoding.ts';
import type {
  InspectOptions,
  Inspection,
  ParameterNumbers,
  RepositoryListing,
} from './inspecting.ts';
import type { StorageReport } from './kept.ts';
import type { LoadedModel, LoadOptions, ModelSource, SavedFile, SaveOptions } from './loading.ts';
import type { PatchEmbeddings } from './maps.ts';
import type { TrainedModel, TrainingData, TrainOptions } from './training.ts';

/**
 * The engine as the page calls it; `window.zeroShot` is this object.
 * Every call rejects with an `EngineError`, or with an `AbortError` when its signal fires. `keep-promises.ts` lists what each
 * call can fail for; what calls take and give stands in the files named above.
 */
export interface Engine {
  load(source: ModelSource, options?: LoadOptions): Promise<LoadedModel>;
  /** [N, D] un-normalised embeddings; equal pictures and image towers are encoded once. */
  encodeImages(id: string, images: ImageInput, options?: ImageOptions): Promise<ImageEmbeddings>;
  /** The same with several models: each picture is read and decoded once. One result for each id, in their order. */
  encodeImagesWith(
    ids: readonly string[],
    images: readonly PictureFile[],
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
  /** Where picture vectors and class vectors lie, and what closing the gap between them costs. Needs no model. */
  twoSpaces(request: SpacesRequest): Promise<TwoSpaces | NoSpaces>;
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

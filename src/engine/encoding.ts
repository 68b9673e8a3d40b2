import type { AlphaRule } from '../core/image/picture.ts';
import type { CallOptions } from './calls.ts';
import type { Embeddings } from './embeddings.ts';
import type { EngineErrorData } from './errors.ts';

/** A picture's file, or its bytes: those are moved to the engine, and the caller's array is empty afterwards. */
export type PictureFile = Blob | Uint8Array<ArrayBuffer>;

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

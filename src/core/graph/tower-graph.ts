import type { PlainTower } from './plain-tower.ts';
import type { Precision } from '../model/precision.ts';

/** One initialiser of a graph, kept outside the ONNX file in one block of bytes. */
export interface GraphWeight {
  /** The initialiser's name in the graph. */
  readonly name: string;
  /** The OpenCLIP parameter it is made from. */
  readonly parameter: string;
  /**
   * `transposed`: rows and columns of the (two-dimensional) parameter change places. `quantised`: that in whole numbers,
   * and `scales` what they are multiplied by, one for each output.
   */
  readonly form: 'as-is' | 'transposed' | 'quantised' | 'scales';
  readonly type: 'float32' | 'float16' | 'int8';
  /** Shape in the graph. */
  readonly dims: readonly number[];
  /** Place in the block, little-endian. */
  readonly offset: number;
  readonly byteLength: number;
}

/** An ONNX graph of one tower whose weights are bound as external data at `WEIGHTS_PATH`. */
export interface TowerGraph {
  /** Serialised `ModelProto` without weights. */
  readonly model: Uint8Array<ArrayBuffer>;
  readonly weights: readonly GraphWeight[];
  readonly weightsByteLength: number;
  /** Name of the one input: `pixel_values` [N, 3, H, W] float32, or `input_ids` [N, S] int32 with S at most the context length. */
  readonly input: 'pixel_values' | 'input_ids';
  /**
   * Name of the output that is read: un-normalised embeddings [N, D] float32, or those of all places of each picture,
   * row by row, [N, places, D].
   */
  readonly output: 'embeds' | 'patch_embeds';
  readonly precision: Precision;
  /** All of a row of ids is read, padding too: nothing may be cut off behind the end token. */
  readonly wholeRows?: boolean;
  /** What it computes, where that can also be done without a graph, from the same weights. */
  readonly plain?: PlainTower;
}

/** The path under which every graph looks for its weights. */
export const WEIGHTS_PATH = 'weights.bin';

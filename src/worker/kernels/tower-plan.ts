/** Addresses of a layer norm's weight and bias. */
export type Norm = readonly [weight: number, bias: number];
/** Addresses of a linear layer's panels, scales, sums and bias. */
export type Linear = readonly [panels: number, scales: number, sums: number, bias: number];

export interface Block {
  readonly first: Norm;
  readonly second: Norm;
  readonly packed: Linear;
  readonly mixed: Linear;
  readonly hidden: Linear;
  readonly mapped: Linear;
}

/**
 * Of a sequence: where its path begins among the paths, its places, how many of those at its end have rows that no sequence
 * before it has, and the row that is read behind the last block.
 */
export const SEQUENCE = 4;

/** Addresses in the memory that all threads share, as bytes; a message takes it to them. */
export interface BlocksPlan {
  readonly width: number;
  readonly heads: number;
  readonly mlpWidth: number;
  readonly causal: 0 | 1;
  /** The activation: QuickGELU or GELU. */
  readonly mode: 1 | 2;
  /** Of every layer norm. */
  readonly epsilon: number;
  readonly blocks: readonly Block[];
  /** Places of all sequences: float32 [rows, width]. */
  readonly x: number;
  /** The places that are read behind the last block: float32 [sequences, width]. */
  readonly read: number;
  /** The row of each place, sequence after sequence: int32. */
  readonly paths: number;
  /** Int32 [sequences, SEQUENCE]. */
  readonly sequences: number;
  /** The most rows of one run. */
  readonly rows: number;
  readonly normed: number;
  readonly queries: number;
  readonly middle: number;
  readonly q: number;
  readonly rowScales: number;
  /** Of each thread. */
  readonly turned: readonly number[];
  readonly values: readonly number[];
  readonly scores: readonly number[];
}

/** Pictures [3, size, size] become sequences by a convolution whose steps are as wide as its kernel: a product with patches. */
export interface StemPlan {
  /** Patches of one picture. */
  readonly patches: number;
  /** Numbers of one patch. */
  readonly inputs: number;
  /** Float32 [rows, inputs], and the kernel in panels of 8 outputs [width / 8, inputs, 8]. */
  readonly pixels: number;
  readonly kernel: number;
  /** Float32 [places, width], the class token in the first place. */
  readonly positions: number;
  readonly norm: Norm;
}

/** A tower in the kernels' memory. */
export interface TowerPlan {
  readonly control: number;
  /** `null` for texts: their tokens are looked up by one thread. */
  readonly stem: StemPlan | null;
  readonly blocks: BlocksPlan;
  /** Behind the last block, of one place of each sequence. */
  readonly norm: Norm;
  /** Float32 [width, embedDim]. */
  readonly projection: number;
  readonly embedDim: number;
  /** Room for embeddings [rows, embedDim]. */
  readonly out: number;
}

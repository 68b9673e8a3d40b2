/** A repository of transformers.js and how it is to run; what is left out is the package's own default. */
export interface PeerOptions {
  readonly repository: string;
  /** Address of the host, with a slash at its end. */
  readonly host: string;
  readonly dtype?: 'q8' | 'fp32' | 'fp16';
  readonly device?: 'wasm' | 'webgpu';
}

/** What the bench calls in the page of transformers.js. */
export interface Peer {
  readonly version: string;
  load(options: PeerOptions, kinds: readonly ('pipeline' | 'image' | 'text')[]): Promise<void>;
  /** Probabilities of each picture, in the order of the labels; `{}` in the template stands for one. */
  classify(
    options: PeerOptions,
    pictures: readonly Blob[],
    labels: readonly string[],
    template: string,
  ): Promise<number[][]>;
  /** Decodes, resizes, crops and normalises; the shape of what came out. */
  crops(options: PeerOptions, pictures: readonly Blob[]): Promise<number[]>;
  encodeImages(options: PeerOptions, pictures: readonly Blob[]): Promise<number[]>;
  encodePixels(
    options: PeerOptions,
    pixels: Float32Array,
    dims: readonly number[],
  ): Promise<number[]>;
  encodeTexts(options: PeerOptions, texts: readonly string[]): Promise<number[]>;
}

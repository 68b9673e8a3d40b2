/** The five parts of a CLIP model that a person can ask about. */
export const PARTS = [
  'image-tower',
  'image-projection',
  'text-tower',
  'text-projection',
  'logit-scale',
] as const;
export type Part = (typeof PARTS)[number];

/**
 * `quickgelu` is x·sigmoid(1.702 x), `gelu` the exact x·Φ(x) with the error function, `gelu-tanh` its approximation
 * x/2·(1 + tanh(sqrt(2/π)·(x + 0.044715 x³))).
 */
export type Activation = 'quickgelu' | 'gelu' | 'gelu-tanh';

/** Vision transformer with class token, pre-norm blocks and a norm before and after them. */
export interface VitTower {
  readonly kind: 'vit';
  /** Side of the square input, in pixels. */
  readonly imageSize: number;
  /** Side of a patch, in pixels; divides nothing exactly by rule: the grid is `floor(imageSize / patchSize)`. */
  readonly patchSize: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** Width of the hidden layer of each MLP. */
  readonly mlpWidth: number;
}

/**
 * SigLIP's vision transformer: patches without a class token, pre-norm blocks, a norm behind them, and attention by one
 * learnt query (multihead attention pooling, MAP) in place of a projection: the embedding is as wide as the tower.
 */
export interface SiglipTower extends Omit<VitTower, 'kind'> {
  readonly kind: 'siglip';
}

/**
 * MobileCLIP-B's vision transformer (`vit_base_mci_224` of timm): three convolutions make the patches, with batch norms between
 * them, positions are the patches' own, no norm stands before the blocks, and the projection has a bias.
 */
export interface MciTower extends Omit<VitTower, 'kind'> {
  readonly kind: 'vit-mci';
}

type OfStages = readonly [number, number, number, number];

/**
 * FastViT as MobileCLIP has it (`fastvit_mci0` to `2` of timm): four stages of convolutional blocks, the last of which attends,
 * a mean over all places, and a projection with a bias.
 */
export interface FastVitTower {
  readonly kind: 'fastvit';
  readonly imageSize: number;
  /** Channels of each stage. */
  readonly widths: OfStages;
  /** Blocks of each stage. */
  readonly layers: OfStages;
  /** Channels inside the MLPs of each stage. */
  readonly mlpWidths: OfStages;
}

/** CLIP's ModifiedResNet: three-convolution stem, antialiased strides, attention pooling. */
export interface ResNetTower {
  readonly kind: 'resnet';
  readonly imageSize: number;
  /** Channels after the stem; the pooled feature has `width * 32` channels. */
  readonly width: number;
  /** Bottleneck blocks in each of the four stages. */
  readonly layers: readonly [number, number, number, number];
  /** Heads of the attention pooling. */
  readonly heads: number;
}

export type ImageTower = VitTower | SiglipTower | ResNetTower | MciTower | FastVitTower;

/** Transformer over token ids: CLIP's is causal and read out at the first position of the largest id. */
export interface TextTower {
  /** SigLIP's has no mask, is read out at its last position, and its projection has a bias. CLIP's where it is missing. */
  readonly kind?: 'siglip';
  /** CLIP's without its mask, as beside FastViT: every place sees all others, padding too, and it is read at the largest id. */
  readonly unmasked?: true;
  readonly contextLength: number;
  readonly vocabSize: number;
  readonly width: number;
  readonly heads: number;
  readonly layers: number;
  readonly mlpWidth: number;
}

/** Whether padding behind a text changes its embedding, so that every text is filled up to the context as in training. */
export function readsPadding({ kind, unmasked }: Pick<TextTower, 'kind' | 'unmasked'>): boolean {
  return kind === 'siglip' || unmasked === true;
}

/** Shapes of a CLIP model: two towers that meet in `embedDim` dimensions. */
export interface Architecture {
  readonly embedDim: number;
  readonly image: ImageTower;
  readonly text: TextTower;
}

/** Antialiased resampling kernels, as Pillow computes them. */
export type ResizeKernel = 'bicubic' | 'bilinear';

/** Which side of a picture decides its resized size: the crop loses what is beyond, `longest` pads, `squash` loses the shape. */
export type ResizeFit = 'shortest' | 'longest' | 'squash';

/** How a picture becomes numbers: square crop of `imageSize`, scaled to 0..1, then `(x - mean) / std` per channel. */
export interface Preprocessing {
  readonly size: number;
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  /** Share of the resized short side that the crop keeps, in (0, 1]; 1, as OpenCLIP crops, where it is missing. */
  readonly crop?: number;
  /** `bicubic` where it is missing, as for all of OpenAI's models. */
  readonly kernel?: ResizeKernel;
  /** `shortest` where it is missing. */
  readonly fit?: ResizeFit;
  /** What `longest` pads with: RGB, 0 to 255; black where it is missing. */
  readonly fill?: readonly [red: number, green: number, blue: number];
}

/** How the square of a picture is cut, with what a configuration leaves out: OpenCLIP's own way. */
export function cropDefaults({
  crop = 1,
  kernel = 'bicubic',
  fit = 'shortest',
  fill = [0, 0, 0],
}: Pick<Preprocessing, 'crop' | 'kernel' | 'fit' | 'fill'>) {
  return { crop, kernel, fit, fill } as const;
}

/** Everything that a configuration file says about a model. */
export interface ModelDescription {
  readonly architecture: Architecture;
  readonly activation: Activation;
  /** Of the text tower, where it differs: towers from two sources keep their own. */
  readonly textActivation?: Activation;
  readonly preprocessing: Preprocessing;
}

/** OpenAI's channel means and deviations, OpenCLIP's default. */
export const OPENAI_MEAN = [0.48145466, 0.4578275, 0.40821073] as const;
export const OPENAI_STD = [0.26862954, 0.26130258, 0.27577711] as const;

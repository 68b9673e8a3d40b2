import type { Architecture, ImageTower, TextTower } from './architecture.ts';

/**
 * Heads of a tower that no configuration describes: 64 channels each, as in all models of OpenAI's. OpenCLIP's
 * ViT-H, g and bigG have 16 heads of 80, 88 and 104 channels.
 */
export function headsOfWidth(width: number): number {
  if (width === 1280 || width === 1408 || width === 1664) return 16;
  const heads = Math.max(1, Math.floor(width / 64));
  return width % heads === 0 ? heads : 1;
}

/** Heads of SigLIP's towers: 64 channels each, but 16 heads in So400m (width 1152) and giant (1536). */
export function headsOfSiglip(width: number): number {
  return width === 1152 || width === 1536 ? 16 : headsOfWidth(width);
}

/**
 * The text tower that published models pair with this image tower, for a file that holds the image side only and comes
 * without configuration. OpenAI's and OpenCLIP's text towers are as wide as the embedding, with twelve layers; but
 * RN50's and RN101's have 512, and those beside OpenCLIP's ViT-H, g and bigG are deeper.
 */
export function defaultTextTower(embedDim: number, image: ImageTower): TextTower {
  if (image.kind === 'siglip') return siglipText(image.width);
  if (image.kind === 'vit-mci' || image.kind === 'fastvit') return mobileText(embedDim, image.kind);
  const isVit = image.kind === 'vit';
  const width = !isVit && image.width === 64 ? 512 : embedDim;
  const layers = isVit && width === 1024 ? 24 : isVit && width === 1280 ? 32 : 12;
  const heads = width === 1280 ? 20 : headsOfWidth(width);
  return { contextLength: 77, vocabSize: 49_408, width, heads, layers, mlpWidth: width * 4 };
}

/** MobileCLIP's text towers are as wide as the space, with twelve layers; beside FastViT without a mask. */
function mobileText(width: number, image: 'vit-mci' | 'fastvit'): TextTower {
  const sizes = { contextLength: 77, vocabSize: 49_408, width, layers: 12, mlpWidth: width * 4 };
  return { ...sizes, heads: headsOfWidth(width), ...(image === 'fastvit' && { unmasked: true }) };
}

/** SigLIP's text towers are as wide as the image towers; giant's (width 1536) is that of So400m, projected. */
function siglipText(imageWidth: number): TextTower {
  const width = Math.min(imageWidth, 1152);
  const large = width === 1152;
  return {
    kind: 'siglip',
    contextLength: 64,
    vocabSize: 32_000,
    width,
    heads: headsOfSiglip(width),
    layers: large ? 27 : width === 1024 ? 24 : 12,
    mlpWidth: large ? 4304 : 4 * width,
  };
}

/** The image tower beside a text tower that comes alone and without configuration: ViT-L/14 for 768 dimensions, else ViT-B/16. */
export function defaultImageTower(embedDim: number, text: TextTower | null): ImageTower {
  if (text?.kind === 'siglip') return siglipImage(embedDim);
  const common = { kind: 'vit', imageSize: 224 } as const;
  return embedDim === 768
    ? { ...common, patchSize: 14, width: 1024, layers: 24, heads: 16, mlpWidth: 4096 }
    : { ...common, patchSize: 16, width: 768, layers: 12, heads: 12, mlpWidth: 3072 };
}

function siglipImage(width: number): ImageTower {
  const large = width === 1152;
  return {
    kind: 'siglip',
    imageSize: 224,
    patchSize: large ? 14 : 16,
    width,
    heads: headsOfSiglip(width),
    layers: large ? 27 : width === 1024 ? 24 : 12,
    mlpWidth: large ? 4304 : 4 * width,
  };
}

const EMBED_DIM_OF_VIT: Readonly<Record<number, number>> = {
  768: 512,
  896: 640,
  1024: 768,
  1280: 1024,
  1408: 1024,
  1664: 1280,
};
const EMBED_DIM_OF_RESNET: Readonly<Record<number, number>> = {
  64: 1024,
  80: 640,
  96: 768,
  128: 1024,
};

/** Dimensions in which published models with these towers meet, for files without either projection. */
export function defaultEmbedDim(
  image: ImageTower | null,
  text: TextTower | null,
): Architecture['embedDim'] {
  if (image?.kind === 'siglip') return image.width;
  if (image?.kind === 'vit-mci' || image?.kind === 'fastvit') return 512;
  if (image?.kind === 'vit') return EMBED_DIM_OF_VIT[image.width] ?? image.width;
  // RN101 is as wide as RN50 and meets in half as many dimensions; it has 23 blocks in its third stage.
  if (image) return image.layers[2] === 23 ? 512 : (EMBED_DIM_OF_RESNET[image.width] ?? 1024);
  return text?.width ?? 512;
}

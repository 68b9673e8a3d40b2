import { CodedError } from '../errors.ts';
import { findPieces, shapeOfPieces, type TensorIndex } from '../checkpoint/tensor-index.ts';
import type { FastVitTower, ImageTower, MciTower, TextTower } from './architecture.ts';
import { headsOfSiglip, headsOfWidth } from './default-towers.ts';
import { LIMITS } from './limits.ts';
import { HEAD, MCI_STEM } from './mobile-layers.ts';

type LimitName = keyof typeof LIMITS;

/** Shape of a parameter as the files have it, in OpenCLIP's orientation; `null` where it is missing or of another rank. */
function shapeOf(index: TensorIndex, parameter: string, rank: number): readonly number[] | null {
  const pieces = findPieces(index, parameter);
  const shape = pieces && shapeOfPieces(pieces, rank);
  return shape?.length === rank ? shape : null;
}

/** One axis of a parameter, checked against its bound. */
function axis(
  index: TensorIndex,
  [parameter, rank, place]: readonly [string, number, number],
  limit: LimitName,
): number | null {
  const size = shapeOf(index, parameter, rank)?.[place];
  if (size === undefined) return null;
  const { least, most } = LIMITS[limit];
  if (size >= least && size <= most) return size;
  throw unusable(`${parameter} has an axis of ${size}, where ${least} to ${most} is possible`);
}

function countLayers(index: TensorIndex, nameOf: (layer: number) => string): number {
  let layers = 0;
  while (findPieces(index, nameOf(layers))) {
    if (++layers > LIMITS.layers.most) throw unusable('it has too many layers');
  }
  return layers;
}

/** Dimensions of the shared space, from either projection; `null` where both are missing. */
export function inferEmbedDim(index: TensorIndex): number | null {
  return (
    axis(index, ['visual.proj', 2, 1], 'embedDim') ??
    axis(index, ['visual.attnpool.c_proj.weight', 2, 0], 'embedDim') ??
    axis(index, [`${HEAD}.fc.weight`, 2, 0], 'embedDim') ??
    axis(index, ['text_projection', 2, 1], 'embedDim') ??
    axis(index, ['text_projection.weight', 2, 0], 'embedDim') ??
    (holdsSiglipPool(index) ? axis(index, ['visual.conv1.weight', 4, 0], 'width') : null)
  );
}

/** Whether the image side pools as SigLIP does: by any of the pooling's parameters, since one may be missing. */
function holdsSiglipPool(index: TensorIndex): boolean {
  return ['probe', 'attn.in_proj_weight', 'mlp.c_fc.weight'].some((name) =>
    findPieces(index, `visual.attn_pool.${name}`),
  );
}

/** Whether the files hold a tower that only SigLIP has, and nothing of CLIP's that SigLIP lacks. */
export function holdsSiglip(index: TensorIndex): boolean {
  const isClip = ['visual.class_embedding', 'visual.ln_pre.weight', 'visual.proj'].some((name) =>
    findPieces(index, name),
  );
  return !isClip && (holdsSiglipPool(index) || holdsSiglipHead(index));
}

function holdsSiglipHead(index: TensorIndex): boolean {
  return findPieces(index, 'text_projection.weight') !== null;
}

/** The image tower by the shapes of its tensors; `null` where the files hold too little of one. */
export function inferImageTower(index: TensorIndex): ImageTower | null {
  if (findPieces(index, 'visual.layer1.0.conv1.weight')) return inferResNet(index);
  const mobile = holdsMobile(index);
  if (mobile) return mobile === 'fastvit' ? inferFastVit(index) : inferMci(index);
  return inferVit(index);
}

/** Which of MobileCLIP's image towers the files hold: by any of several parameters, since one may be missing. */
export function holdsMobile(index: TensorIndex): 'vit-mci' | 'fastvit' | null {
  const holds = (names: readonly string[]) => names.some((name) => findPieces(index, name));
  if (holds(['0.conv.weight', '1.conv.weight', '2.conv.weight'].map((end) => `${MCI_STEM}.${end}`)))
    return 'vit-mci';
  const mixers = [0, 1, 2].map(
    (stage) => `${stageOf(stage)}.0.token_mixer.mixer.conv_kxk.0.conv.weight`,
  );
  return holds(mixers) ? 'fastvit' : null;
}

function stageOf(stage: number): string {
  return `visual.trunk.stages.${stage}.blocks`;
}

function inferMci(index: TensorIndex): MciTower | null {
  const width = axis(index, [`${MCI_STEM}.2.conv.weight`, 4, 0], 'width');
  const positions = shapeOf(index, 'visual.positional_embedding', 2)?.[0];
  const block = (layer: number) => `visual.transformer.resblocks.${layer}.mlp.c_fc.weight`;
  const mlpWidth = axis(index, [block(0), 2, 0], 'mlpWidth');
  if (width === null || positions === undefined || mlpWidth === null) return null;
  return {
    kind: 'vit-mci',
    imageSize: gridWithoutClass(positions, 16) * 16,
    patchSize: 16,
    width,
    layers: countLayers(index, block),
    heads: headsOfWidth(width),
    mlpWidth,
  };
}

function inferFastVit(index: TensorIndex): FastVitTower | null {
  const mlp = (stage: number, block = 0) => `${stageOf(stage)}.${block}.mlp.fc1.weight`;
  if (findPieces(index, mlp(4))) throw unusable('its image tower has more than four stages');
  const sizes = [0, 1, 2, 3].map((stage) => {
    const width = axis(index, [mlp(stage), 4, 1], 'width');
    const hidden = axis(index, [mlp(stage), 4, 0], 'mlpWidth');
    const blocks = countLayers(index, (block) => mlp(stage, block));
    return width === null || hidden === null ? null : { width, hidden, blocks };
  });
  const [a, b, c, d] = sizes;
  if (!a || !b || !c || !d) return null;
  return {
    kind: 'fastvit',
    // No tensor tells it: FastViT takes any size, and MobileCLIP's were trained with this one.
    imageSize: 256,
    widths: [a.width, b.width, c.width, d.width],
    layers: [a.blocks, b.blocks, c.blocks, d.blocks],
    mlpWidths: [a.hidden, b.hidden, c.hidden, d.hidden],
  };
}

function inferVit(index: TensorIndex): ImageTower | null {
  const width = axis(index, ['visual.conv1.weight', 4, 0], 'width');
  const patchSize = axis(index, ['visual.conv1.weight', 4, 2], 'patchSize');
  const positions = shapeOf(index, 'visual.positional_embedding', 2)?.[0];
  if (width === null || patchSize === null || positions === undefined) return null;
  const block = (layer: number) => `visual.transformer.resblocks.${layer}.mlp.c_fc.weight`;
  const mlpWidth = axis(index, [block(0), 2, 0], 'mlpWidth');
  if (mlpWidth === null) return null;
  const siglip = holdsSiglipPool(index);
  return {
    kind: siglip ? 'siglip' : 'vit',
    imageSize: (siglip ? gridWithoutClass : gridOf)(positions, patchSize) * patchSize,
    patchSize,
    width,
    layers: countLayers(index, block),
    heads: siglip ? headsOfSiglip(width) : headsOfWidth(width),
    mlpWidth,
  };
}

function inferResNet(index: TensorIndex): ImageTower | null {
  const width = axis(index, ['visual.layer1.0.conv1.weight', 4, 0], 'resNetWidth');
  const positions = shapeOf(index, 'visual.attnpool.positional_embedding', 2)?.[0];
  if (width === null || positions === undefined) return null;
  const blocks = (stage: number) =>
    Math.max(
      1,
      countLayers(index, (block) => `visual.layer${stage}.${block}.conv1.weight`),
    );
  return {
    kind: 'resnet',
    imageSize: gridOf(positions, 32) * 32,
    width,
    layers: [blocks(1), blocks(2), blocks(3), blocks(4)],
    // OpenAI's pooling has a head for each 64 of its width * 32 features.
    heads: Math.max(1, Math.floor((width * 32) / 64)),
  };
}

/** Side of the grid of patches, from the number of positions: one for each patch and one for the class. */
function gridOf(positions: number, patchSize: number): number {
  const grid = Math.sqrt(positions - 1);
  if (positions > 1 && Number.isInteger(grid) && grid * patchSize <= LIMITS.imageSize.most) {
    return grid;
  }
  throw unusable(`its ${positions} positions are not one and a square of patches`);
}

/** The same where there is no position for a class. */
function gridWithoutClass(positions: number, patchSize: number): number {
  const grid = Math.sqrt(positions);
  if (positions > 0 && Number.isInteger(grid) && grid * patchSize <= LIMITS.imageSize.most) {
    return grid;
  }
  throw unusable(`its ${positions} positions are not a square of patches`);
}

/** The text tower by the shapes of its tensors; `null` where the files hold too little of one. */
export function inferTextTower(index: TensorIndex): TextTower | null {
  const contextLength = axis(index, ['positional_embedding', 2, 0], 'contextLength');
  const vocabSize = axis(index, ['token_embedding.weight', 2, 0], 'vocabSize');
  const width = axis(index, ['token_embedding.weight', 2, 1], 'width');
  const block = (layer: number) => `transformer.resblocks.${layer}.mlp.c_fc.weight`;
  const mlpWidth = axis(index, [block(0), 2, 0], 'mlpWidth');
  if (contextLength === null || vocabSize === null || width === null || mlpWidth === null) {
    return null;
  }
  if (holdsSiglipHead(index)) {
    const layers = countLayers(index, block);
    const heads = headsOfSiglip(width);
    return { kind: 'siglip', contextLength, vocabSize, width, heads, layers, mlpWidth };
  }
  // Beside FastViT published text towers have no mask, which no tensor tells. In all published text towers a head has 64 channels, also where the image tower's are wider.
  const heads = width % 64 === 0 ? width / 64 : headsOfWidth(width);
  return {
    ...(holdsMobile(index) === 'fastvit' && { unmasked: true }),
    contextLength,
    vocabSize,
    width,
    heads,
    layers: countLayers(index, block),
    mlpWidth,
  };
}

function unusable(fault: string): CodedError {
  return new CodedError(
    'checkpoint-unsupported',
    `The shapes of the checkpoint's tensors describe no CLIP model: ${fault}. Add its configuration file, or choose another checkpoint.`,
    { kind: 'shapes', fault },
  );
}

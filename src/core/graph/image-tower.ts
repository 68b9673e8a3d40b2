import type { Activation, Architecture } from '../model/architecture.ts';
import type { Precision } from '../model/precision.ts';
import { fastVitGraph, fastVitPatchGraph } from './fastvit-tower.ts';
import { mciGraph, mciPatchGraph } from './mci-tower.ts';
import { resNetGraph, resNetPatchGraph } from './resnet-tower.ts';
import { siglipGraph, siglipPatchGraph } from './siglip-tower.ts';
import type { TowerGraph } from './tower-graph.ts';
import { vitGraph, vitPatchGraph } from './vit-tower.ts';

/**
 * The image tower with its projection. A ModifiedResNet has ReLUs whatever `activation` says, MobileCLIP's towers the exact GELU.
 * @returns `pixel_values` [N, 3, size, size] float32 to un-normalised `embeds` [N, embedDim].
 */
export function imageTowerGraph(
  architecture: Architecture,
  activation: Activation,
  precision: Precision = 'fp32',
): TowerGraph {
  const { image, embedDim } = architecture;
  switch (image.kind) {
    case 'vit':
      return vitGraph(image, embedDim, activation, precision);
    case 'siglip':
      return siglipGraph(image, activation, precision);
    case 'vit-mci':
      return mciGraph(image, embedDim, precision);
    case 'fastvit':
      return fastVitGraph(image, embedDim, precision);
    case 'resnet':
      return resNetGraph(image, embedDim, precision);
  }
}

/**
 * The image tower as it gives a vector for every place of a picture, `patch_embeds` [N, places, embedDim], from the same
 * weights. That of a ViT gives `embeds` beside them, to the bit as the tower itself; that of a ModifiedResNet takes any height
 * and width.
 */
export function imagePatchGraph(
  architecture: Architecture,
  activation: Activation,
  precision: Precision = 'fp32',
): TowerGraph {
  const { image, embedDim } = architecture;
  switch (image.kind) {
    case 'vit':
      return vitPatchGraph(image, embedDim, activation, precision);
    case 'siglip':
      return siglipPatchGraph(image, activation, precision);
    case 'vit-mci':
      return mciPatchGraph(image, embedDim, precision);
    case 'fastvit':
      return fastVitPatchGraph(image, embedDim, precision);
    case 'resnet':
      return resNetPatchGraph(image, embedDim, precision);
  }
}

import type { Activation, Architecture } from '../model/architecture.ts';
import type { Precision } from '../model/precision.ts';
import { resNetGraph } from './resnet-tower.ts';
import type { TowerGraph } from './tower-graph.ts';
import { vitGraph } from './vit-tower.ts';

/**
 * The image tower with its projection. A ModifiedResNet has ReLUs whatever `activation` says.
 * @returns `pixel_values` [N, 3, size, size] float32 to un-normalised `embeds` [N, embedDim].
 */
export function imageTowerGraph(
  architecture: Architecture,
  activation: Activation,
  precision: Precision = 'fp32',
): TowerGraph {
  const { image, embedDim } = architecture;
  return image.kind === 'vit'
    ? vitGraph(image, embedDim, activation, precision)
    : resNetGraph(image, embedDim, precision);
}

import type { Architecture, FastVitTower, MciTower } from '../model/architecture.ts';
import { fastVitLayers, HEAD, MCI_STEM } from '../model/mobile-layers.ts';
import type { InitOrder } from './init-law.ts';
import { biasUniform, constant, kaimingUniform, normal, truncatedNormal } from './init-laws.ts';
import { batchNorm, convolution, linear, norm, type ShapeOf, type Step } from './layer-steps.ts';
import { blockAgain, BLOCKS, blockSteps, STD } from './timm-steps.ts';

type Of<Tower> = Omit<Architecture, 'image'> & { readonly image: Tower };

/**
 * What OpenCLIP's `TimmModel` does to the random generator while it builds MobileCLIP-B's image tower: the three convolutions come first,
 * and timm's own initialisation, which draws the blocks again, passes them over.
 * Source: `timm_model.py` of open_clip 2.26, `vision_transformer_hybrid.py` and `vision_transformer.py` of timm 1.0.9.
 */
export function mciSteps(
  { image, embedDim }: Of<MciTower>,
  order: InitOrder,
  shapeOf: ShapeOf,
): Step[] {
  const head = [embedDim, image.width] as const;
  const projection = { name: 'visual.proj', transposedFrom: head } as const;
  const bias = `${HEAD}.bias`;
  const blocks = Array.from({ length: image.layers }, (_, layer) => `${BLOCKS}.${layer}`);
  return [
    convolution(`${MCI_STEM}.0.conv`, shapeOf),
    ...batchNorm(`${MCI_STEM}.0.bn`),
    convolution(`${MCI_STEM}.1.conv`, shapeOf),
    ...batchNorm(`${MCI_STEM}.1.bn`),
    ...linear(`${MCI_STEM}.2.conv`, shapeOf),
    { name: 'visual.positional_embedding', law: normal(STD) },
    ...blocks.flatMap((block) => blockSteps(block, shapeOf)),
    ...norm('visual.ln_post'),
    { ...projection, law: kaimingUniform(head) },
    { name: bias, law: biasUniform(head) },
    { name: 'visual.positional_embedding', law: truncatedNormal(STD) },
    { name: 'visual.class_embedding', law: normal(1e-6) },
    ...blocks.flatMap(blockAgain),
    { ...projection, law: truncatedNormal(STD) },
    { name: bias, law: constant(0) },
    ...(order === 'timm-linear' ? [{ ...projection, law: kaimingUniform(head) }] : []),
  ];
}

/**
 * The same of FastViT: every layer by PyTorch's defaults, the convolutions of an MLP once more when it is whole, and all linear layers
 * once more at the end. Source: `fastvit.py` of timm 1.0.9.
 */
export function fastVitSteps(
  { image, embedDim }: Of<FastVitTower>,
  order: InitOrder,
  shapeOf: ShapeOf,
): Step[] {
  const layers = fastVitLayers(image, embedDim);
  const again = (name: string, bias: boolean): Step[] => [
    { name: `${name}.weight`, law: truncatedNormal(STD) },
    ...(bias ? [{ name: `${name}.bias`, law: constant(0) }] : []),
  ];
  const made = layers.flatMap((layer): Step[] => {
    const { name } = layer;
    if (layer.kind === 'norm') return batchNorm(name);
    if (layer.kind === 'scale') return [{ name, law: constant(LAYER_SCALE) }];
    const own = layer.bias ? linear(name, shapeOf) : [convolution(name, shapeOf)];
    const [, mlp] = /^(.+\.mlp)\.fc2$/.exec(name) ?? [];
    if (mlp === undefined) return own;
    return [
      ...own,
      ...again(`${mlp}.conv.conv`, false),
      ...again(`${mlp}.fc1`, true),
      ...again(`${mlp}.fc2`, true),
    ];
  });
  const linears = layers.flatMap((layer) =>
    layer.kind === 'linear' ? again(layer.name, layer.bias) : [],
  );
  const head = `${HEAD}.fc.weight`;
  const fresh = order === 'timm-linear' ? [{ name: head, law: kaimingUniform(shapeOf(head)) }] : [];
  return [...made, ...linears, ...fresh];
}

/** Of the factors before a block's sum, in timm's FastViT. */
const LAYER_SCALE = 1e-5;

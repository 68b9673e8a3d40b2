import type { Architecture, SiglipTower, VitTower } from '../model/architecture.ts';
import type { InitOrder } from './init-law.ts';
import {
  biasUniform,
  constant,
  kaimingUniform,
  normal,
  truncatedAtTwo,
  truncatedNormal,
} from './init-laws.ts';
import { convolution, linear, linearAs, norm, type ShapeOf, type Step } from './layer-steps.ts';

export const BLOCKS = 'visual.transformer.resblocks';
const POOL = 'visual.attn_pool';
/** Of every weight matrix and of the positions, in timm. */
export const STD = 0.02;

/**
 * What OpenCLIP's `TimmModel` does to the random generator while it builds an image tower of timm's, in the names of the
 * same tower here: the trunk's layers with their head, the trunk's own initialisation, which draws the matrices again,
 * and for `timm_proj: linear` a projection in place of that head.
 * Source: `timm_model.py` of open_clip 2.26, `vision_transformer.py` and `weight_init.py` of timm 1.0.9.
 */
export function timmVitSteps(
  { image, embedDim }: Architecture & { readonly image: VitTower },
  order: Exclude<InitOrder, 'openclip'>,
  shapeOf: ShapeOf,
): Step[] {
  const head = [embedDim, image.width] as const;
  const projection = { name: 'visual.proj', transposedFrom: head } as const;
  const blocks = Array.from({ length: image.layers }, (_, layer) => `${BLOCKS}.${layer}`);
  return [
    convolution('visual.conv1', shapeOf),
    { name: 'visual.positional_embedding', law: normal(STD) },
    ...norm('visual.ln_pre'),
    ...blocks.flatMap((block) => blockSteps(block, shapeOf)),
    ...norm('visual.ln_post'),
    { ...projection, law: kaimingUniform(head) },
    { name: null, law: biasUniform(head), count: embedDim },
    // From here timm's `init_weights`.
    { name: 'visual.positional_embedding', law: truncatedNormal(STD) },
    { name: 'visual.class_embedding', law: normal(1e-6) },
    ...blocks.flatMap(blockAgain),
    { ...projection, law: truncatedNormal(STD) },
    ...(order === 'timm-linear' ? [{ ...projection, law: kaimingUniform(head) }] : []),
  ];
}

/**
 * The same of an image tower of SigLIP's: no class token, a convolution with a bias, and timm's `AttentionPoolLatent`, whose
 * query is drawn when it is made and once more behind its layers. Nothing projects behind it (`timm_proj: none`).
 * Source: `attention_pool.py` of timm 1.0.9.
 */
export function timmSiglipSteps({ layers, width }: SiglipTower, shapeOf: ShapeOf): Step[] {
  const names = Array.from({ length: layers }, (_, layer) => `${BLOCKS}.${layer}`);
  const probe = { name: `${POOL}.probe`, law: truncatedAtTwo(width ** -0.5) };
  return [
    ...linear('visual.conv1', shapeOf),
    { name: 'visual.positional_embedding', law: normal(STD) },
    ...names.flatMap((block) => blockSteps(block, shapeOf)),
    ...norm('visual.ln_post'),
    ...poolSteps(shapeOf),
    probe,
    { name: 'visual.positional_embedding', law: truncatedNormal(STD) },
    ...[...names, POOL].flatMap(blockAgain),
    probe,
  ];
}

/** Query, then keys and values, each with its bias. */
function poolSteps(shapeOf: ShapeOf): Step[] {
  return [
    ...linearAs(`${POOL}.attn.in_proj_weight`, `${POOL}.attn.in_proj_bias`, shapeOf),
    ...linear(`${POOL}.attn.out_proj`, shapeOf),
    ...norm(`${POOL}.ln`),
    ...linear(`${POOL}.mlp.c_fc`, shapeOf),
    ...linear(`${POOL}.mlp.c_proj`, shapeOf),
  ];
}

/** Unlike `nn.MultiheadAttention`, timm's attention is two plain linear layers. */
export function blockSteps(block: string, shapeOf: ShapeOf): Step[] {
  return [
    ...norm(`${block}.ln_1`),
    ...linearAs(`${block}.attn.in_proj_weight`, `${block}.attn.in_proj_bias`, shapeOf),
    ...linear(`${block}.attn.out_proj`, shapeOf),
    ...norm(`${block}.ln_2`),
    ...linear(`${block}.mlp.c_fc`, shapeOf),
    ...linear(`${block}.mlp.c_proj`, shapeOf),
  ];
}

export function blockAgain(block: string): Step[] {
  const layers = [
    ['attn.in_proj_weight', 'attn.in_proj_bias'],
    ['attn.out_proj.weight', 'attn.out_proj.bias'],
    ['mlp.c_fc.weight', 'mlp.c_fc.bias'],
    ['mlp.c_proj.weight', 'mlp.c_proj.bias'],
  ] as const;
  return layers.flatMap(([weight, bias]) => [
    { name: `${block}.${weight}`, law: truncatedNormal(STD) },
    { name: `${block}.${bias}`, law: constant(0) },
  ]);
}

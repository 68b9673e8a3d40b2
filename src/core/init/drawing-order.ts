import type { Architecture, ResNetTower, TextTower, VitTower } from '../model/architecture.ts';
import { parametersOf } from '../model/parameters.ts';
import type { InitOrder } from './init-law.ts';
import { constant, kaimingUniform, normal, xavierUniform } from './init-laws.ts';
import {
  batchNorm,
  convolution,
  counted,
  type Draw,
  linear,
  norm,
  type ShapeOf,
  type Step,
} from './layer-steps.ts';
import { fastVitSteps, mciSteps } from './mobile-steps.ts';
import { siglipSteps } from './siglip-steps.ts';
import { timmSiglipSteps, timmVitSteps } from './timm-steps.ts';

/**
 * What OpenCLIP's constructor does to the random generator, step by step: the layers in the order in which they are made,
 * then the initialisation of the attention pooling (ResNet) and of the text tower, which draws many parameters again.
 * With `timm-head` and `timm-linear` a vision transformer is made by timm's own code, and only the text side by OpenCLIP's.
 * A ModifiedResNet keeps OpenCLIP's order there too; its fresh linear projection is drawn after the rest of the model.
 * MobileCLIP's image towers are always made by timm.
 * SigLIP is made by transformers' own code with `openclip`, and in OpenCLIP always around an image tower of timm.
 * Source: `model.py`, `transformer.py` and `modified_resnet.py` of open_clip 2.20, `torch.nn` 1.13.
 */
export function drawingOrder(architecture: Architecture, order: InitOrder): readonly Draw[] {
  const shapes = new Map(parametersOf(architecture).map(({ name, shape }) => [name, shape]));
  const shapeOf: ShapeOf = (name) => {
    const shape = shapes.get(name);
    if (!shape) throw new RangeError(`The model has no parameter named ${JSON.stringify(name)}.`);
    return shape;
  };
  const { image, text } = architecture;
  if (image.kind === 'siglip' && text.kind === 'siglip' && order === 'openclip') {
    return counted(siglipSteps(image, text, shapeOf), shapeOf);
  }
  const rest = [
    ...textSteps(text, shapeOf),
    { name: 'logit_scale', law: constant(Math.log(1 / 0.07)) },
    ...(text.kind === 'siglip' ? [{ name: 'logit_bias', law: constant(-10) }] : []),
  ];
  if (image.kind === 'siglip') {
    return counted([...timmSiglipSteps(image, shapeOf), ...rest], shapeOf);
  }
  if (image.kind === 'vit-mci') {
    return counted([...mciSteps({ ...architecture, image }, order, shapeOf), ...rest], shapeOf);
  }
  if (image.kind === 'fastvit') {
    return counted([...fastVitSteps({ ...architecture, image }, order, shapeOf), ...rest], shapeOf);
  }
  if (image.kind === 'resnet') {
    const fresh = order === 'timm-linear' ? freshPoolProjection(architecture, image) : [];
    return counted([...resNetSteps(image, shapeOf), ...rest, ...fresh], shapeOf);
  }
  const tower =
    order === 'openclip'
      ? vitSteps(image, shapeOf)
      : timmVitSteps({ ...architecture, image }, order, shapeOf);
  return counted([...tower, ...rest], shapeOf);
}

/** `nn.MultiheadAttention` makes its output layer first, then fills the joint input matrix and clears both biases. */
function attention(prefix: string, shapeOf: ShapeOf): Step[] {
  const inProjection = `${prefix}.in_proj_weight`;
  return [
    ...linear(`${prefix}.out_proj`, shapeOf),
    { name: inProjection, law: xavierUniform(shapeOf(inProjection)) },
    { name: `${prefix}.in_proj_bias`, law: constant(0) },
    { name: `${prefix}.out_proj.bias`, law: constant(0) },
  ];
}

function blocks(prefix: string, layers: number, shapeOf: ShapeOf): Step[] {
  return Array.from({ length: layers }, (_, layer) => {
    const block = `${prefix}.${layer}`;
    return [
      ...norm(`${block}.ln_1`),
      ...attention(`${block}.attn`, shapeOf),
      ...norm(`${block}.ln_2`),
      ...linear(`${block}.mlp.c_fc`, shapeOf),
      ...linear(`${block}.mlp.c_proj`, shapeOf),
    ];
  }).flat();
}

function vitSteps({ width, layers }: VitTower, shapeOf: ShapeOf): Step[] {
  const scaled = normal(width ** -0.5);
  return [
    convolution('visual.conv1', shapeOf),
    { name: 'visual.class_embedding', law: scaled },
    { name: 'visual.positional_embedding', law: scaled },
    ...norm('visual.ln_pre'),
    ...blocks('visual.transformer.resblocks', layers, shapeOf),
    ...norm('visual.ln_post'),
    { name: 'visual.proj', law: scaled },
  ];
}

function resNetSteps({ width, layers }: ResNetTower, shapeOf: ShapeOf): Step[] {
  const stages = layers.flatMap((count, stage) =>
    Array.from({ length: count }, (_, block) => `visual.layer${stage + 1}.${block}`),
  );
  const pool = 'visual.attnpool';
  const scaled = normal((width * 32) ** -0.5);
  return [
    ...convolutions('visual', shapeOf),
    ...stages.flatMap((block) => [
      ...convolutions(block, shapeOf),
      ...(block.endsWith('.0')
        ? [convolution(`${block}.downsample.0`, shapeOf), ...batchNorm(`${block}.downsample.1`)]
        : []),
    ]),
    { name: `${pool}.positional_embedding`, law: scaled },
    ...['k', 'q', 'v', 'c'].flatMap((letter) => linear(`${pool}.${letter}_proj`, shapeOf)),
    ...['q', 'k', 'v', 'c'].map((letter) => ({
      name: `${pool}.${letter}_proj.weight`,
      law: scaled,
    })),
    // Each residual block starts as the identity; the stem's third norm is not one of them.
    ...stages.map((block) => ({ name: `${block}.bn3.weight`, law: constant(0) })),
  ];
}

/** The three convolutions of the stem or of a residual block, each with its norm. */
function convolutions(prefix: string, shapeOf: ShapeOf): Step[] {
  const convolutionAndNorm = (index: number): Step[] => [
    convolution(`${prefix}.conv${index}`, shapeOf),
    ...batchNorm(`${prefix}.bn${index}`),
  ];
  return [...convolutionAndNorm(1), ...convolutionAndNorm(2), ...convolutionAndNorm(3)];
}

function textSteps({ kind, width, layers }: TextTower, shapeOf: ShapeOf): Step[] {
  const attentionStd = width ** -0.5;
  const residualStd = width ** -0.5 * (2 * layers) ** -0.5;
  const prefix = 'transformer.resblocks';
  return [
    { name: 'token_embedding.weight', law: normal(1) },
    ...blocks(prefix, layers, shapeOf),
    ...norm('ln_final'),
    ...(kind === 'siglip' ? linear('text_projection', shapeOf) : []),
    // From here `init_parameters`, which draws again.
    { name: 'token_embedding.weight', law: normal(0.02) },
    { name: 'positional_embedding', law: normal(0.01) },
    ...Array.from({ length: layers }, (_, layer) => `${prefix}.${layer}`).flatMap((block) => [
      { name: `${block}.attn.in_proj_weight`, law: normal(attentionStd) },
      { name: `${block}.attn.out_proj.weight`, law: normal(residualStd) },
      { name: `${block}.mlp.c_fc.weight`, law: normal((2 * width) ** -0.5) },
      { name: `${block}.mlp.c_proj.weight`, law: normal(residualStd) },
    ]),
    ...(kind === 'siglip'
      ? [
          { name: 'text_projection.weight', law: normal(attentionStd) },
          { name: 'text_projection.bias', law: constant(0) },
        ]
      : [{ name: 'text_projection', law: normal(attentionStd) }]),
  ];
}

/** `nn.Linear(features, embedDim, bias=False)` in place of the pooling's last layer, which here has a bias: of zeros. */
function freshPoolProjection({ embedDim }: Architecture, { width }: ResNetTower): Step[] {
  const prefix = 'visual.attnpool.c_proj';
  return [
    { name: `${prefix}.weight`, law: kaimingUniform([embedDim, width * 32]) },
    { name: `${prefix}.bias`, law: constant(0) },
  ];
}

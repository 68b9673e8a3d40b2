import type {
  Architecture,
  MciTower,
  Part,
  ResNetTower,
  SiglipTower,
  TextTower,
  VitTower,
} from './architecture.ts';
import { fastVitLayers, type FastVitLayer, HEAD, MCI_STEM, mciStemWidth } from './mobile-layers.ts';

/** A named array of a model, under the name that OpenCLIP's state dict gives it. */
export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly part: Part;
}

/** Number of elements of a shape; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * Every parameter of a CLIP model in the order of OpenCLIP's `state_dict`, batch-norm statistics included
 * (they are state, not weights, but a loader must fill them). `num_batches_tracked` is left out: it is never read.
 * What SigLIP shares with CLIP has CLIP's name.
 */
export function parametersOf(architecture: Architecture): readonly Parameter[] {
  const { text, embedDim } = architecture;
  return [
    ...textRoot(text, embedDim),
    ...imageParameters(architecture),
    ...blockParameters('transformer.resblocks', text, 'text-tower'),
    { name: 'token_embedding.weight', shape: [text.vocabSize, text.width], part: 'text-tower' },
    ...norm('ln_final', text.width, 'text-tower'),
  ];
}

function imageParameters({ image, embedDim }: Architecture): Parameter[] {
  switch (image.kind) {
    case 'vit':
      return vitParameters(image, embedDim);
    case 'siglip':
      return siglipParameters(image);
    case 'vit-mci':
      return mciParameters(image, embedDim);
    case 'fastvit':
      return fastVitLayers(image, embedDim).flatMap(layerParameters);
    case 'resnet':
      return resNetParameters(image, embedDim);
  }
}

function textRoot({ kind, contextLength, width }: TextTower, embedDim: number): Parameter[] {
  const positions = {
    name: 'positional_embedding',
    shape: [contextLength, width],
    part: 'text-tower',
  } as const;
  const scale = { name: 'logit_scale', shape: [], part: 'logit-scale' } as const;
  if (kind === 'siglip') {
    return [
      positions,
      ...linear('text_projection', width, embedDim, 'text-projection'),
      scale,
      { name: 'logit_bias', shape: [], part: 'logit-scale' },
    ];
  }
  return [
    positions,
    { name: 'text_projection', shape: [width, embedDim], part: 'text-projection' },
    scale,
  ];
}

function norm(prefix: string, width: number, part: Part): Parameter[] {
  return [
    { name: `${prefix}.weight`, shape: [width], part },
    { name: `${prefix}.bias`, shape: [width], part },
  ];
}

function linear(prefix: string, inputs: number, outputs: number, part: Part): Parameter[] {
  return [
    { name: `${prefix}.weight`, shape: [outputs, inputs], part },
    { name: `${prefix}.bias`, shape: [outputs], part },
  ];
}

interface Blocks {
  readonly width: number;
  readonly layers: number;
  readonly mlpWidth: number;
}

function blockParameters(prefix: string, { width, layers, mlpWidth }: Blocks, part: Part) {
  return Array.from({ length: layers }, (_, layer): Parameter[] => {
    const block = `${prefix}.${layer}`;
    return [
      ...norm(`${block}.ln_1`, width, part),
      { name: `${block}.attn.in_proj_weight`, shape: [3 * width, width], part },
      { name: `${block}.attn.in_proj_bias`, shape: [3 * width], part },
      ...linear(`${block}.attn.out_proj`, width, width, part),
      ...norm(`${block}.ln_2`, width, part),
      ...linear(`${block}.mlp.c_fc`, width, mlpWidth, part),
      ...linear(`${block}.mlp.c_proj`, mlpWidth, width, part),
    ];
  }).flat();
}

function vitParameters(tower: VitTower, embedDim: number): Parameter[] {
  const { width, patchSize } = tower;
  const grid = Math.floor(tower.imageSize / patchSize);
  const part = 'image-tower';
  return [
    { name: 'visual.class_embedding', shape: [width], part },
    { name: 'visual.positional_embedding', shape: [grid * grid + 1, width], part },
    { name: 'visual.proj', shape: [width, embedDim], part: 'image-projection' },
    { name: 'visual.conv1.weight', shape: [width, 3, patchSize, patchSize], part },
    ...norm('visual.ln_pre', width, part),
    ...blockParameters('visual.transformer.resblocks', tower, part),
    ...norm('visual.ln_post', width, part),
  ];
}

function mciParameters(tower: MciTower, embedDim: number): Parameter[] {
  const { width, patchSize } = tower;
  const grid = Math.floor(tower.imageSize / patchSize);
  const part = 'image-tower';
  const inner = mciStemWidth(width);
  const last = `${MCI_STEM}.2.conv`;
  return [
    { name: 'visual.class_embedding', shape: [width], part },
    { name: 'visual.positional_embedding', shape: [grid * grid, width], part },
    convolution(`${MCI_STEM}.0.conv`, 3, inner, 4),
    ...batchNorm(`${MCI_STEM}.0.bn`, inner),
    convolution(`${MCI_STEM}.1.conv`, inner, inner, 2),
    ...batchNorm(`${MCI_STEM}.1.bn`, inner),
    convolution(last, inner, width, 2),
    { name: `${last}.bias`, shape: [width], part },
    ...blockParameters('visual.transformer.resblocks', tower, part),
    ...norm('visual.ln_post', width, part),
    { name: 'visual.proj', shape: [width, embedDim], part: 'image-projection' },
    { name: `${HEAD}.bias`, shape: [embedDim], part: 'image-projection' },
  ];
}

function layerParameters(layer: FastVitLayer): Parameter[] {
  const { name } = layer;
  const part = name.startsWith(`${HEAD}.`) ? 'image-projection' : 'image-tower';
  if (layer.kind === 'norm') return batchNorm(name, layer.channels);
  if (layer.kind === 'scale') return [{ name, shape: [layer.channels, 1, 1], part }];
  const { inputs, outputs, bias } = layer;
  const shape =
    layer.kind === 'linear'
      ? [outputs, inputs]
      : [outputs, inputs / layer.groups, layer.kernel, layer.kernel];
  const weight = { name: `${name}.weight`, shape, part } as const;
  return bias ? [weight, { name: `${name}.bias`, shape: [outputs], part }] : [weight];
}

/** The pooling is a part of the tower: nothing projects behind it. */
function siglipParameters(tower: SiglipTower): Parameter[] {
  const { width, patchSize, mlpWidth } = tower;
  const grid = Math.floor(tower.imageSize / patchSize);
  const part = 'image-tower';
  const pool = 'visual.attn_pool';
  return [
    { name: 'visual.positional_embedding', shape: [grid * grid, width], part },
    { name: 'visual.conv1.weight', shape: [width, 3, patchSize, patchSize], part },
    { name: 'visual.conv1.bias', shape: [width], part },
    ...blockParameters('visual.transformer.resblocks', tower, part),
    ...norm('visual.ln_post', width, part),
    { name: `${pool}.probe`, shape: [width], part },
    { name: `${pool}.attn.in_proj_weight`, shape: [3 * width, width], part },
    { name: `${pool}.attn.in_proj_bias`, shape: [3 * width], part },
    ...linear(`${pool}.attn.out_proj`, width, width, part),
    ...norm(`${pool}.ln`, width, part),
    ...linear(`${pool}.mlp.c_fc`, width, mlpWidth, part),
    ...linear(`${pool}.mlp.c_proj`, mlpWidth, width, part),
  ];
}

function batchNorm(prefix: string, channels: number): Parameter[] {
  return ['weight', 'bias', 'running_mean', 'running_var'].map((field) => ({
    name: `${prefix}.${field}`,
    shape: [channels],
    part: 'image-tower' as const,
  }));
}

function convolution(name: string, inputs: number, outputs: number, kernel: number): Parameter {
  return {
    name: `${name}.weight`,
    shape: [outputs, inputs, kernel, kernel],
    part: 'image-tower',
  };
}

/** One residual block: 1x1, 3x3, 1x1 to four times the planes, and a projected shortcut where the shape changes. */
function bottleneck(prefix: string, inputs: number, planes: number, shortcut: boolean) {
  const outputs = planes * 4;
  return [
    convolution(`${prefix}.conv1`, inputs, planes, 1),
    ...batchNorm(`${prefix}.bn1`, planes),
    convolution(`${prefix}.conv2`, planes, planes, 3),
    ...batchNorm(`${prefix}.bn2`, planes),
    convolution(`${prefix}.conv3`, planes, outputs, 1),
    ...batchNorm(`${prefix}.bn3`, outputs),
    ...(shortcut
      ? [
          convolution(`${prefix}.downsample.0`, inputs, outputs, 1),
          ...batchNorm(`${prefix}.downsample.1`, outputs),
        ]
      : []),
  ];
}

function resNetParameters(tower: ResNetTower, embedDim: number): Parameter[] {
  const { width } = tower;
  const half = Math.floor(width / 2);
  const stem = [
    convolution('visual.conv1', 3, half, 3),
    ...batchNorm('visual.bn1', half),
    convolution('visual.conv2', half, half, 3),
    ...batchNorm('visual.bn2', half),
    convolution('visual.conv3', half, width, 3),
    ...batchNorm('visual.bn3', width),
  ];
  let inputs = width;
  const stages = tower.layers.flatMap((blocks, stage) => {
    const planes = width * 2 ** stage;
    return Array.from({ length: blocks }, (_, block) => {
      const parameters = bottleneck(
        `visual.layer${stage + 1}.${block}`,
        inputs,
        planes,
        block === 0,
      );
      inputs = planes * 4;
      return parameters;
    }).flat();
  });
  return [...stem, ...stages, ...attentionPool(tower, embedDim)];
}

function attentionPool(tower: ResNetTower, embedDim: number): Parameter[] {
  const features = tower.width * 32;
  const grid = Math.floor(tower.imageSize / 32);
  const prefix = 'visual.attnpool';
  return [
    {
      name: `${prefix}.positional_embedding`,
      shape: [grid * grid + 1, features],
      part: 'image-tower',
    },
    ...['k_proj', 'q_proj', 'v_proj'].flatMap((name) =>
      linear(`${prefix}.${name}`, features, features, 'image-tower'),
    ),
    ...linear(`${prefix}.c_proj`, features, embedDim, 'image-projection'),
  ];
}

import type { FastVitTower } from './architecture.ts';

/** Where OpenCLIP keeps a tower that timm makes; what it does not share with CLIP's has timm's own name behind it. */
const TRUNK = 'visual.trunk';

/** The three convolutions that make MobileCLIP-B's patches. */
export const MCI_STEM = `${TRUNK}.patch_embed.backbone`;

/** Projection of both towers. */
export const HEAD = `${TRUNK}.head`;

/** Channels between the three convolutions of MobileCLIP-B, for a tower of that width. */
export function mciStemWidth(width: number): number {
  return Math.floor(width / 4);
}

/** One layer of FastViT with parameters, by its name; sizes are channels. */
export type FastVitLayer =
  | {
      readonly kind: 'convolution';
      readonly name: string;
      readonly inputs: number;
      readonly outputs: number;
      /** Side of the square kernel. */
      readonly kernel: number;
      readonly groups: number;
      readonly bias: boolean;
    }
  | {
      readonly kind: 'linear';
      readonly name: string;
      readonly inputs: number;
      readonly outputs: number;
      readonly bias: boolean;
    }
  /** A batch norm. */
  | { readonly kind: 'norm'; readonly name: string; readonly channels: number }
  /** One factor for each channel, under its whole name. */
  | { readonly kind: 'scale'; readonly name: string; readonly channels: number };

interface Convolved {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  /** Channels are convolved each on its own. */
  readonly deep?: boolean;
}

function convolution(name: string, shape: Convolved, bias: boolean): FastVitLayer {
  const { inputs, outputs, kernel, deep = false } = shape;
  const groups = deep ? inputs : 1;
  return { kind: 'convolution', name, inputs, outputs, kernel, groups, bias };
}

function norm(name: string, channels: number): FastVitLayer {
  return { kind: 'norm', name, channels };
}

/** timm's `ConvNormAct`. */
function normed(prefix: string, shape: Convolved): FastVitLayer[] {
  return [convolution(`${prefix}.conv`, shape, false), norm(`${prefix}.bn`, shape.outputs)];
}

/** Two convolutions of one place that weigh the channels against each other: squeeze and excitation. */
function squeeze(prefix: string, channels: number, inner: number): FastVitLayer[] {
  const one = { kernel: 1 };
  return [
    convolution(`${prefix}.se.fc1`, { ...one, inputs: channels, outputs: inner }, true),
    convolution(`${prefix}.se.fc2`, { ...one, inputs: inner, outputs: channels }, true),
  ];
}

/** timm's `MobileOneBlock`: a batch norm alone where nothing changes shape, the convolution, and one of a single place beside it. */
function mobileOne(prefix: string, shape: Convolved, strides = false): FastVitLayer[] {
  const { inputs, outputs, kernel } = shape;
  const same = inputs === outputs && !strides;
  return [
    ...(same ? [norm(`${prefix}.identity`, inputs)] : []),
    ...normed(`${prefix}.conv_kxk.0`, shape),
    ...(kernel > 1 ? normed(`${prefix}.conv_scale`, { ...shape, kernel: 1 }) : []),
  ];
}

function mlp(prefix: string, channels: number, hidden: number): FastVitLayer[] {
  const same = { inputs: channels, outputs: channels };
  return [
    ...normed(`${prefix}.conv`, { ...same, kernel: 7, deep: true }),
    convolution(`${prefix}.fc1`, { inputs: channels, outputs: hidden, kernel: 1 }, true),
    convolution(`${prefix}.fc2`, { inputs: hidden, outputs: channels, kernel: 1 }, true),
  ];
}

function mixing(block: string, channels: number, hidden: number): FastVitLayer[] {
  const mixer = `${block}.token_mixer`;
  const deep = { inputs: channels, outputs: channels, kernel: 3, deep: true };
  return [
    norm(`${mixer}.norm.identity`, channels),
    ...mobileOne(`${mixer}.mixer`, deep),
    { kind: 'scale', name: `${mixer}.layer_scale.gamma`, channels },
    ...mlp(`${block}.mlp`, channels, hidden),
    { kind: 'scale', name: `${block}.layer_scale.gamma`, channels },
  ];
}

function attending(block: string, channels: number, hidden: number): FastVitLayer[] {
  const mixer = `${block}.token_mixer`;
  const inputs = channels;
  return [
    norm(`${block}.norm`, channels),
    { kind: 'linear', name: `${mixer}.qkv`, inputs, outputs: 3 * channels, bias: false },
    { kind: 'linear', name: `${mixer}.proj`, inputs, outputs: channels, bias: true },
    { kind: 'scale', name: `${block}.layer_scale_1.gamma`, channels },
    ...mlp(`${block}.mlp`, channels, hidden),
    { kind: 'scale', name: `${block}.layer_scale_2.gamma`, channels },
  ];
}

/** Stages of which the step down weighs its channels. */
const WEIGHED: ReadonlySet<number> = new Set([2, 3]);
/** The stage that attends. */
const ATTENDS = 3;

function stepDown(prefix: string, inputs: number, outputs: number, stage: number): FastVitLayer[] {
  const [large, one] = [`${prefix}.proj.0`, `${prefix}.proj.1`];
  // timm rounds a quarter of the channels up to a multiple of 8.
  const inner = Math.max(8, Math.floor((outputs / 4 + 4) / 8) * 8);
  return [
    ...normed(`${large}.large_conv`, { inputs, outputs, kernel: 7, deep: true }),
    ...normed(`${large}.small_conv`, { inputs, outputs, kernel: 3, deep: true }),
    ...(WEIGHED.has(stage) ? squeeze(large, outputs, inner) : []),
    ...mobileOne(one, { inputs: outputs, outputs, kernel: 1 }),
  ];
}

/**
 * Every layer of FastViT with parameters, in the order in which timm makes them, which is that of its state dict.
 * Source: `fastvit.py` of timm 1.0.9, in its form for training: the branches that a convolution can be folded of are apart.
 */
export function fastVitLayers(
  { widths, layers, mlpWidths }: FastVitTower,
  embedDim: number,
): readonly FastVitLayer[] {
  const stem = `${TRUNK}.stem`;
  const [first] = widths;
  const same = { inputs: first, outputs: first };
  const stages = widths.flatMap((channels, stage) => {
    const prefix = `${TRUNK}.stages.${stage}`;
    const before = widths[stage - 1];
    const hidden = mlpWidths[stage] ?? 0;
    const draw = stage === ATTENDS ? attending : mixing;
    const places = { inputs: channels, outputs: channels, kernel: 7, deep: true };
    return [
      ...(before === undefined ? [] : stepDown(`${prefix}.downsample`, before, channels, stage)),
      ...(stage === ATTENDS ? [convolution(`${prefix}.pos_emb.pos_enc`, places, true)] : []),
      ...Array.from({ length: layers[stage] ?? 0 }, (_, block) =>
        draw(`${prefix}.blocks.${block}`, channels, hidden),
      ).flat(),
    ];
  });
  const last = widths[3];
  const features = fastVitFeatures(widths);
  const end = `${TRUNK}.final_conv`;
  return [
    ...mobileOne(`${stem}.0`, { inputs: 3, outputs: first, kernel: 3 }, true),
    ...mobileOne(`${stem}.1`, { ...same, kernel: 3, deep: true }, true),
    ...mobileOne(`${stem}.2`, { ...same, kernel: 1 }),
    ...stages,
    ...squeeze(end, features, Math.max(1, Math.floor(features / 16 + 0.5))),
    ...mobileOne(end, { inputs: last, outputs: features, kernel: 3, deep: true }),
    { kind: 'linear', name: `${HEAD}.fc`, inputs: features, outputs: embedDim, bias: true },
  ];
}

/** Channels that the mean over all places is taken of: twice the last stage's. */
export function fastVitFeatures(widths: FastVitTower['widths']): number {
  return 2 * widths[3];
}

/** Channels of a head of the attending stage. */
export const FASTVIT_HEAD_WIDTH = 32;

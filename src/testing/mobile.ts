import { byteTokenizer } from '../../e2e/support/byte-tokenizer.ts';
import type { Architecture } from '../core/model/architecture.ts';
import { goldenJson } from './golden.ts';

/** What OpenCLIP leaves after `torch.manual_seed(seed)`, by its own names: the first two numbers and the last two, or one for all. */
interface MobileStart {
  readonly seed: number;
  readonly timm_proj: '' | 'linear';
  readonly parameters: Readonly<Record<string, readonly number[]>>;
}

interface MobilePair {
  /** The checkpoint's `open_clip_config.json`. */
  readonly config: { readonly model_cfg: MobileModel; readonly preprocess_cfg: unknown };
  readonly image_embeds: readonly (readonly number[])[];
  readonly text_embeds: readonly (readonly number[])[];
  readonly starts: readonly MobileStart[];
}

interface MobileModel {
  readonly embed_dim: number;
  readonly vision_cfg: Readonly<Record<string, unknown>>;
  readonly text_cfg: Readonly<Record<string, unknown>>;
}

interface References {
  readonly pictures: readonly string[];
  readonly texts: readonly string[];
  /** Without the padding. */
  readonly input_ids: readonly (readonly number[])[];
  readonly vit: MobilePair;
  readonly fastvit: MobilePair;
}

/** Tiny random MobileCLIPs of OpenCLIP's and timm's own code, and what PyTorch makes of pictures and texts. */
export const mobile = goldenJson('mobile/index.json') as References;

export type MobileKind = 'vit' | 'fastvit';
export const MOBILE_KINDS: readonly MobileKind[] = ['vit', 'fastvit'];

export function mobileFile(kind: MobileKind): string {
  return `mobile/${kind}.safetensors`;
}

/** The files of JSON beside the weights. */
export function mobileJson(kind: MobileKind): Readonly<Record<string, string>> {
  return {
    'open_clip_config.json': JSON.stringify(mobile[kind].config),
    'tokenizer.json': byteTokenizer(),
  };
}

/** The ids of the texts as OpenCLIP gives them: zeros up to the context's end. */
export function mobileIds(kind: MobileKind) {
  const { input_ids } = mobile;
  const length = Number(mobile[kind].config.model_cfg.text_cfg['context_length']);
  const inputIds = input_ids.flatMap((row) => [
    ...row,
    ...Array.from({ length: length - row.length }, () => 0),
  ]);
  return { inputIds, dims: [input_ids.length, length] as const };
}

/** By hand, apart from the project's own reader of configurations and shapes. */
export function mobileArchitecture(kind: MobileKind): Architecture {
  const { embed_dim, vision_cfg, text_cfg } = mobile[kind].config.model_cfg;
  const number = (key: string): number => Number(text_cfg[key]);
  const imageSize = Number(vision_cfg['image_size']);
  const text = {
    contextLength: number('context_length'),
    vocabSize: number('vocab_size'),
    width: number('width'),
    heads: number('heads'),
    layers: number('layers'),
    mlpWidth: 4 * number('width'),
  };
  if (kind === 'vit') {
    const sizes = { width: 32, layers: 2, heads: 1, mlpWidth: 128, patchSize: 16 };
    return { embedDim: embed_dim, image: { kind: 'vit-mci', imageSize, ...sizes }, text };
  }
  const widths = [4, 8, 16, 32] as const;
  const mlpWidths = [12, 24, 48, 96] as const;
  const image = { kind: 'fastvit', imageSize, widths, layers: [1, 2, 1, 1], mlpWidths } as const;
  return { embedDim: embed_dim, image, text: { ...text, unmasked: true } };
}

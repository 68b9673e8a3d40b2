import type { Activation } from '../model/architecture.ts';

/** A published checkpoint that the page offers by name. To offer another one, add a row to `PRESETS`. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  /** Repository on the hub. */
  readonly repo: string;
  readonly revision: string;
  /** The file with the weights, or the two graphs of an ONNX pair. */
  readonly files: readonly string[];
  /** Bytes to download, from the number of parameters; the hub's listing has the exact figure. */
  readonly bytes: number;
  /** As whoever publishes these files states it. */
  readonly licence: string;
  readonly activation: Activation;
  /** Towers with the same name here were trained together; others may fit but do not understand each other. */
  readonly trainedTogether: string;
}

const OPENAI = { revision: 'main', activation: 'quickgelu' } as const;
const LAION = { revision: 'main', licence: 'MIT', activation: 'gelu' } as const;
/** As OpenCLIP's own table of checkpoints names them; where a repository has the one only, it stands for the other. */
const SAFETENSORS_FILE = ['open_clip_model.safetensors'] as const;
const TORCH_FILE = ['open_clip_pytorch_model.bin'] as const;

/** fp32: four bytes a parameter. */
const fp32 = (millions: number) => Math.round(millions * 4e6);

function openai(id: string, name: string, repo: string, millions: number): Preset {
  return {
    ...OPENAI,
    // timm's own table of models says so; OpenAI's repository is under the MIT licence.
    licence: 'Apache-2.0',
    id: `openai-${id}`,
    name: `OpenAI ${name}`,
    repo,
    files: SAFETENSORS_FILE,
    bytes: fp32(millions),
    trainedTogether: `openai-${id}`,
  };
}

function laion(id: string, name: string, repo: string, millions: number): Preset {
  return {
    ...LAION,
    id,
    name,
    repo,
    files: TORCH_FILE,
    bytes: fp32(millions),
    trainedTogether: id,
  };
}

/** Small CLIPs distilled by Microsoft (Wu et al. 2023, arXiv 2309.12314): size and licence by their own table. */
function tinyClip(image: 8 | 39, text: 3 | 19, bytes: number): Preset {
  const id = `tinyclip-${image}m`;
  return {
    revision: 'main',
    licence: 'MIT',
    // Their configurations leave it out, which is GELU.
    activation: 'gelu',
    id,
    name: `TinyCLIP ViT-${image}M/16, texts ${text}M`,
    repo: `wkcn/TinyCLIP-ViT-${image}M-16-Text-${text}M-YFCC15M`,
    files: ['model.safetensors'],
    bytes,
    trainedTogether: id,
  };
}

function onnxPair(id: 'b32' | 'b16', patch: 32 | 16, precision: string, bytes: number): Preset {
  const ending = precision === 'fp32' ? '' : `_${precision}`;
  return {
    ...OPENAI,
    licence: 'MIT',
    id: `openai-${id}-onnx-${precision}`,
    name: `OpenAI ViT-B/${patch}, ready ONNX pair, ${precision === 'quantized' ? '8 bit' : precision}`,
    repo: `Xenova/clip-vit-base-patch${patch}`,
    files: [`onnx/vision_model${ending}.onnx`, `onnx/text_model${ending}.onnx`],
    bytes,
    trainedTogether: `openai-${id}`,
  };
}

/** Google's SigLIP 2 (Tschannen et al. 2025, arXiv 2502.14786) as two ready graphs: it reads many languages. */
const SIGLIP2: Preset = {
  revision: 'main',
  licence: 'Apache-2.0',
  // transformers' SigLIP computes GELU by tanh.
  activation: 'gelu-tanh',
  id: 'siglip2-b16-onnx-quantized',
  name: 'SigLIP 2 ViT-B/16, ready ONNX pair, 8 bit',
  repo: 'onnx-community/siglip2-base-patch16-224-ONNX',
  files: ['onnx/vision_model_quantized.onnx', 'onnx/text_model_quantized.onnx'],
  // As large as its 8-bit files of revision ba1f3b0, 94,553,333 and 283,438,275 bytes, and its tokenizer of 34.4 MB.
  bytes: 412.4e6,
  trainedTogether: 'siglip2-b16',
};

/** Sizes in millions of parameters are those of the architectures: ViT-B/16 149.62, B/32 151.28, L/14 427.62, RN50 102.01. */
export const PRESETS: readonly Preset[] = [
  tinyClip(8, 3, 93.8e6),
  tinyClip(39, 19, 332e6),
  onnxPair('b32', 32, 'quantized', 153.6e6),
  onnxPair('b16', 16, 'quantized', 151_966_109),
  SIGLIP2,
  openai('b16', 'ViT-B/16', 'timm/vit_base_patch16_clip_224.openai', 149.62),
  openai('b32', 'ViT-B/32', 'timm/vit_base_patch32_clip_224.openai', 151.28),
  openai('l14', 'ViT-L/14', 'timm/vit_large_patch14_clip_224.openai', 427.62),
  openai('rn50', 'RN50', 'timm/resnet50_clip.openai', 102.01),
  laion('laion2b-b16', 'LAION-2B ViT-B/16', 'laion/CLIP-ViT-B-16-laion2B-s34B-b88K', 149.62),
  laion('laion2b-b32', 'LAION-2B ViT-B/32', 'laion/CLIP-ViT-B-32-laion2B-s34B-b79K', 151.28),
  laion('datacomp-b16', 'DataComp ViT-B/16', 'laion/CLIP-ViT-B-16-DataComp.XL-s13B-b90K', 149.62),
  laion('datacomp-b32', 'DataComp ViT-B/32', 'laion/CLIP-ViT-B-32-DataComp.XL-s13B-b90K', 151.28),
  onnxPair('b32', 32, 'fp16', 303e6),
  onnxPair('b16', 16, 'fp16', 300e6),
];

/**
 * The comparison that needs no missing half, by their presets' ids: a model that was taught English alone, and one that reads many
 * languages.
 */
export const LANGUAGE_PAIR = ['openai-b32-onnx-quantized', SIGLIP2.id] as const;

import type { NamedLayout } from '../checkpoint/tensor-layouts.ts';
import {
  cropDefaults,
  type ImageTower,
  type ModelDescription,
  type Preprocessing,
  type VitTower,
} from './architecture.ts';
import type { ConfigFile } from './config-fields.ts';
import { HF_ACTIVATIONS, siglipConfig, siglipCrop } from './write-siglip-config.ts';

/** Name of the weights' file, as the loaders of each layout look for it. */
export const WEIGHTS_NAME = {
  openclip: 'open_clip_model.safetensors',
  hf: 'model.safetensors',
  timm: 'model.safetensors',
} as const satisfies Readonly<Record<NamedLayout, string>>;

/** The configuration files with which the loaders of a layout build the model again. */
export function writeConfigs(layout: NamedLayout, model: ModelDescription): readonly ConfigFile[] {
  if (layout === 'openclip') {
    const { preprocessing } = model;
    const json = { model_cfg: openClipConfig(model), preprocess_cfg: openClipCrop(preprocessing) };
    return [{ name: 'open_clip_config.json', json }];
  }
  if (layout === 'timm') return [{ name: 'config.json', json: timmConfig(model) }];
  if (model.architecture.image.kind === 'siglip') {
    const crop = siglipCrop(model.preprocessing) ?? hfCrop(model.preprocessing);
    return [
      { name: 'config.json', json: siglipConfig(model) },
      { name: 'preprocessor_config.json', json: crop },
    ];
  }
  return [
    { name: 'config.json', json: hfConfig(model) },
    { name: 'preprocessor_config.json', json: hfCrop(model.preprocessing) },
  ];
}

/** Arguments of OpenCLIP's `CLIP` for a model: its configuration file's `model_cfg`. */
export function openClipConfig({ architecture, activation }: ModelDescription) {
  const { embedDim, image, text } = architecture;
  return {
    embed_dim: embedDim,
    quick_gelu: activation === 'quickgelu',
    vision_cfg: { image_size: image.imageSize, ...openClipVision(image) },
    text_cfg: {
      context_length: text.contextLength,
      vocab_size: text.vocabSize,
      width: text.width,
      heads: text.heads,
      layers: text.layers,
      mlp_ratio: ratio(text),
      ...(text.unmasked && { no_causal_mask: true }),
    },
  };
}

/** MobileCLIP's towers have no sizes in OpenCLIP's configuration, only names in timm. */
function openClipVision(image: ImageTower) {
  if (image.kind === 'fastvit' || image.kind === 'vit-mci') return {};
  const { width, layers, heads } = image;
  if (image.kind === 'resnet') return { width, head_width: (width * 32) / heads, layers };
  const { patchSize } = image;
  return {
    width,
    head_width: width / heads,
    patch_size: patchSize,
    layers,
    mlp_ratio: ratio(image),
  };
}

/** Loaders multiply the width by it and round down, which must not lose a channel. */
function ratio({ width, mlpWidth }: { readonly width: number; readonly mlpWidth: number }): number {
  const plain = mlpWidth / width;
  return Math.floor(width * plain) === mlpWidth ? plain : (mlpWidth + 0.5) / width;
}

function openClipCrop(preprocessing: Preprocessing) {
  const { size, mean, std, fill } = preprocessing;
  const { kernel, fit } = cropDefaults(preprocessing);
  const rule = { size, mode: 'RGB', mean, std, interpolation: kernel, resize_mode: fit };
  return fill ? { ...rule, fill_color: fill } : rule;
}

function hfConfig({ architecture, activation, textActivation = activation }: ModelDescription) {
  const { embedDim, image, text } = architecture;
  return {
    architectures: ['CLIPModel'],
    model_type: 'clip',
    projection_dim: embedDim,
    logit_scale_init_value: 2.6592,
    torch_dtype: 'float32',
    text_config: {
      model_type: 'clip_text_model',
      hidden_size: text.width,
      intermediate_size: text.mlpWidth,
      num_hidden_layers: text.layers,
      num_attention_heads: text.heads,
      max_position_embeddings: text.contextLength,
      vocab_size: text.vocabSize,
      projection_dim: embedDim,
      hidden_act: HF_ACTIVATIONS[textActivation],
      layer_norm_eps: 1e-5,
      // With the number 2, transformers reads the text at its largest id, as CLIP was trained; other numbers are looked for.
      eos_token_id: 2,
    },
    vision_config: {
      model_type: 'clip_vision_model',
      ...(image.kind === 'vit' && {
        hidden_size: image.width,
        intermediate_size: image.mlpWidth,
        num_hidden_layers: image.layers,
        num_attention_heads: image.heads,
        patch_size: image.patchSize,
      }),
      image_size: image.imageSize,
      projection_dim: embedDim,
      hidden_act: HF_ACTIVATIONS[activation],
      layer_norm_eps: 1e-5,
    },
  };
}

function hfCrop(preprocessing: Preprocessing) {
  const { size, mean, std } = preprocessing;
  const { crop, kernel, fit } = cropDefaults(preprocessing);
  const side = Math.floor(size / crop);
  return {
    image_processor_type: 'CLIPImageProcessor',
    do_convert_rgb: true,
    do_resize: true,
    size: fit === 'squash' ? { height: side, width: side } : { shortest_edge: side },
    resample: kernel === 'bicubic' ? 3 : 2,
    do_center_crop: true,
    crop_size: { height: size, width: size },
    do_rescale: true,
    rescale_factor: 1 / 255,
    do_normalize: true,
    image_mean: mean,
    image_std: std,
  };
}

/** timm builds by the name of one of its models; `model_args` says where this one differs from it. */
function timmConfig({ architecture, activation, preprocessing }: ModelDescription) {
  const { embedDim, image } = architecture;
  const { mean, std, size } = preprocessing;
  const { crop, kernel, fit } = cropDefaults(preprocessing);
  return {
    architecture: `vit_base_patch16_clip_${activation === 'quickgelu' ? 'quickgelu_' : ''}224`,
    num_classes: embedDim,
    global_pool: 'token',
    ...(image.kind === 'vit' && {
      num_features: image.width,
      model_args: timmArguments(image, embedDim),
    }),
    pretrained_cfg: {
      input_size: [3, size, size],
      fixed_input_size: true,
      interpolation: kernel,
      crop_pct: crop,
      crop_mode: fit === 'squash' ? 'squash' : 'center',
      mean,
      std,
      num_classes: embedDim,
      pool_size: null,
      first_conv: 'patch_embed.proj',
      classifier: 'head',
    },
  };
}

function timmArguments(image: VitTower, embedDim: number) {
  return {
    img_size: image.imageSize,
    patch_size: image.patchSize,
    embed_dim: image.width,
    depth: image.layers,
    num_heads: image.heads,
    mlp_ratio: ratio(image),
    num_classes: embedDim,
  };
}

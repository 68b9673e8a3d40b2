import type { Activation, Architecture, ImageTower, TextTower } from './architecture.ts';
import {
  checkInteger,
  type Fields,
  fieldValue,
  integerField,
  numberField,
  refuseFeature,
  section,
  squareField,
  wrongField,
} from './config-fields.ts';
import { LIMITS } from './limits.ts';

/** What a configuration says of a whole model. */
export interface ConfiguredModel {
  readonly architecture: Architecture;
  /** `null` where the configuration leaves it open. */
  readonly activation: Activation | null;
}

/**
 * Reads an OpenCLIP `model_cfg`, missing fields filled in as OpenCLIP's `CLIPVisionCfg` and `CLIPTextCfg` do.
 * @throws CodedError
 */
export function readOpenClipConfig(fields: Fields): ConfiguredModel {
  for (const key of ['multimodal_cfg', 'init_logit_bias']) refuseFeature(fields, key);
  const vision = section(fields, 'vision_cfg');
  const text = section(fields, 'text_cfg');
  if (!vision) throw wrongField(fields, 'vision_cfg', 'an object');
  if (!text) throw wrongField(fields, 'text_cfg', 'an object');
  const embedDim = checkInteger(
    fields,
    'embed_dim',
    fieldValue(fields, 'embed_dim'),
    LIMITS.embedDim,
  );
  const quick = fieldValue(fields, 'quick_gelu');
  if (quick !== undefined && typeof quick !== 'boolean') {
    throw wrongField(fields, 'quick_gelu', 'true or false');
  }
  return {
    architecture: { embedDim, image: readImageTower(vision), text: readTextTower(text) },
    activation: quick === undefined ? null : quick ? 'quickgelu' : 'gelu',
  };
}

function readImageTower(fields: Fields): ImageTower {
  refuseFeature(fields, 'timm_model_name', ['']);
  refuseFeature(fields, 'pool_type', ['tok']);
  refuseFeature(fields, 'pos_embed_type', ['learnable']);
  for (const key of [
    'attentional_pool',
    'no_ln_pre',
    'final_ln_after_pool',
    'input_patchnorm',
    'ls_init_value',
    'global_average_pool',
    'norm_kwargs',
    'act_kwargs',
  ]) {
    refuseFeature(fields, key);
  }
  const imageSize = squareField(fields, 'image_size', 224, LIMITS.imageSize);
  const layers = fieldValue(fields, 'layers');
  if (Array.isArray(layers)) return readResNet(fields, layers, imageSize);
  const width = integerField(fields, 'width', 768, LIMITS.width);
  return {
    kind: 'vit',
    imageSize,
    patchSize: squareField(fields, 'patch_size', 16, LIMITS.patchSize),
    width,
    layers: integerField(fields, 'layers', 12, LIMITS.layers),
    heads: headsOf(fields, width),
    mlpWidth: mlpWidthOf(fields, width),
  };
}

function readResNet(fields: Fields, list: readonly unknown[], imageSize: number): ImageTower {
  if (list.length !== 4) throw wrongField(fields, 'layers', 'a list of four');
  const block = (stage: number) => checkInteger(fields, 'layers', list[stage], LIMITS.layers);
  const width = integerField(fields, 'width', 64, LIMITS.resNetWidth);
  return {
    kind: 'resnet',
    imageSize,
    width,
    layers: [block(0), block(1), block(2), block(3)],
    heads: headsOf(fields, width * 32),
  };
}

/** OpenCLIP's `text_cfg` of a text tower of CLIP's kind. @throws CodedError */
export function readTextTower(fields: Fields): TextTower {
  refuseFeature(fields, 'hf_model_name', ['']);
  refuseFeature(fields, 'pool_type', ['argmax']);
  refuseFeature(fields, 'proj_type', ['linear']);
  for (const key of [
    'embed_cls',
    'proj_bias',
    'final_ln_after_pool',
    'ls_init_value',
    'norm_kwargs',
    'act_kwargs',
  ]) {
    refuseFeature(fields, key);
  }
  const width = integerField(fields, 'width', 512, LIMITS.width);
  const unmasked = fieldValue(fields, 'no_causal_mask') ?? false;
  if (typeof unmasked !== 'boolean') throw wrongField(fields, 'no_causal_mask', 'true or false');
  return {
    ...(unmasked && { unmasked }),
    contextLength: integerField(fields, 'context_length', 77, LIMITS.contextLength),
    vocabSize: integerField(fields, 'vocab_size', 49_408, LIMITS.vocabSize),
    width,
    heads: integerField(fields, 'heads', 8, LIMITS.heads),
    layers: integerField(fields, 'layers', 12, LIMITS.layers),
    mlpWidth: mlpWidthOf(fields, width),
  };
}

/** OpenCLIP rounds down, both here and in `mlpWidthOf`. */
function headsOf(fields: Fields, features: number): number {
  const headWidth = integerField(fields, 'head_width', 64, LIMITS.headWidth);
  const heads = Math.floor(features / headWidth);
  if (heads < 1) throw wrongField(fields, 'head_width', `at most the tower's width, ${features}`);
  return heads;
}

function mlpWidthOf(fields: Fields, width: number): number {
  const mlpWidth = Math.floor(width * numberField(fields, 'mlp_ratio', 4, LIMITS.mlpRatio));
  if (mlpWidth >= 1) return mlpWidth;
  throw wrongField(fields, 'mlp_ratio', 'large enough for a hidden layer of one');
}

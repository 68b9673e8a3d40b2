import type { Activation, TextTower } from './architecture.ts';
import {
  checkInteger,
  type Fields,
  fieldValue,
  integerField,
  isObject,
  numberField,
  refuseFeature,
  section,
  squareField,
  textField,
  unbuilt,
} from './config-fields.ts';
import { LIMITS } from './limits.ts';

/** What OpenCLIP's `model_cfg` says of a SigLIP; the image tower's sizes are in timm's code, or follow from the tensors. */
export interface OpenClipSiglip {
  readonly embedDim: number;
  readonly imageSize: number;
  readonly text: TextTower;
  readonly textActivation: Activation;
}

/** Whether a `model_cfg` asks for an image tower of timm's that is SigLIP's: not one that averages, nor one of any shape. */
export function isOpenClipSiglip(fields: Fields): boolean {
  const vision = section(fields, 'vision_cfg');
  const name = (vision && textField(vision, 'timm_model_name')) ?? '';
  return /^vit_\w*siglip_/.test(name) && !/_gap_|naflex/.test(name);
}

/** Reads such a `model_cfg`. @throws CodedError */
export function readOpenClipSiglip(fields: Fields): OpenClipSiglip {
  refuseFeature(fields, 'multimodal_cfg');
  refuseFeature(fields, 'quick_gelu');
  const vision = section(fields, 'vision_cfg') ?? fields;
  refuseFeature(vision, 'timm_pool', ['map']);
  refuseFeature(vision, 'timm_proj', ['none', '']);
  refuseFeature(vision, 'timm_proj_bias');
  const text = section(fields, 'text_cfg') ?? { ...fields, path: 'text_cfg', values: {} };
  return {
    embedDim: checkInteger(fields, 'embed_dim', fieldValue(fields, 'embed_dim'), LIMITS.embedDim),
    imageSize: squareField(vision, 'image_size', 224, LIMITS.imageSize),
    text: readText(text),
    textActivation: readActivation(text),
  };
}

/** What makes a text tower of OpenCLIP SigLIP's. */
const ASKED = { no_causal_mask: true, proj_bias: true, pool_type: 'last' } as const;

function readText(fields: Fields): TextTower {
  for (const [key, value] of Object.entries(ASKED)) {
    if (fieldValue(fields, key) !== value) throw unbuilt(fields, key);
  }
  refuseFeature(fields, 'hf_model_name', ['']);
  refuseFeature(fields, 'proj_type', ['linear']);
  for (const key of ['embed_cls', 'final_ln_after_pool', 'ls_init_value']) {
    refuseFeature(fields, key);
  }
  const norm = section(fields, 'norm_kwargs');
  if (!norm || fieldValue(norm, 'eps') !== 1e-6) throw unbuilt(fields, 'norm_kwargs');
  const width = integerField(fields, 'width', 512, LIMITS.width);
  const ratio = numberField(fields, 'mlp_ratio', 4, LIMITS.mlpRatio);
  return {
    kind: 'siglip',
    contextLength: integerField(fields, 'context_length', 77, LIMITS.contextLength),
    vocabSize: integerField(fields, 'vocab_size', 49_408, LIMITS.vocabSize),
    width,
    heads: integerField(fields, 'heads', 8, LIMITS.heads),
    layers: integerField(fields, 'layers', 12, LIMITS.layers),
    mlpWidth: Math.floor(width * ratio),
  };
}

/** `nn.GELU`, exact unless its argument says otherwise. */
function readActivation(fields: Fields): Activation {
  const kwargs = fieldValue(fields, 'act_kwargs');
  if (kwargs === undefined || (isObject(kwargs) && Object.keys(kwargs).length === 0)) return 'gelu';
  if (isObject(kwargs) && kwargs['approximate'] === 'tanh' && Object.keys(kwargs).length === 1) {
    return 'gelu-tanh';
  }
  throw unbuilt(fields, 'act_kwargs');
}

import type { SiglipTower, TextTower } from './architecture.ts';
import { type Fields, integerField, refuseFeature, squareField } from './config-fields.ts';
import { LIMITS } from './limits.ts';

/** Layer norms of SigLIP divide by the root of the variance plus this. */
const EPSILON = 1e-6;

/** Whether a `model_type` of transformers is SigLIP's, which SigLIP 2 of a fixed resolution carries, too. */
export function isSiglip(type: string): boolean {
  return type === 'siglip' || type === 'siglip_vision_model' || type === 'siglip_text_model';
}

/** A `SiglipVisionConfig`, missing fields filled in as transformers does. @throws CodedError */
export function readSiglipVision(fields: Fields): SiglipTower {
  refuseFeature(fields, 'num_channels', [3]);
  refuseFeature(fields, 'layer_norm_eps', [EPSILON]);
  // `false` would pass as an absent feature does; here it is the one that is not built.
  refuseFeature({ ...fields, values: withoutHead(fields) }, 'vision_use_head');
  return {
    kind: 'siglip',
    imageSize: squareField(fields, 'image_size', 224, LIMITS.imageSize),
    patchSize: squareField(fields, 'patch_size', 16, LIMITS.patchSize),
    ...blocks(fields),
  };
}

/** A `SiglipTextConfig`, missing fields filled in as transformers does. @throws CodedError */
export function readSiglipText(fields: Fields): TextTower {
  refuseFeature(fields, 'layer_norm_eps', [EPSILON]);
  return {
    kind: 'siglip',
    contextLength: integerField(fields, 'max_position_embeddings', 64, LIMITS.contextLength),
    vocabSize: integerField(fields, 'vocab_size', 32_000, LIMITS.vocabSize),
    ...blocks(fields),
  };
}

function blocks(fields: Fields) {
  return {
    width: integerField(fields, 'hidden_size', 768, LIMITS.width),
    layers: integerField(fields, 'num_hidden_layers', 12, LIMITS.layers),
    heads: integerField(fields, 'num_attention_heads', 12, LIMITS.heads),
    mlpWidth: integerField(fields, 'intermediate_size', 3072, LIMITS.mlpWidth),
  };
}

/** The field as one that asks for something: `true` is what is built, `false` a tower without its pooling. */
function withoutHead({ values }: Fields): Fields['values'] {
  const { vision_use_head: head = true } = values;
  return { vision_use_head: head === true ? undefined : String(head) };
}

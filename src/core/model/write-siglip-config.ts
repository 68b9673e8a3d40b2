import {
  type Activation,
  cropDefaults,
  type ModelDescription,
  type Preprocessing,
  type SiglipTower,
  type TextTower,
} from './architecture.ts';

/** Names of transformers. */
export const HF_ACTIVATIONS = {
  quickgelu: 'quick_gelu',
  gelu: 'gelu',
  'gelu-tanh': 'gelu_pytorch_tanh',
} as const satisfies Readonly<Record<Activation, string>>;

/** The `config.json` of a model whose towers are both SigLIP's. */
export function siglipConfig(model: ModelDescription) {
  const { architecture, activation, textActivation = activation } = model;
  const { embedDim, image, text } = architecture;
  return {
    architectures: ['SiglipModel'],
    model_type: 'siglip',
    torch_dtype: 'float32',
    text_config: {
      model_type: 'siglip_text_model',
      ...blocks(text, textActivation),
      max_position_embeddings: text.contextLength,
      vocab_size: text.vocabSize,
      projection_size: embedDim,
    },
    vision_config: {
      model_type: 'siglip_vision_model',
      ...(image.kind === 'siglip' && { ...blocks(image, activation), patch_size: image.patchSize }),
      image_size: image.imageSize,
    },
  };
}

function blocks(
  { width, layers, heads, mlpWidth }: SiglipTower | TextTower,
  activation: Activation,
) {
  return {
    hidden_size: width,
    intermediate_size: mlpWidth,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    hidden_act: HF_ACTIVATIONS[activation],
    layer_norm_eps: 1e-6,
  };
}

/** SigLIP's own `preprocessor_config.json`, which squashes a picture; `null` where this model's pictures are cropped. */
export function siglipCrop(preprocessing: Preprocessing) {
  const { size, mean, std } = preprocessing;
  const { crop, kernel, fit } = cropDefaults(preprocessing);
  if (fit !== 'squash' || crop !== 1) return null;
  return {
    image_processor_type: 'SiglipImageProcessor',
    do_convert_rgb: true,
    do_resize: true,
    size: { height: size, width: size },
    resample: kernel === 'bicubic' ? 3 : 2,
    do_rescale: true,
    rescale_factor: 1 / 255,
    do_normalize: true,
    image_mean: mean,
    image_std: std,
  };
}

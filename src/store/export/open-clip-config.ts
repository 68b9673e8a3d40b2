import type { ModelDescription } from '../../core/model/architecture.ts';

/** Arguments of OpenCLIP's `CLIP` for a model: its configuration file's `model_cfg`. */
export function openClipConfig({ architecture, activation }: ModelDescription) {
  const { embedDim, image, text } = architecture;
  const vision =
    image.kind === 'vit'
      ? {
          patch_size: image.patchSize,
          layers: image.layers,
          mlp_ratio: image.mlpWidth / image.width,
        }
      : { layers: image.layers };
  const headWidth =
    image.kind === 'vit' ? image.width / image.heads : (image.width * 32) / image.heads;
  return {
    embed_dim: embedDim,
    quick_gelu: activation === 'quickgelu',
    vision_cfg: {
      image_size: image.imageSize,
      width: image.width,
      head_width: headWidth,
      ...vision,
    },
    text_cfg: {
      context_length: text.contextLength,
      vocab_size: text.vocabSize,
      width: text.width,
      heads: text.heads,
      layers: text.layers,
      mlp_ratio: text.mlpWidth / text.width,
    },
  };
}

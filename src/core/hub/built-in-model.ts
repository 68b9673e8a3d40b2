/** The built-in checkpoint's weights, in `models/mini` beside the page: the image side, and all the rest. */
const [IMAGE, REST] = [
  'open_clip_model-00001-of-00002.safetensors',
  'open_clip_model-00002-of-00002.safetensors',
];

/** The file that stands for each choice of it: for the whole, the index that names both. */
export const BUILT_IN = {
  complete: 'open_clip_model.safetensors.index.json',
  'vision-only': IMAGE,
} as const;

/** The file that each side is in. */
export const BUILT_IN_SIDE = { image: IMAGE, text: REST } as const;

/** What other programs need of it. */
export const BUILT_IN_FILES = [IMAGE, REST, 'tokenizer.json', 'open_clip_config.json'] as const;

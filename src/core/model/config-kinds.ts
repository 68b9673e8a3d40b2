import { CodedError } from '../errors.ts';
import { type ConfigFile, type Fields, isObject } from './config-fields.ts';

/** The configurations of one model, each told from the others by its content. */
export interface ModelConfigs {
  readonly openclip: Fields | null;
  readonly hf: Fields | null;
  readonly timm: Fields | null;
  readonly preprocessor: Fields | null;
}

type Kind = keyof ModelConfigs;

/** Fields of which one is enough. Hugging Face writes `architectures`, timm `architecture`. */
const MARKS: readonly (readonly [Kind, readonly string[]])[] = [
  ['openclip', ['model_cfg', 'vision_cfg', 'embed_dim']],
  [
    'preprocessor',
    ['image_mean', 'image_std', 'image_processor_type', 'feature_extractor_type', 'crop_size'],
  ],
  ['timm', ['architecture']],
  ['hf', ['model_type', 'vision_config', 'text_config']],
];

/** File names that promise a model's configuration, whatever is in them. */
const PROMISED = new Set(['open_clip_config.json', 'config.json']);

/**
 * Sorts parsed JSON files; the first of each kind counts, others (a tokenizer's settings) are passed over.
 * @throws CodedError `config-invalid` where a file with a configuration's name holds something else
 */
export function sortConfigs(files: readonly ConfigFile[]): ModelConfigs {
  const found: Record<Kind, Fields | null> = {
    openclip: null,
    hf: null,
    timm: null,
    preprocessor: null,
  };
  for (const { name, json } of files) {
    const kind = isObject(json) ? kindOf(json) : null;
    if (kind && isObject(json)) found[kind] ??= { file: name, path: '', values: json };
    else if (PROMISED.has(name.slice(name.lastIndexOf('/') + 1))) throw notAConfig(name);
  }
  return found;
}

function kindOf(json: Readonly<Record<string, unknown>>): Kind | null {
  const mark = MARKS.find(([, keys]) => keys.some((key) => Object.hasOwn(json, key)));
  return mark?.[0] ?? null;
}

function notAConfig(name: string): CodedError {
  return new CodedError(
    'config-invalid',
    `${name} holds no description of a CLIP model. Take the configuration file that belongs to the checkpoint, or leave it out.`,
    { file: name },
  );
}

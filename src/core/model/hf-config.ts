import { CodedError } from '../errors.ts';
import type { Activation, ImageTower, TextTower } from './architecture.ts';
import {
  type Fields,
  fieldValue,
  integerField,
  refuseFeature,
  section,
  squareField,
  textField,
} from './config-fields.ts';
import { LIMITS } from './limits.ts';
import { quote } from '../quote.ts';
import { isSiglip, readSiglipText, readSiglipVision } from './siglip-config.ts';

/** A Hugging Face configuration may describe both towers or one of them. */
export interface HfModel {
  readonly embedDim: number;
  readonly image: ImageTower | null;
  readonly text: TextTower | null;
  readonly activation: Activation;
  /** Of the text tower, where it has another one. */
  readonly textActivation?: Activation;
}

/**
 * Reads a `CLIPConfig`, `CLIPVisionConfig` or `CLIPTextConfig`, or those of SigLIP, missing fields filled in as
 * transformers does.
 * @throws CodedError
 */
export function readHfConfig(fields: Fields): HfModel {
  const type = textField(fields, 'model_type') ?? 'clip';
  const siglip = isSiglip(type);
  const family = siglip ? 'siglip' : 'clip';
  const towerOf = (key: string, name: string, alone: string) =>
    type === alone ? fields : type === family ? mergedSection(fields, key, name) : null;
  const vision = towerOf('vision_config', 'vision_config_dict', `${family}_vision_model`);
  const text = towerOf('text_config', 'text_config_dict', `${family}_text_model`);
  if (!vision && !text) throw otherModel(fields, type);
  const read = (tower: Fields) => readActivation(tower, siglip);
  const activations = [vision, text].flatMap((tower) => (tower ? [read(tower)] : []));
  const [activation = 'quickgelu', second = activation] = activations;
  const towers = siglip
    ? { image: vision && readSiglipVision(vision), text: text && readSiglipText(text) }
    : { image: vision && readVision(vision), text: text && readText(text) };
  return {
    embedDim: siglip
      ? siglipEmbedDim(text, towers)
      : integerField(fields, 'projection_dim', 512, LIMITS.embedDim),
    ...towers,
    activation,
    ...(second !== activation && { textActivation: second }),
  };
}

/** SigLIP's configuration has no field of its own for it: the text side projects, the image side ends as wide as it is. */
function siglipEmbedDim(text: Fields | null, towers: Pick<HfModel, 'image' | 'text'>): number {
  const own = towers.image?.kind === 'siglip' ? towers.image.width : 768;
  const width = towers.text?.width ?? own;
  return text ? integerField(text, 'projection_size', width, LIMITS.embedDim) : width;
}

/** Old files keep a tower's fields under a second name, which goes before the first. A missing one is all defaults. */
function mergedSection(fields: Fields, key: string, older: string): Fields {
  const main = section(fields, key);
  const override = section(fields, older);
  return {
    file: fields.file,
    path: key,
    values: { ...main?.values, ...override?.values },
  };
}

/** Whether the configuration tells the size of the image tower's pictures. */
export function tellsImageSize(fields: Fields): boolean {
  const vision = mergedSection(fields, 'vision_config', 'vision_config_dict');
  return [vision, fields].some((one) => fieldValue(one, 'image_size') !== undefined);
}

function readVision(fields: Fields): ImageTower {
  refuseFeature(fields, 'num_channels', [3]);
  refuseFeature(fields, 'layer_norm_eps', [1e-5]);
  const width = integerField(fields, 'hidden_size', 768, LIMITS.width);
  return {
    kind: 'vit',
    imageSize: squareField(fields, 'image_size', 224, LIMITS.imageSize),
    patchSize: squareField(fields, 'patch_size', 32, LIMITS.patchSize),
    width,
    layers: integerField(fields, 'num_hidden_layers', 12, LIMITS.layers),
    heads: integerField(fields, 'num_attention_heads', 12, LIMITS.heads),
    mlpWidth: integerField(fields, 'intermediate_size', 3072, LIMITS.mlpWidth),
  };
}

function readText(fields: Fields): TextTower {
  refuseFeature(fields, 'layer_norm_eps', [1e-5]);
  return {
    contextLength: integerField(fields, 'max_position_embeddings', 77, LIMITS.contextLength),
    vocabSize: integerField(fields, 'vocab_size', 49_408, LIMITS.vocabSize),
    width: integerField(fields, 'hidden_size', 512, LIMITS.width),
    heads: integerField(fields, 'num_attention_heads', 8, LIMITS.heads),
    layers: integerField(fields, 'num_hidden_layers', 12, LIMITS.layers),
    mlpWidth: integerField(fields, 'intermediate_size', 2048, LIMITS.mlpWidth),
  };
}

const ACTIVATIONS = {
  quick_gelu: 'quickgelu',
  gelu: 'gelu',
  gelu_pytorch_tanh: 'gelu-tanh',
} as const satisfies Readonly<Record<string, Activation>>;

/** CLIP has no model with the approximation, and this page no gradient of it. */
function readActivation(fields: Fields, siglip: boolean): Activation {
  const absent = siglip ? 'gelu_pytorch_tanh' : 'quick_gelu';
  refuseFeature(fields, 'hidden_act', ['quick_gelu', 'gelu', absent]);
  const name = fieldValue(fields, 'hidden_act') ?? absent;
  return ACTIVATIONS[name as keyof typeof ACTIVATIONS];
}

function otherModel(fields: Fields, type: string): CodedError {
  if (type.startsWith('siglip2')) {
    return unsupported(
      fields,
      `it is of the kind ${quote(type)}, whose pictures come in any shape (NaFlex); SigLIP 2 of one fixed resolution works`,
    );
  }
  if (/clip/i.test(type)) return unsupported(fields, `it is of the kind ${quote(type)}`);
  return new CodedError(
    'checkpoint-not-clip',
    `${fields.file} describes a model of the kind ${quote(type)}, not CLIP. Choose a CLIP checkpoint.`,
    { kind: 'other-model', file: fields.file, model: quote(type) },
  );
}

function unsupported(fields: Fields, fault: string): CodedError {
  return new CodedError(
    'checkpoint-unsupported',
    `This page cannot build the model of ${fields.file}: ${fault}. Choose a plain CLIP checkpoint.`,
    { kind: 'described', file: fields.file, fault },
  );
}

import { CodedError } from '../errors.ts';
import { refuseForeignCheckpoint } from '../checkpoint/foreign-checkpoint.ts';
import {
  type CheckpointFile,
  type IndexOptions,
  indexTensors,
  type TensorIndex,
} from '../checkpoint/tensor-index.ts';
import type { Activation, Architecture, ModelDescription, Preprocessing } from './architecture.ts';
import { type ConfigFile, type Fields, section } from './config-fields.ts';
import { type ModelConfigs, sortConfigs } from './config-kinds.ts';
import { defaultEmbedDim, defaultImageTower, defaultTextTower } from './default-towers.ts';
import { type HfModel, readHfConfig, tellsImageSize } from './hf-config.ts';
import { pictureSide, readHfPreprocessing } from './hf-preprocessing.ts';
import { inferEmbedDim, inferImageTower, inferTextTower } from './infer-towers.ts';
import { checkArchitecture, LIMITS } from './limits.ts';
import { readOpenClipConfig } from './openclip-config.ts';
import { isOpenClipSiglip, readOpenClipSiglip } from './openclip-siglip.ts';
import {
  defaultPreprocessing,
  readOpenClipPreprocessing,
  readTimmPreprocessing,
} from './preprocessing-config.ts';
import { type OpenClipMobile, readOpenClipMobile } from './openclip-mobile.ts';
import { readTimmConfig } from './timm-config.ts';

/** Something that no configuration says: read off the tensors' shapes, or taken from what published models do. */
export interface Inference {
  readonly field:
    | 'image'
    | 'image.heads'
    | 'text'
    | 'text.heads'
    | 'embedDim'
    | 'activation'
    | 'preprocessing';
  readonly from: 'shapes' | 'convention';
}

/** A model's description and how sure it is. */
export interface ModelReading {
  readonly description: ModelDescription;
  /** The file that describes the towers; `null` where only the tensors do. */
  readonly configFile: string | null;
  readonly inferred: readonly Inference[];
}

/** Description of the towers, still without preprocessing. */
interface TowersReading {
  readonly architecture: Architecture;
  readonly activation: Activation | null;
  /** Of the text tower, where a configuration gives it another one. */
  readonly textActivation?: Activation;
  readonly configFile: string | null;
  readonly inferred: readonly Inference[];
}

/**
 * What model the files hold: by OpenCLIP's configuration, else Hugging Face's, else the tensors' shapes (and a timm
 * configuration, which names the activation). Every number of a configuration is bounded before it is used.
 * @param configs parsed JSON files, told apart by content; files of other kinds are passed over
 * @param files headers of the checkpoint's files; none for a model that is all random
 * @param name names of checkpoint and repository: decides the activation where no configuration does
 * @param options how the files' names are read
 * @throws CodedError
 */
export function readModelDescription(
  configs: readonly ConfigFile[],
  files: readonly CheckpointFile[],
  name = '',
  options: IndexOptions = {},
): ModelReading {
  const index = indexTensors(files, options);
  if (files.length > 0) refuseForeignCheckpoint(index, options.adapter?.base ?? null);
  const sorted = sortConfigs(configs);
  const towers = readTowers(sorted, index);
  const { configFile, textActivation } = towers;
  const architecture = ofGraphSize(towers.architecture, sorted, index);
  checkArchitecture(architecture, configFile ?? 'The checkpoint');
  refuseOtherTower(architecture, index);
  const activation = towers.activation ?? guessActivation(sorted, name, architecture);
  const { imageSize } = architecture.image;
  const preprocessing = readPreprocessingFrom(sorted, imageSize);
  const inferred = [...towers.inferred];
  if (!towers.activation) inferred.push({ field: 'activation', from: 'convention' });
  if (!preprocessing) inferred.push({ field: 'preprocessing', from: 'convention' });
  return {
    description: {
      architecture,
      activation,
      ...(textActivation && { textActivation }),
      preprocessing: preprocessing ?? defaultPreprocessing(architecture.image),
    },
    configFile,
    inferred,
  };
}

/**
 * A graph that a file brings takes pictures of its own size. Where the configuration is silent about the image tower, that is what
 * it means, not the size of a ViT-B/32; so does the size to which pictures are cropped, where the graph takes any.
 */
function ofGraphSize(
  architecture: Architecture,
  { hf, preprocessor }: ModelConfigs,
  { graphs }: TensorIndex,
): Architecture {
  const { image } = architecture;
  const graph = graphs.image?.graph;
  if (!graph || !hf || tellsImageSize(hf) || !('patchSize' in image)) return architecture;
  const side = graph.imageSize ?? (preprocessor && pictureSide(preprocessor));
  const { least, most } = LIMITS.imageSize;
  if (side === null || side < least || side > most) return architecture;
  const patchSize = Math.min(image.patchSize, side);
  return { ...architecture, image: { ...image, imageSize: side, patchSize } };
}

function readTowers(configs: ModelConfigs, index: TensorIndex): TowersReading {
  const { openclip, hf, timm } = configs;
  if (openclip) {
    const fields = section(openclip, 'model_cfg') ?? openclip;
    if (isOpenClipSiglip(fields)) return siglipTowers(fields, index);
    const mobile = readOpenClipMobile(fields);
    if (mobile) return mobileTowers(mobile, fields.file, index);
    const model = readOpenClipConfig(fields);
    return { ...model, configFile: openclip.file, inferred: [] };
  }
  if (hf) {
    const model = readHfConfig(hf);
    const { activation, textActivation } = model;
    return {
      ...complete(model, index),
      activation,
      ...(textActivation && { textActivation }),
      configFile: hf.file,
    };
  }
  const said = timm && readTimmConfig(timm);
  const { architecture, inferred } = complete({ image: null, text: null, embedDim: null }, index);
  const { image } = architecture;
  const { heads, imageSize } = said ?? {};
  const told = image.kind === 'fastvit' ? imageSize && { imageSize } : heads && { heads };
  return {
    architecture: { ...architecture, image: { ...image, ...told } },
    inferred,
    activation: said?.activation ?? null,
    configFile: null,
  };
}

/** timm's name of an image tower says no sizes, so the tensors tell them, and no file which GELU it takes. */
function siglipTowers(fields: Fields, index: TensorIndex): TowersReading {
  const { embedDim, imageSize, text, textActivation } = readOpenClipSiglip(fields);
  const { architecture, inferred } = complete({ embedDim, text, image: null }, index);
  const image = { ...architecture.image, imageSize };
  return {
    architecture: { ...architecture, image },
    activation: null,
    ...(textActivation === 'gelu' && { textActivation }),
    configFile: fields.file,
    inferred,
  };
}

/** As timm makes the tower under its name, where the files hold none of its kind that would tell other sizes. */
function mobileTowers(
  { embedDim, image: named, text, textActivation }: OpenClipMobile,
  configFile: string,
  index: TensorIndex,
): TowersReading {
  const seen = inferImageTower(index);
  const held = seen?.kind === named.kind;
  const image = { ...(held ? seen : named), imageSize: named.imageSize };
  return {
    architecture: { embedDim, image, text },
    activation: 'gelu',
    ...(textActivation === 'quickgelu' && { textActivation }),
    configFile,
    inferred: held ? [{ field: 'image', from: 'shapes' }] : [],
  };
}

type KnownTowers = Pick<HfModel, 'image' | 'text'> & { readonly embedDim: number | null };

/** Fills in what a configuration leaves open. */
function complete(known: KnownTowers, index: TensorIndex) {
  const inferred: Inference[] = [];
  const seenImage = known.image ?? inferImageTower(index);
  const seenText = known.text ?? inferTextTower(index);
  if (!seenImage && !seenText) throw notClip(index.byName.size);
  let embedDim = known.embedDim ?? inferEmbedDim(index);
  if (known.embedDim === null) {
    inferred.push({ field: 'embedDim', from: embedDim === null ? 'convention' : 'shapes' });
  }
  embedDim ??= defaultEmbedDim(seenImage, seenText);
  const image = seenImage ?? defaultImageTower(embedDim, seenText);
  const text = seenText ?? defaultTextTower(embedDim, image);
  if (!known.image) inferred.push({ field: 'image', from: seenImage ? 'shapes' : 'convention' });
  if (!known.image && seenImage) inferred.push({ field: 'image.heads', from: 'convention' });
  if (!known.text) inferred.push({ field: 'text', from: seenText ? 'shapes' : 'convention' });
  if (!known.text && seenText) inferred.push({ field: 'text.heads', from: 'convention' });
  return { architecture: { embedDim, image, text }, inferred };
}

/**
 * An OpenCLIP configuration that is silent means GELU, OpenCLIP's own default; a checkpoint without any configuration is
 * taken for OpenAI's, the weights that are most often passed on bare. A name can say it for both. SigLIP was trained with
 * the approximation that JAX calls GELU.
 */
function guessActivation(
  { openclip }: ModelConfigs,
  name: string,
  { image, text }: Architecture,
): Activation {
  if (image.kind === 'siglip' || text.kind === 'siglip') return 'gelu-tanh';
  if (image.kind === 'vit-mci' || image.kind === 'fastvit') return 'gelu';
  if (/openai|quick-?gelu/i.test(name)) return 'quickgelu';
  return openclip ? 'gelu' : 'quickgelu';
}

function readPreprocessingFrom(configs: ModelConfigs, imageSize: number): Preprocessing | null {
  const openclip = configs.openclip && section(configs.openclip, 'preprocess_cfg');
  if (openclip) return readOpenClipPreprocessing(openclip, imageSize);
  if (configs.preprocessor) return readHfPreprocessing(configs.preprocessor, imageSize);
  const timm = configs.timm && section(configs.timm, 'pretrained_cfg');
  return timm && readTimmPreprocessing(timm, imageSize);
}

/** A configuration of one kind of image tower beside the weights of the other would leave everything random. */
function refuseOtherTower({ image }: Architecture, index: TensorIndex): void {
  const held = inferImageTower(index)?.kind;
  if (!held || held === image.kind) return;
  const name = {
    vit: 'a vision transformer',
    siglip: "SigLIP's vision transformer",
    resnet: 'a ResNet',
    'vit-mci': "MobileCLIP-B's vision transformer",
    fastvit: "MobileCLIP's FastViT",
  };
  throw new CodedError(
    'config-invalid',
    `The configuration describes ${name[image.kind]}, but the checkpoint holds ${name[held]}. Take the configuration that belongs to the checkpoint.`,
    { kind: 'other', described: image.kind, held },
  );
}

function notClip(tensors: number): CodedError {
  return tensors === 0
    ? new CodedError(
        'config-invalid',
        'No file describes the model. Add an open_clip_config.json or a config.json.',
        { kind: 'none' },
      )
    : new CodedError(
        'checkpoint-not-clip',
        `None of the file's ${tensors} tensors makes up a tower of CLIP. Choose a CLIP checkpoint, or add its configuration file.`,
        { kind: 'no-tower', tensors },
      );
}

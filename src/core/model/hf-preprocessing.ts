import { OPENAI_MEAN, OPENAI_STD, type Preprocessing, type ResizeKernel } from './architecture.ts';
import {
  colourField,
  type Fields,
  fieldValue,
  isObject,
  numberField,
  refuseUnless,
  textField,
  unfollowed,
} from './config-fields.ts';
import { given, MEAN_RANGE, STD_RANGE } from './preprocessing-config.ts';

/** What an image processor of transformers does where its file is silent. */
interface Defaults {
  /** The resized size given as one number is both sides; else it is the short one. */
  readonly square: boolean;
  readonly centerCrop: boolean;
  readonly kernel: ResizeKernel;
  readonly mean: Colour;
  readonly std: Colour;
}

type Colour = readonly [number, number, number];

const HALF: Colour = [0.5, 0.5, 0.5];
const CLIP: Defaults = {
  square: false,
  centerCrop: true,
  kernel: 'bicubic',
  mean: OPENAI_MEAN,
  std: OPENAI_STD,
};
const SIGLIP: Defaults = {
  square: true,
  centerCrop: false,
  kernel: 'bicubic',
  mean: HALF,
  std: HALF,
};
const VIT: Defaults = { ...SIGLIP, kernel: 'bilinear' };

/** Processors by the name that `image_processor_type` or `feature_extractor_type` gives, without its ending. */
const PROCESSORS: ReadonlyMap<string, Defaults> = new Map([
  ['CLIP', CLIP],
  ['ChineseCLIP', CLIP],
  ['Siglip', SIGLIP],
  ['ViT', VIT],
]);

/** Pillow's numbers of its filters. */
const KERNELS: ReadonlyMap<unknown, ResizeKernel> = new Map([
  [2, 'bilinear'],
  [3, 'bicubic'],
]);

/** Fields that change no pixel, or only say how the processor itself is to run. */
const WITHOUT_PIXELS = new Set([
  'image_processor_type',
  'feature_extractor_type',
  'processor_class',
  '_processor_class',
  'auto_map',
  '_valid_processor_keys',
  'data_format',
  'input_data_format',
  'return_tensors',
  'device',
  'use_fast',
  'disable_grouping',
  'model_input_names',
  'transformers_version',
  // Every picture becomes RGB here.
  'do_convert_rgb',
]);

const READ = new Set([
  'do_resize',
  'size',
  'use_square_size',
  'default_to_square',
  'resample',
  'do_center_crop',
  'crop_size',
  'do_rescale',
  'rescale_factor',
  'do_normalize',
  'image_mean',
  'image_std',
]);

/**
 * A `preprocessor_config.json` of transformers. Rescaling by another factor than 1/255 becomes part of the means and deviations:
 * (f x - m) / s = (x/255 - m/(255 f)) / (s/(255 f)).
 * @throws CodedError `checkpoint-unsupported` where a field is not known or asks for pixels that this page does not make
 */
export function readHfPreprocessing(fields: Fields, imageSize: number): Preprocessing {
  for (const key of Object.keys(fields.values)) {
    if (!READ.has(key) && !WITHOUT_PIXELS.has(key)) refuseUnless(fields, key, isOff);
  }
  refuseUnless(fields, 'do_resize', (value) => value === true);
  const defaults = defaultsOf(fields);
  const resample = fieldValue(fields, 'resample');
  const kernel = resample === undefined ? defaults.kernel : KERNELS.get(resample);
  if (!kernel) throw unfollowed(fields, 'resample');
  return {
    size: imageSize,
    ...colours(fields, defaults),
    ...resizing(fields, imageSize, defaults),
    ...given('kernel', kernel, 'bicubic'),
  };
}

function defaultsOf(fields: Fields): Defaults {
  for (const key of ['image_processor_type', 'feature_extractor_type']) {
    const name = textField(fields, key);
    if (name === null) continue;
    const known = PROCESSORS.get(name.replace(/(ImageProcessor(Fast|Pil)?|FeatureExtractor)$/, ''));
    if (!known) throw unfollowed(fields, key);
    return known;
  }
  return CLIP;
}

/** Side of the square that a `preprocessor_config.json` ends in, or `null` where it tells none. */
export function pictureSide(fields: Fields): number | null {
  const cropped = flag(fields, 'do_center_crop', defaultsOf(fields).centerCrop);
  const side = fieldValue(fields, cropped ? 'crop_size' : 'size');
  return side === undefined ? null : square(side);
}

function resizing(fields: Fields, imageSize: number, defaults: Defaults) {
  const centerCrop = flag(fields, 'do_center_crop', defaults.centerCrop);
  if (centerCrop && square(fieldValue(fields, 'crop_size') ?? imageSize) !== imageSize) {
    throw unfollowed(fields, 'crop_size');
  }
  const { target, squash } = resizedSize(fields, imageSize, defaults);
  // Without a crop the picture must have the tower's size already, and padding a smaller one is nobody's wish.
  if (centerCrop ? target < imageSize : target !== imageSize) throw unfollowed(fields, 'size');
  if (!centerCrop && !squash) throw unfollowed(fields, 'do_center_crop');
  return {
    ...given('crop', shareOf(imageSize, target), 1),
    ...(squash && ({ fit: 'squash' } as const)),
  };
}

const MOST_PIXELS = 8192;

/** `target`: pixels of the short side, or of both where the picture is squashed. */
function resizedSize(
  fields: Fields,
  imageSize: number,
  defaults: Defaults,
): { readonly target: number; readonly squash: boolean } {
  const size = fieldValue(fields, 'size') ?? imageSize;
  const keys = isObject(size) ? Object.keys(size).filter((key) => size[key] !== null) : [];
  const short = isObject(size) && keys.join() === 'shortest_edge' ? size['shortest_edge'] : null;
  const target = short === null ? square(size) : number(short);
  if (target === null || target > MOST_PIXELS) throw unfollowed(fields, 'size');
  const both =
    flag(fields, 'use_square_size', false) || flag(fields, 'default_to_square', defaults.square);
  return { target, squash: typeof size === 'number' ? both : short === null };
}

/** The side of `n`, `[n, n]` or `{height: n, width: n}`; `null` where anything else is asked for. */
function square(value: unknown): number | null {
  const known = (key: string): boolean => key === 'height' || key === 'width';
  const more = isObject(value) ? Object.keys(value).filter((key) => value[key] !== null) : [];
  if (!more.every(known)) return null;
  const sides = Array.isArray(value)
    ? value
    : isObject(value)
      ? [value['height'], value['width']]
      : [value, value];
  return sides.length === 2 && sides[0] === sides[1] ? number(sides[0]) : null;
}

function number(value: unknown): number | null {
  return Number.isInteger(value) && (value as number) > 0 ? (value as number) : null;
}

/** The share of the resized side that a crop keeps, such that `floor(size / share)` is that side again. */
function shareOf(size: number, target: number): number {
  const share = size / target;
  return Math.floor(size / share) === target ? share : share * (1 - 2 ** -52);
}

function colours(fields: Fields, defaults: Defaults): Pick<Preprocessing, 'mean' | 'std'> {
  const factor = flag(fields, 'do_rescale', true)
    ? numberField(fields, 'rescale_factor', 1 / 255, { least: 1e-6, most: 1 })
    : 1;
  const normalised = flag(fields, 'do_normalize', true);
  const mean = normalised
    ? (colourField(fields, 'image_mean', MEAN_RANGE) ?? defaults.mean)
    : ([0, 0, 0] as const);
  const std = normalised
    ? (colourField(fields, 'image_std', STD_RANGE) ?? defaults.std)
    : ([1, 1, 1] as const);
  const scale = 255 * factor;
  // Written as 0.00392156862745098 it is 1/255 to the last digit.
  if (Math.abs(scale - 1) < 1e-12) return { mean, std };
  return { mean: dividedBy(mean, scale), std: dividedBy(std, scale) };
}

function dividedBy([red, green, blue]: Colour, scale: number): Colour {
  return [red / scale, green / scale, blue / scale];
}

function flag(fields: Fields, key: string, absent: boolean): boolean {
  const value = fieldValue(fields, key);
  if (value === undefined) return absent;
  if (typeof value !== 'boolean') throw unfollowed(fields, key);
  return value;
}

/** `false` and empty lists ask for nothing. */
function isOff(value: unknown): boolean {
  if (value === false) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

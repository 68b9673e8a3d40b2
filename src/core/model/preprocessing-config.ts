import {
  type ImageTower,
  OPENAI_MEAN,
  OPENAI_STD,
  type Preprocessing,
  type ResizeFit,
  type ResizeKernel,
} from './architecture.ts';
import {
  colourField,
  type Fields,
  fieldValue,
  numberField,
  unfollowed,
  wrongField,
} from './config-fields.ts';

export const MEAN_RANGE = { least: -10, most: 10 } as const;
/** Pictures are divided by it. */
export const STD_RANGE = { least: 0.001, most: 10 } as const;

const KERNELS: readonly ResizeKernel[] = ['bicubic', 'bilinear'];
const FITS: readonly ResizeFit[] = ['shortest', 'longest', 'squash'];
const TIMM_FITS: ReadonlyMap<unknown, ResizeFit> = new Map([
  ['center', 'shortest'],
  ['squash', 'squash'],
  ['border', 'longest'],
]);

const HALF = [0.5, 0.5, 0.5] as const;

/** Preprocessing where no file describes it: OpenAI's means, which OpenCLIP takes too; SigLIP's pictures are squashed, MobileCLIP's not normalised. */
export function defaultPreprocessing({ kind, imageSize: size }: ImageTower): Preprocessing {
  if (kind === 'siglip') return { size, mean: HALF, std: HALF, fit: 'squash' };
  if (kind === 'vit-mci' || kind === 'fastvit') {
    return { size, mean: [0, 0, 0], std: [1, 1, 1], kernel: 'bilinear' };
  }
  return { size, mean: OPENAI_MEAN, std: OPENAI_STD };
}

/**
 * OpenCLIP's `preprocess_cfg` (`PreprocessCfg`, `image_transform_v2`). Its `size` is passed over as OpenCLIP does it, which
 * sets it to the tower's; other keys than the seven of `PreprocessCfg` are read by nobody.
 * @throws CodedError `checkpoint-unsupported` where a field asks for pixels that this page does not make
 */
export function readOpenClipPreprocessing(fields: Fields, imageSize: number): Preprocessing {
  if ((fieldValue(fields, 'mode') ?? 'RGB') !== 'RGB') throw unfollowed(fields, 'mode');
  const fit = choice(fields, 'resize_mode', FITS) ?? 'shortest';
  const fill = fit === 'longest' ? fillColour(fields) : null;
  return {
    ...colours(fields, imageSize),
    ...given('kernel', choice(fields, 'interpolation', KERNELS), 'bicubic'),
    ...given('fit', fit, 'shortest'),
    ...(fill && { fill }),
  };
}

/**
 * timm's `pretrained_cfg`, as `resolve_data_config` and `create_transform` read it.
 * @throws CodedError `checkpoint-unsupported` where a field asks for pixels that this page does not make
 */
export function readTimmPreprocessing(fields: Fields, imageSize: number): Preprocessing {
  const size = fieldValue(fields, 'input_size');
  if (size !== undefined && !isInput(size, imageSize)) throw unfollowed(fields, 'input_size');
  const mode = fieldValue(fields, 'crop_mode');
  const fit = mode === undefined ? 'shortest' : TIMM_FITS.get(mode);
  if (!fit) throw unfollowed(fields, 'crop_mode');
  const own = colours(fields, imageSize);
  return {
    ...own,
    ...given('crop', numberField(fields, 'crop_pct', 1, { least: 0.05, most: 1 }), 1),
    ...given('kernel', choice(fields, 'interpolation', KERNELS), 'bicubic'),
    ...given('fit', fit, 'shortest'),
    ...(fit === 'longest' && { fill: own.mean.map(toByte) as unknown as Fill }),
  };
}

/** Three channels of square pictures of that side. */
function isInput(value: unknown, side: number): boolean {
  if (!Array.isArray(value) || value.length !== 3) return false;
  return value[0] === 3 && value[1] === side && value[2] === side;
}

type Fill = NonNullable<Preprocessing['fill']>;

/** timm pads with the channel means, `round(255 * mean)`. */
function toByte(mean: number): number {
  return Math.min(255, Math.max(0, Math.round(255 * mean)));
}

function colours(fields: Fields, size: number) {
  return {
    size,
    mean: colourField(fields, 'mean', MEAN_RANGE) ?? OPENAI_MEAN,
    std: colourField(fields, 'std', STD_RANGE) ?? OPENAI_STD,
  };
}

/** One number for all channels, or one for each. */
function fillColour(fields: Fields): Fill | null {
  const value = fieldValue(fields, 'fill_color');
  if (value === undefined) return null;
  if (Array.isArray(value)) return colourField(fields, 'fill_color', { least: 0, most: 255 });
  const grey = numberField(fields, 'fill_color', 0, { least: 0, most: 255 });
  return grey === 0 ? null : [grey, grey, grey];
}

function choice<Choice extends string>(
  fields: Fields,
  key: string,
  choices: readonly Choice[],
): Choice | null {
  const value = fieldValue(fields, key);
  if (value === undefined) return null;
  if (typeof value !== 'string') throw wrongField(fields, key, 'a text');
  const chosen = choices.find((known) => known === value);
  if (!chosen) throw unfollowed(fields, key);
  return chosen;
}

/** The field, unless it says what its absence means: equal preprocessing is written equally. */
export function given<Key extends string, Value>(
  key: Key,
  value: Value | null,
  absent: Value,
): { readonly [K in Key]?: Value } {
  return value === null || value === absent ? {} : ({ [key]: value } as { [K in Key]?: Value });
}

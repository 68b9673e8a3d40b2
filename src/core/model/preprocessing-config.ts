import { OPENAI_MEAN, OPENAI_STD, type Preprocessing } from './architecture.ts';
import { colourField, type Fields, fieldValue, squareField } from './config-fields.ts';
import { LIMITS } from './limits.ts';

const MEAN = { least: -10, most: 10 } as const;
/** Pictures are divided by it. */
const STD = { least: 0.001, most: 10 } as const;

/** What one kind of file calls the fields, and the settings that this page's one way of resizing answers to. */
interface Wording {
  readonly mean: string;
  readonly std: string;
  readonly size: string | null;
  readonly followed: Readonly<Record<string, unknown>>;
}

export const OPENCLIP_WORDING: Wording = {
  mean: 'mean',
  std: 'std',
  size: 'size',
  followed: { interpolation: 'bicubic', resize_mode: 'shortest' },
};
export const HF_WORDING: Wording = {
  mean: 'image_mean',
  std: 'image_std',
  size: 'crop_size',
  // Pillow's number for bicubic.
  followed: { resample: 3, do_center_crop: true, do_resize: true, do_normalize: true },
};
export const TIMM_WORDING: Wording = {
  mean: 'mean',
  std: 'std',
  size: null,
  followed: { interpolation: 'bicubic', crop_pct: 1, crop_mode: 'center' },
};

interface PreprocessingReading {
  readonly preprocessing: Preprocessing;
  /** Paths of fields that ask for something else than this page does. */
  readonly ignored: readonly string[];
}

/** Preprocessing where no file describes it: OpenAI's means, which OpenCLIP takes too. */
export function defaultPreprocessing(imageSize: number): Preprocessing {
  return { size: imageSize, mean: OPENAI_MEAN, std: OPENAI_STD };
}

/**
 * Means and deviations from a configuration, OpenAI's where it leaves them out. The crop is always as large as the tower's
 * input; a file that asks for another one, or for another way of resizing, is not followed and said so.
 */
export function readPreprocessing(
  fields: Fields,
  wording: Wording,
  imageSize: number,
): PreprocessingReading {
  const path = (key: string) => (fields.path === '' ? key : `${fields.path}.${key}`);
  const ignored = Object.entries(wording.followed).flatMap(([key, followed]) => {
    const value = fieldValue(fields, key);
    return value === undefined || value === followed ? [] : [path(key)];
  });
  if (
    wording.size &&
    squareField(fields, wording.size, imageSize, LIMITS.imageSize) !== imageSize
  ) {
    ignored.push(path(wording.size));
  }
  return {
    preprocessing: {
      size: imageSize,
      mean: colourField(fields, wording.mean, MEAN) ?? OPENAI_MEAN,
      std: colourField(fields, wording.std, STD) ?? OPENAI_STD,
    },
    ignored,
  };
}

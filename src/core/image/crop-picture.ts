import { isOpaque, layOnWhite, premultiply, unpremultiply } from './alpha.ts';
import { cropDefaults, type Preprocessing, type ResizeKernel } from '../model/architecture.ts';
import { cropGeometry, type CropGeometry, cropRegion, type CropRegion } from './crop-geometry.ts';
import type { AlphaRule, Picture, PictureMode } from './picture.ts';
import { resampleWide } from './resample-wide.ts';
import { resample, resampleNearest } from './resample.ts';
import type { RowSource } from './row-source.ts';

/** What the model sees of a picture, before normalisation. */
export interface PictureCrop {
  /** RGB bytes, `size * size * 3`, row by row from the top. */
  readonly data: Uint8Array;
  /** The part of the picture that the crop shows. */
  readonly region: CropRegion;
}

/** What of a model's preprocessing decides the crop. */
export type CropRule = Pick<Preprocessing, 'size' | 'crop' | 'kernel' | 'fit' | 'fill'>;

/**
 * The square that a model sees. Where the rule says nothing else, the short side becomes `size` by antialiased bicubic, and the
 * square in the middle is cut: OpenCLIP's evaluation transform (`Resize`, `CenterCrop`, `convert("RGB")` over a Pillow image),
 * in the order and rounding of Pillow and torchvision.
 *
 * `as-pillow` resamples in the picture's own mode: `1` and `P` by the nearest pixel, `L` in one channel, `LA` and `RGBA`
 * premultiplied, 16-bit grey in whole numbers; then alpha is dropped and numbers are clipped to 255. `white` lays a picture that has transparent pixels on white first, after which
 * it is an RGB picture whatever its mode was; an opaque picture is treated as `as-pillow` treats it.
 *
 * @param picture turned upright already; must have at least one pixel
 * @param rule `size`: pixels of the crop's side; `crop`: share of the resized picture that is kept, timm's own evaluation takes 0.9
 * @throws RangeError where the picture has no pixel, its data has another length, `size` is not a positive whole number,
 * or `crop` is not above 0 and at most 1
 */
export function cropPicture(picture: Picture, rule: CropRule, alpha: AlphaRule): PictureCrop {
  const { size } = rule;
  const { crop, kernel, fit, fill } = cropDefaults(rule);
  requirePicture(picture, size);
  if (!(crop > 0 && crop <= 1)) {
    throw new RangeError(`A crop keeps a share above 0 and at most 1, not ${crop}.`);
  }
  const { width, height } = picture;
  const geometry = cropGeometry(width, height, size, crop, fit);
  const data = padded(resampled(picture, geometry, alpha, kernel), geometry, fill);
  return { data, region: cropRegion(width, height, geometry, fit) };
}

/** RGB bytes of the geometry's window. */
function resampled(
  picture: Picture,
  geometry: CropGeometry,
  alpha: AlphaRule,
  kernel: ResizeKernel,
): Uint8Array {
  const { width, height } = picture;
  if (alpha === 'as-pillow' && picture.wide) {
    return toRgb(resampleWide(picture.wide, width, height, geometry, kernel), 1);
  }
  const kind = sampling(picture, alpha);
  if (kind === 'nearest') return toRgb(resampleNearest(rowsOf(picture), geometry), 4);
  if (kind === 'grey' || kind === 'rgb') {
    const channels = kind === 'grey' ? 1 : 3;
    return toRgb(resample(rowsOf(picture), geometry, channels, kernel), channels);
  }
  const change = kind === 'premultiplied' ? premultiply : layOnWhite;
  const rows = rowsOf(picture, change);
  if (kind === 'on-white') return resample(rows, geometry, 3, kernel);
  const rgba = resample(rows, geometry, 4, kernel);
  unpremultiply(rgba);
  return toRgb(rgba, 4);
}

/** The window in its place of the square; the rest is filled. */
function padded(
  window: Uint8Array,
  { size, width, height, padLeft, padTop }: CropGeometry,
  fill: readonly [number, number, number],
): Uint8Array {
  if (width === size && height === size) return window;
  const out = new Uint8Array(size * size * 3);
  for (let i = 0; i < out.length; i++) out[i] = fill[(i % 3) as 0 | 1 | 2];
  for (let y = 0; y < height; y++) {
    const line = window.subarray(y * width * 3, (y + 1) * width * 3);
    out.set(line, ((padTop + y) * size + padLeft) * 3);
  }
  return out;
}

type Sampling = 'nearest' | 'grey' | 'rgb' | 'premultiplied' | 'on-white';

const OWN_MODE: Readonly<Record<PictureMode, Sampling>> = {
  '1': 'nearest',
  P: 'nearest',
  L: 'grey',
  LA: 'premultiplied',
  RGB: 'rgb',
  RGBA: 'premultiplied',
};

/** Asks for all pixels only where some of them may be transparent. */
function sampling(picture: Picture, alpha: AlphaRule): Sampling {
  const own = OWN_MODE[picture.mode];
  if (own !== 'premultiplied' && alpha === 'as-pillow') return own;
  if (!picture.opaque && !isOpaque((picture.stored?.picture ?? picture).data))
    return alpha === 'white' ? 'on-white' : own;
  // Without transparency premultiplying changes nothing, and three channels are faster than four.
  return own === 'premultiplied' ? 'rgb' : own;
}

/** Rows of a picture, and of one that is turned those that are stored; nothing is turned or made before it is asked for. */
function rowsOf(picture: Picture, change?: typeof premultiply): RowSource {
  const { width, height, rows, stored } = picture;
  if (rows && !change) return rows;
  return {
    width,
    height,
    row: change
      ? changedRow(picture, change)
      : (y) => ({ bytes: picture.data, offset: y * width * 4 }),
    ...(stored && {
      stored: { rows: rowsOf(stored.picture, change), orientation: stored.orientation },
    }),
  };
}

/** Rows pass through `change` one at a time: no second copy of a large picture. */
function changedRow(picture: Picture, change: typeof premultiply): RowSource['row'] {
  const line = new Uint8Array(picture.width * 4);
  const changed = { bytes: line, offset: 0 };
  return (y) => {
    change(picture.data, y * line.length, line.length, line);
    return changed;
  };
}

/** Grey repeated or alpha dropped. */
function toRgb(bytes: Uint8Array, channels: 1 | 3 | 4): Uint8Array {
  if (channels === 3) return bytes;
  const pixels = bytes.length / channels;
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const from = i * channels;
    rgb[i * 3] = bytes[from] as number;
    rgb[i * 3 + 1] = bytes[from + green] as number;
    rgb[i * 3 + 2] = bytes[from + blue] as number;
  }
  return rgb;
}

function requirePicture(picture: Picture, size: number): void {
  const { width, height } = picture;
  const counts = [width, height, size];
  if (!counts.every((count) => Number.isInteger(count) && count > 0)) {
    throw new RangeError(`A picture of ${width} x ${height} cannot be cropped to ${size}.`);
  }
  if (!picture.rows && !picture.stored && picture.data.length !== width * height * 4) {
    throw new RangeError(
      `A picture of ${width} x ${height} needs ${width * height * 4} bytes, not ${picture.data.length}.`,
    );
  }
}

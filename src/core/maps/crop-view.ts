import { layOnWhite } from '../image/alpha.ts';
import { cropGeometry, cropRegion } from '../image/crop-geometry.ts';
import { cropPicture, type CropRule } from '../image/crop-picture.ts';
import type { PictureView } from '../image/picture-view.ts';
import type { AlphaRule, Picture } from '../image/picture.ts';
import { OPENAI_MEAN } from '../model/architecture.ts';
import { pixelBox, type PixelBox } from './pixel-box.ts';

/** How the model crops what it is given. */
export interface ViewOptions {
  readonly rule: CropRule;
  readonly alpha: AlphaRule;
}

/** A stroke of a brush is some tens of rectangles. */
const MOST_COVERED = 1024;

/**
 * What the model sees of one view of a picture: first what is covered is filled, then the picture is cut, and what is left
 * is cropped as a picture of its own would be. A view of nothing but the picture gives the very bytes of `cropPicture`.
 *
 * The fill is the mean colour of the whole picture as the model would see it (on white, where that is the rule): sums of the
 * bytes of each channel, divided by the pixels and rounded to the nearest byte. Where everything that would be seen is
 * covered, nothing of the picture is left, its mean colour neither: the crop is then CLIP's own mean colour all over.
 *
 * @returns a function that gives the RGB bytes of a view, `size * size * 3`, row by row from the top
 * @throws RangeError, in that function, for a cut without a pixel, a number that is none, or more than 1024 covered parts
 */
export function viewsOf(picture: Picture, options: ViewOptions): (view: PictureView) => Uint8Array {
  let mean: Fill | undefined;
  return ({ crop, covered = [] }) => {
    if (covered.length > MOST_COVERED) {
      throw new RangeError(`Of a view, at most ${MOST_COVERED} parts can be covered.`);
    }
    const cut = crop ? pixelBox(crop, picture) : wholeOf(picture);
    if (cut.width === 0 || cut.height === 0) throw new RangeError('A cut must hold a pixel.');
    const boxes = covered.map((rect) => within(pixelBox(rect, picture), cut));
    const part = crop ? cutOut(picture, cut) : picture;
    const mask = maskOf(boxes, cut);
    if (mask && seesNothing(mask, cut, options)) return neutralCrop(options.rule.size);
    const shown = mask ? filled(part, boxes, (mean ??= meanOf(picture, options.alpha))) : part;
    return cropPicture(shown, options.rule, options.alpha).data;
  };
}

/** A colour in bytes, and the value of 16-bit grey where the picture has such values. */
interface Fill {
  readonly rgb: readonly [number, number, number];
  readonly wide: number;
}

function wholeOf({ width, height }: Picture): PixelBox {
  return { x: 0, y: 0, width, height };
}

/** The part of `box` that lies in `cut`, counted from the corner of `cut`; without pixels where there is none. */
function within(box: PixelBox, cut: PixelBox): PixelBox {
  const x = Math.max(box.x - cut.x, 0);
  const y = Math.max(box.y - cut.y, 0);
  const width = Math.min(box.x + box.width - cut.x, cut.width) - x;
  const height = Math.min(box.y + box.height - cut.y, cut.height) - y;
  return { x, y, width: Math.max(width, 0), height: Math.max(height, 0) };
}

function cutOut({ width: stride, data, mode, wide }: Picture, cut: PixelBox): Picture {
  const { x, y, width, height } = cut;
  const bytes = new Uint8Array(width * height * 4);
  const values = wide && new Uint16Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (y + row) * stride + x;
    bytes.set(data.subarray(from * 4, (from + width) * 4), row * width * 4);
    values?.set(wide?.subarray(from, from + width) ?? [], row * width);
  }
  return { width, height, data: bytes, mode, ...(values && { wide: values }) };
}

/** 1 for each covered pixel; `null` where none is. */
function maskOf(boxes: readonly PixelBox[], { width, height }: PixelBox): Uint8Array | null {
  const real = boxes.filter((box) => box.width > 0 && box.height > 0);
  if (real.length === 0) return null;
  const mask = new Uint8Array(width * height);
  for (const box of real) {
    for (let y = box.y; y < box.y + box.height; y++) {
      mask.fill(1, y * width + box.x, y * width + box.x + box.width);
    }
  }
  return mask;
}

/** Whether every pixel of the square that the crop shows is covered. */
function seesNothing(
  mask: Uint8Array,
  { width, height }: PixelBox,
  { rule }: ViewOptions,
): boolean {
  const geometry = cropGeometry(width, height, rule.size, rule.crop, rule.fit);
  const shown = cropRegion(width, height, geometry, rule.fit);
  const [left, right] = [Math.floor(shown.x), Math.min(Math.ceil(shown.x + shown.width), width)];
  const bottom = Math.min(Math.ceil(shown.y + shown.height), height);
  for (let row = Math.floor(shown.y); row < bottom; row++) {
    if (mask.subarray(row * width + left, row * width + right).includes(0)) return false;
  }
  return true;
}

function filled(part: Picture, boxes: readonly PixelBox[], { rgb, wide: value }: Fill): Picture {
  // A copy of its own starts at a multiple of four: whole pixels can be written.
  const { width, height, mode } = part;
  const data = new Uint8Array(part.data);
  const pixels = new Uint32Array(data.buffer);
  const [colour = 0] = new Uint32Array(Uint8Array.of(...rgb, 255).buffer);
  const wide = part.wide?.slice();
  for (const box of boxes) {
    for (let row = box.y; row < box.y + box.height; row++) {
      const from = row * width + box.x;
      pixels.fill(colour, from, from + box.width);
      wide?.fill(value, from, from + box.width);
    }
  }
  return { width, height, mode, data, ...(wide && { wide }) };
}

function meanOf({ width, height, data, wide }: Picture, alpha: AlphaRule): Fill {
  const line = new Uint8Array(width * 4);
  const sums: [number, number, number] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    const offset = y * line.length;
    if (alpha === 'white') layOnWhite(data, offset, line.length, line);
    else line.set(data.subarray(offset, offset + line.length));
    for (let i = 0; i < line.length; i += 4) {
      sums[0] += line[i] as number;
      sums[1] += line[i + 1] as number;
      sums[2] += line[i + 2] as number;
    }
  }
  const mean = (sum: number): number => Math.round(sum / (width * height));
  const wideSum = wide?.reduce((sum, value) => sum + value, 0) ?? 0;
  return { rgb: [mean(sums[0]), mean(sums[1]), mean(sums[2])], wide: mean(wideSum) };
}

function neutralCrop(size: number): Uint8Array {
  const rgb = OPENAI_MEAN.map((value) => Math.round(value * 255));
  return new Uint8Array(size * size * 3).map((_, i) => rgb[i % 3] ?? 0);
}

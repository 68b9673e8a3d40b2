import { createTorchGenerator, fillUniform } from '../init/torch-random.ts';
import { cropPicture, type CropRule } from './crop-picture.ts';
import type { Picture } from './picture.ts';

/** How a copy of a picture differs from it. */
export interface View {
  /** Degrees against the clock. */
  readonly angle: number;
  readonly mirrored: boolean;
  /** What shows through transparent pixels and behind turned corners, 0 to 255 each. */
  readonly ground: readonly [red: number, green: number, blue: number];
}

/** The picture as the page itself sees it: upright, on white. */
export const PLAIN_VIEW: View = { angle: 0, mirrored: false, ground: [255, 255, 255] };

/** A copy is turned by at most this many degrees either way. */
const MOST_DEGREES = 25;
const DRAWS = 5;

/** `count` views of each picture, picture after picture, from `torch.manual_seed(seed)` and one `torch.rand(pictures, count, 5)`. */
export function drawViews(seed: number, pictures: number, count: number): readonly View[] {
  const numbers = new Float32Array(pictures * count * DRAWS);
  fillUniform(createTorchGenerator(seed), numbers, 0, 1);
  return Array.from({ length: pictures * count }, (_, index) => {
    const [angle = 0, mirrored = 0, red = 0, green = 0, blue = 0] = numbers.subarray(
      index * DRAWS,
      (index + 1) * DRAWS,
    );
    return {
      angle: (2 * angle - 1) * MOST_DEGREES,
      mirrored: mirrored < 0.5,
      ground: [Math.floor(red * 256), Math.floor(green * 256), Math.floor(blue * 256)],
    };
  });
}

/** The model's crop of a view, RGB bytes `size * size * 3`: laid on its ground, cropped, then mirrored and turned. */
export function viewCrop(picture: Picture, rule: CropRule, view: View): Uint8Array {
  const crop = cropPicture(grounded(picture, view.ground), rule, 'white').data;
  return view.angle === 0 && !view.mirrored ? crop : turned(crop, rule.size, view);
}

function grounded(picture: Picture, ground: View['ground']): Picture {
  const { width, height, mode } = picture;
  if (ground.every((value) => value === 255)) return picture;
  if (mode !== 'RGBA' && mode !== 'LA' && mode !== 'P') return picture;
  const { data } = picture;
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += 4) {
    const alpha = (data[i + 3] as number) / 255;
    for (let c = 0; c < 3; c++) {
      out[i + c] = Math.round(
        alpha * (data[i + c] as number) + (1 - alpha) * (ground[c] as number),
      );
    }
    out[i + 3] = 255;
  }
  return { width, height, data: out, mode: 'RGB' };
}

/** Bilinear; where the turned square leaves the crop, its ground. */
function turned(crop: Uint8Array, size: number, { angle, mirrored, ground }: View): Uint8Array {
  const out = new Uint8Array(crop.length);
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const middle = (size - 1) / 2;
  const at = (x: number, y: number, c: number): number => {
    if (x < 0 || y < 0 || x >= size || y >= size) return ground[c] as number;
    return crop[(y * size + (mirrored ? size - 1 - x : x)) * 3 + c] as number;
  };
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const fromX = middle + cos * (x - middle) - sin * (y - middle);
      const fromY = middle + sin * (x - middle) + cos * (y - middle);
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      const [right, down] = [fromX - left, fromY - top];
      for (let c = 0; c < 3; c++) {
        const upper = at(left, top, c) * (1 - right) + at(left + 1, top, c) * right;
        const lower = at(left, top + 1, c) * (1 - right) + at(left + 1, top + 1, c) * right;
        out[(y * size + x) * 3 + c] = Math.round(upper * (1 - down) + lower * down);
      }
    }
  }
  return out;
}

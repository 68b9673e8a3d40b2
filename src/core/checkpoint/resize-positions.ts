/**
 * Positions of another count, resized as OpenCLIP's `resize_pos_embed` and `resize_text_pos_embed` do when they load.
 * @see https://github.com/mlfoundations/open_clip/blob/v3.0.0/src/open_clip/model.py
 */

const IMAGE = 'visual.positional_embedding';
const TEXT = 'positional_embedding';

/**
 * Whether OpenCLIP resizes that parameter from the shape found to the shape wanted: the positions of a vision transformer
 * (a class token and a square grid) and those of the text, of the same width. The pooling of CLIP's ResNet is not resized.
 */
export function canResize(
  name: string,
  found: readonly number[],
  wanted: readonly number[],
): boolean {
  const [count = 0, width] = found;
  const [other = 0, same] = wanted;
  if (found.length !== 2 || wanted.length !== 2 || width !== same || count < 1) return false;
  if (name === TEXT) return true;
  return name === IMAGE && [count, other].every((one) => one > 1 && isSquare(one - 1));
}

function isSquare(count: number): boolean {
  return Number.isInteger(Math.sqrt(count));
}

/**
 * The numbers of a resized parameter.
 * @param values row-major [found, width]
 * @returns row-major [wanted, width], in new memory
 */
export function resizePositions(
  name: string,
  values: Float32Array,
  found: readonly number[],
  wanted: readonly number[],
): Float32Array<ArrayBuffer> {
  const [count = 0, width = 0] = found;
  const [size = 0] = wanted;
  if (name === TEXT)
    return applyAxis(values, { outer: 1, count, inner: width }, linear(count, size));
  const [from, to] = [Math.sqrt(count - 1), Math.sqrt(size - 1)];
  const weights = antialiasedCubic(from, to);
  const grid = values.subarray(width);
  const wide = applyAxis(grid, { outer: from, count: from, inner: width }, weights);
  const resized = applyAxis(wide, { outer: 1, count: from, inner: to * width }, weights);
  const result = new Float32Array(size * width);
  result.set(values.subarray(0, width));
  result.set(resized, width);
  return result;
}

/** For each place of the result, the first place it takes and the weights from there on. */
type Weights = readonly { readonly first: number; readonly weights: readonly number[] }[];

interface Axis {
  readonly outer: number;
  readonly count: number;
  readonly inner: number;
}

/** PyTorch's `interpolate(mode='linear', align_corners=False)`. */
function linear(count: number, size: number): Weights {
  return Array.from({ length: size }, (_, place) => {
    const centre = Math.max(0, ((place + 0.5) * count) / size - 0.5);
    const first = Math.min(Math.floor(centre), count - 1);
    const share = first + 1 < count ? centre - first : 0;
    return { first, weights: share > 0 ? [1 - share, share] : [1] };
  });
}

/**
 * PyTorch's `interpolate(mode='bicubic', antialias=True, align_corners=False)` along one axis: the cubic with a = -0.5,
 * widened where the axis shrinks, its weights normalised at the edges.
 */
function antialiasedCubic(count: number, size: number): Weights {
  const scale = count / size;
  const widening = Math.max(scale, 1);
  const support = 2 * widening;
  return Array.from({ length: size }, (_, place) => {
    const centre = scale * (place + 0.5);
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(count, Math.trunc(centre + support + 0.5));
    const raw = Array.from({ length: end - first }, (__, step) =>
      cubic((first + step - centre + 0.5) / widening),
    );
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return { first, weights: raw.map((weight) => weight / total) };
  });
}

function cubic(distance: number): number {
  const a = -0.5;
  const x = Math.abs(distance);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

/** Resizes the middle axis of [outer, count, inner]. */
function applyAxis(
  values: Float32Array,
  { outer, count, inner }: Axis,
  weights: Weights,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(outer * weights.length * inner);
  for (let block = 0; block < outer; block++) {
    for (const [place, { first, weights: own }] of weights.entries()) {
      const target = (block * weights.length + place) * inner;
      for (let channel = 0; channel < inner; channel++) {
        let sum = 0;
        for (const [step, weight] of own.entries()) {
          sum += weight * (values[(block * count + first + step) * inner + channel] ?? 0);
        }
        result[target + channel] = sum;
      }
    }
  }
  return result;
}

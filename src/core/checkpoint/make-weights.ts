import type { Making } from './makings.ts';

/** Numbers with their shape, row-major. */
interface Shaped {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/**
 * Weights of a tensor and the others that make it, in new memory.
 * @param parts numbers of `partsOf(making)`, in that order
 */
export function make(
  making: Making,
  base: Shaped,
  parts: readonly Float32Array[],
): Float32Array<ArrayBuffer> {
  const [first = new Float32Array(), second = new Float32Array(), third] = parts;
  if (making.kind === 'mask') return base.values.map((value, at) => value * (first[at] ?? 0));
  if (making.kind === 'weight-norm') {
    return withNorm(base, { values: first, shape: making.size.tensor.shape });
  }
  const rank = making.down.tensor.shape[0] ?? 0;
  const added = product(second, first, rank);
  const [rows = 1] = making.up.tensor.shape;
  const columns = rank === 0 ? 0 : first.length / rank;
  const scale = making.scale ?? (third?.[0] ?? 0) / rank;
  return base.values.map((value, at) => {
    // The product is [rows, columns]; an embedding's table is its transpose.
    const place = making.turned ? (at % rows) * columns + Math.floor(at / rows) : at;
    return value + scale * (added[place] ?? 0);
  });
}

/** `up @ down`, of [rows, rank] and [rank, columns], summed in double precision. */
function product(up: Float32Array, down: Float32Array, rank: number): Float64Array {
  if (rank === 0) return new Float64Array(0);
  const [rows, columns] = [up.length / rank, down.length / rank];
  const result = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let inner = 0; inner < rank; inner++) {
      const factor = up[row * rank + inner] ?? 0;
      for (let column = 0; column < columns; column++) {
        const at = row * columns + column;
        result[at] = (result[at] ?? 0) + factor * (down[inner * columns + column] ?? 0);
      }
    }
  }
  return result;
}

/**
 * `size * W / |W|`, the norm over the axes along which `size` has length one, as `torch.nn.utils.weight_norm` does; one
 * axis alone stands for the rows, as PEFT keeps the magnitudes of DoRA.
 */
function withNorm({ values, shape }: Shaped, size: Shaped): Float32Array<ArrayBuffer> {
  const rows = size.shape.length === 1 ? size.values.length : 1;
  const kept =
    size.shape.length === shape.length
      ? size.shape
      : shape.map((_, axis) => (axis === 0 ? rows : 1));
  const group = new Uint32Array(values.length);
  let inner = values.length;
  for (const [axis, length] of shape.entries()) {
    inner /= Math.max(length, 1);
    if (kept[axis] === 1) continue;
    for (let at = 0; at < values.length; at++) {
      group[at] = (group[at] ?? 0) * length + (Math.floor(at / inner) % length);
    }
  }
  const squares = new Float64Array(size.values.length);
  for (const [at, value] of values.entries()) {
    const own = group[at] ?? 0;
    squares[own] = (squares[own] ?? 0) + value * value;
  }
  return values.map((value, at) => {
    const own = group[at] ?? 0;
    const norm = Math.sqrt(squares[own] ?? 0);
    return norm === 0 ? 0 : ((size.values[own] ?? 0) * value) / norm;
  });
}

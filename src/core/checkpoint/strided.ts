/**
 * The numbers of a strided view in row-major order, in new memory.
 * @param values the storage from the view's first number to its last
 * @param strides numbers from one place to the next along each axis of `shape`; 0 repeats a number
 */
export function gather(
  values: Float32Array,
  shape: readonly number[],
  strides: readonly number[],
): Float32Array<ArrayBuffer> {
  const total = shape.reduce((product, size) => product * size, 1);
  const result = new Float32Array(total);
  const place = shape.map(() => 0);
  let from = 0;
  for (let at = 0; at < total; at++) {
    result[at] = values[from] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [size = 1, stride = 0] = [shape[axis], strides[axis]];
      const next = (place[axis] ?? 0) + 1;
      from += stride;
      if (next < size) {
        place[axis] = next;
        break;
      }
      from -= stride * size;
      place[axis] = 0;
    }
  }
  return result;
}

import { requireMatrix, type Matrix } from '../scoring/matrix.ts';
import type { Rows } from './leading-direction.ts';

/** The vectors of one kind, of pictures or of labels, as far as they have a direction. */
export interface Cloud {
  /** Rows of length 1: [n, D] with n at most the rows that were given. */
  readonly units: Rows;
  /** How many rows were given. */
  readonly given: number;
  /** [n] where each of them stood among the rows that were given. */
  readonly places: readonly number[];
  /** [D] the mean of the rows: inside the sphere, not on it. */
  readonly mean: Float64Array;
}

/** The rows scaled to length 1; rows of zeros, and rows that hold what is not a number, have no direction and are left out. */
export function cloudOf(matrix: Matrix): Cloud {
  requireMatrix(matrix);
  const { data, dims } = matrix;
  const [count, width] = dims;
  const places: number[] = [];
  const units = new Float64Array(data.length);
  for (let row = 0; row < count; row++) {
    const length = lengthOf(data, row * width, width);
    if (!(length > 0 && Number.isFinite(length))) continue;
    const to = places.length * width;
    for (let i = 0; i < width; i++) units[to + i] = (data[row * width + i] as number) / length;
    places.push(row);
  }
  const rows = {
    data: units.subarray(0, places.length * width),
    count: places.length,
    width,
  };
  return { given: count, units: rows, places, mean: meanOf(rows) };
}

function lengthOf(data: Float32Array, start: number, width: number): number {
  let squares = 0;
  for (let i = start; i < start + width; i++) squares += (data[i] as number) ** 2;
  return Math.sqrt(squares);
}

function meanOf({ data, count, width }: Rows): Float64Array {
  const mean = new Float64Array(width);
  for (let start = 0; start < count * width; start += width)
    for (let i = 0; i < width; i++) mean[i] = (mean[i] as number) + (data[start + i] as number);
  return mean.map((sum) => sum / Math.max(count, 1));
}

/** Both clouds in one, each less its own mean: [n + m, D]. */
export function centredTogether(clouds: readonly [Cloud, Cloud]): Rows {
  const { width } = clouds[0].units;
  const count = clouds[0].units.count + clouds[1].units.count;
  const data = new Float64Array(count * width);
  let to = 0;
  for (const { units, mean } of clouds)
    for (let start = 0; start < units.data.length; start += width)
      for (let i = 0; i < width; i++)
        data[to++] = (units.data[start + i] as number) - (mean[i] as number);
  return { data, count, width };
}

/** Inner product of one row with a vector. */
export function along({ data, width }: Rows, row: number, vector: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += (data[row * width + i] as number) * (vector[i] as number);
  return sum;
}

/** Cosines of every picture with every label: [n, m]. Takes n m D multiplications, four labels at a time. */
export function productsOf({ units: pictures }: Cloud, { units: labels }: Cloud): Float64Array {
  const { count, width, data } = labels;
  const out = new Float64Array(pictures.count * count);
  const whole = count - (count % 4);
  for (let picture = 0; picture < pictures.count; picture++) {
    const unit = rowOf(pictures, picture);
    for (let label = 0; label < whole; label += 4) {
      let [a, b, c, d] = [0, 0, 0, 0];
      const [first, second] = [label * width, (label + 1) * width];
      const [third, fourth] = [second + width, second + 2 * width];
      for (let i = 0; i < width; i++) {
        const value = unit[i] as number;
        a += value * (data[first + i] as number);
        b += value * (data[second + i] as number);
        c += value * (data[third + i] as number);
        d += value * (data[fourth + i] as number);
      }
      out.set([a, b, c, d], picture * count + label);
    }
    for (let label = whole; label < count; label++)
      out[picture * count + label] = along(labels, label, unit);
  }
  return out;
}

/** A view of one row. */
export function rowOf({ data, width }: Rows, row: number): Float64Array {
  return data.subarray(row * width, (row + 1) * width);
}

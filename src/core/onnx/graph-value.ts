import { brokenOnnx } from './proto-walker.ts';
import type { SmallTensor } from './read-steps.ts';

/** What is known of a value before the graph runs. */
export interface GraphValue {
  /** `null` where it cannot be told. */
  readonly dims: readonly number[] | null;
  /** Numbers in it, or more. */
  readonly count: number;
  /** The numbers themselves where they are few and do not depend on what the graph is given. */
  readonly values: readonly number[] | null;
}

/** Numbers that are followed; a shape has eight at most. */
const FEW = 256;

export function ofDims(
  dims: readonly number[],
  values: readonly number[] | null = null,
): GraphValue {
  const count = dims.reduce((product, size) => product * Math.max(0, size), 1);
  return { dims, count, values: values?.length === count && count <= FEW ? values : null };
}

export function ofTensor({ dims, values }: SmallTensor): GraphValue {
  return ofDims(dims, values);
}

/** As large as it may be where only the number of its numbers can be bounded. */
export function ofCount(count: number): GraphValue {
  return { dims: null, count, values: null };
}

/** The common shape of numpy's broadcasting; `null` where there is none. */
export function broadcastDims(shapes: readonly (readonly number[] | null)[]): number[] | null {
  const rank = shapes.reduce((most, dims) => Math.max(most, dims?.length ?? 0), 0);
  const common = Array.from({ length: rank }, () => 1);
  for (const dims of shapes) {
    if (!dims) return null;
    for (const [axis, size] of dims.entries()) {
      const at = rank - dims.length + axis;
      if (common[at] === 1) common[at] = size;
      else if (size !== 1 && size !== common[at]) return null;
    }
  }
  return common;
}

/** A place counted from the end where it is negative. */
export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** The same shape but for one size. @throws CodedError where it has no such axis */
export function withSize(dims: readonly number[], axis: number, size: number): number[] {
  if (Number.isInteger(axis) && axis >= 0 && axis < dims.length) return dims.with(axis, size);
  throw brokenOnnx('has an operator along an axis that its input lacks');
}

/** Applies `work` to each place of the common shape. */
export function mapValues(
  inputs: readonly GraphValue[],
  dims: readonly number[],
  work: (...numbers: number[]) => number,
): number[] | null {
  const count = dims.reduce((product, size) => product * size, 1);
  if (count > FEW) return null;
  const result: number[] = [];
  for (let at = 0; at < count; at++) {
    const numbers: number[] = [];
    for (const input of inputs) {
      const value = input.values?.[placeIn(input.dims ?? [], dims, at)];
      if (value === undefined) return null;
      numbers.push(value);
    }
    result.push(work(...numbers));
  }
  return result;
}

/** Where in a value of shape `own` the number lies that place `at` of the shape `whole` takes. */
function placeIn(own: readonly number[], whole: readonly number[], at: number): number {
  let [place, stride, left] = [0, 1, at];
  for (let axis = whole.length - 1; axis >= 0; axis--) {
    const index = left % (whole[axis] ?? 1);
    left = Math.floor(left / (whole[axis] ?? 1));
    const size = own[axis - (whole.length - own.length)];
    if (size === undefined) continue;
    if (size !== 1) place += index * stride;
    stride *= size;
  }
  return place;
}

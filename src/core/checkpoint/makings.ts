import { elementCount } from '../model/parameters.ts';
import type { TensorInfo } from './safetensors-header.ts';

/** A tensor and the file that holds it. */
export interface LocatedTensor {
  /** Name of the file, as the visitor knows it. */
  readonly file: string;
  readonly tensor: TensorInfo;
}

/** How the weights of a tensor are made of it and of others, where a file keeps a parameter in several. */
export type Making =
  /** `W + scale * up @ down`, as PEFT merges an adapter; `turned` where the product is the transpose of the weights. */
  | {
      readonly kind: 'lora';
      readonly down: LocatedTensor;
      readonly up: LocatedTensor;
      /** `null` where no configuration tells it. */
      readonly scale: number | null;
      /** One number, in place of `scale`: the product's factor is this divided by the rank. */
      readonly alpha?: LocatedTensor;
      readonly turned: boolean;
    }
  /** `size * W / |W|`: the norm runs over the axes along which `size` has length one, or has not at all. */
  | { readonly kind: 'weight-norm'; readonly size: LocatedTensor }
  /** `W * mask`, as pruning keeps it. */
  | { readonly kind: 'mask'; readonly mask: LocatedTensor };

/** The tensors that a making takes beside the first. */
export function partsOf(making: Making): readonly LocatedTensor[] {
  if (making.kind === 'lora')
    return [making.down, making.up, ...(making.alpha ? [making.alpha] : [])];
  return [making.kind === 'mask' ? making.mask : making.size];
}

/** Higher ranks than this are no small changes to any layer of CLIP. */
const MOST_RANK = 8192;

/** Whether a making's tensors have shapes that fit the weights of that shape. */
export function fitsBase(making: Making, shape: readonly number[]): boolean {
  if (making.kind === 'mask') return isSame(making.mask.tensor.shape, shape);
  if (making.kind === 'weight-norm') {
    const size = making.size.tensor.shape;
    if (elementCount(size) === 1 || (size.length === 1 && size[0] === shape[0])) return true;
    return size.length === shape.length && size.every((one, at) => one === 1 || one === shape[at]);
  }
  if (making.alpha && elementCount(making.alpha.tensor.shape) !== 1) return false;
  const [rank = 0, ...inputs] = making.down.tensor.shape;
  const [outputs = 0, same, ...rest] = making.up.tensor.shape;
  if (rank !== same || rank < 1 || rank > MOST_RANK || elementCount(rest) !== 1) return false;
  const [first = 0, ...others] = making.turned ? shape.toReversed() : shape;
  return first === outputs && elementCount(others) === elementCount(inputs);
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

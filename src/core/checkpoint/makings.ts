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
      readonly turned: boolean;
    }
  /** `size * W / |W|`: the norm runs over the axes along which `size` has length one. */
  | { readonly kind: 'weight-norm'; readonly size: LocatedTensor }
  /** `W * mask`, as pruning keeps it. */
  | { readonly kind: 'mask'; readonly mask: LocatedTensor };

/** The tensors that a making takes beside the first. */
export function partsOf(making: Making): readonly LocatedTensor[] {
  if (making.kind === 'lora') return [making.down, making.up];
  return [making.kind === 'mask' ? making.mask : making.size];
}

import { FIRST_FREE } from './open-kernel.ts';

/** A cache line: threads that write to the same one wait for each other. */
const ALIGNMENT = 64;
const PAGE_BYTES = 2 ** 16;

/** Where everything will lie in a memory that is made afterwards, as large as it has to be. */
export interface Layout {
  /** Room, all 0 until it is written. @returns its address */
  readonly take: (bytes: number) => number;
  /** Room that `fill` writes once the memory is there. @returns its address */
  readonly put: (bytes: number, fill: (room: Uint8Array) => void) => number;
  /** @throws RangeError where the browser has no such memory */
  readonly make: (shared: boolean) => WebAssembly.Memory;
}

export function createLayout(): Layout {
  const fills: ((memory: WebAssembly.Memory) => void)[] = [];
  let end = FIRST_FREE;
  const take = (bytes: number): number => {
    const address = end;
    end = Math.ceil((end + bytes) / ALIGNMENT) * ALIGNMENT;
    return address;
  };
  return {
    take,
    put: (bytes, fill) => {
      const address = take(bytes);
      fills.push(({ buffer }) => fill(new Uint8Array(buffer, address, bytes)));
      return address;
    },
    make: (shared) => {
      const pages = Math.ceil(end / PAGE_BYTES);
      const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
      for (const fill of fills.splice(0)) fill(memory);
      return memory;
    },
  };
}

/** The bytes as float32, where they lie. */
export function floatsOf({ buffer, byteOffset, byteLength }: Uint8Array): Float32Array {
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}

export function floatsAt({ buffer }: WebAssembly.Memory, address: number, count: number) {
  return new Float32Array(buffer, address, count);
}

/**
 * Brings weights into the order in which the kernels read them.
 * @param weights row-major [inputs, outputs], both multiples of four
 * @param atOnce inputs of one output that lie beside each other, 2 or 4
 * @param to [outputs / 4, inputs / atOnce, 4 outputs, atOnce inputs]
 */
export function packWeights(
  weights: Int8Array,
  inputs: number,
  outputs: number,
  atOnce: number,
  to: Int8Array,
): void {
  for (let input = 0; input < inputs; input++) {
    const inside = Math.floor(input / atOnce) * 4 * atOnce + (input % atOnce);
    const from = input * outputs;
    for (let output = 0; output < outputs; output += 4) {
      const panel = output * inputs + inside;
      to[panel] = weights[from + output] ?? 0;
      to[panel + atOnce] = weights[from + output + 1] ?? 0;
      to[panel + 2 * atOnce] = weights[from + output + 2] ?? 0;
      to[panel + 3 * atOnce] = weights[from + output + 3] ?? 0;
    }
  }
}

/** 64 times the sum of each output's weights [inputs, outputs]: what the zero of the activations adds to every sum. */
export function zeroSums(weights: Int8Array, outputs: number): Int32Array {
  const sums = new Int32Array(outputs);
  for (let from = 0; from < weights.length; from += outputs)
    for (let output = 0; output < outputs; output++)
      sums[output] = (sums[output] ?? 0) + 64 * (weights[from + output] ?? 0);
  return sums;
}

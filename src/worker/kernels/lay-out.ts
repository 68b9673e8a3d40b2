import { FIRST_FREE, reserve } from './open-kernel.ts';

/** Between two pieces: vectors are read and written whole, beyond the last byte of a piece and before its first. */
const MARGIN = 64;

/** Addresses of pieces of so many bytes, one behind the other. What lay there before is gone. */
export function layOut(memory: WebAssembly.Memory, sizes: readonly number[]): number[] {
  let end = FIRST_FREE + MARGIN;
  const addresses = sizes.map((size) => {
    const at = end;
    end = Math.ceil((end + size + MARGIN) / MARGIN) * MARGIN;
    return at;
  });
  reserve(memory, end);
  return addresses;
}

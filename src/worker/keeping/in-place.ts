/** What is used of a file that is open in place. */
export interface OpenFile {
  getSize(): number;
  read(into: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  close(): void;
}

/**
 * What the browser has written into stays in memory until its own collection of garbage, also where it was given back before: so it
 * writes into this alone.
 */
let shared: Uint8Array<ArrayBuffer> | undefined;
const SCRATCH_BYTES = 4 << 20;

/** Bytes in memory of their own, fewer where the file ends before; `null` where the storage gives less than it says that there is. */
export function readFrom(
  file: OpenFile,
  begin: number,
  end: number,
): Uint8Array<ArrayBuffer> | null {
  const there = Math.max(0, Math.min(end, file.getSize()) - begin);
  const bytes = new Uint8Array(there);
  const scratch = (shared ??= new Uint8Array(SCRATCH_BYTES));
  for (let at = 0; at < there; at += SCRATCH_BYTES) {
    const piece = scratch.subarray(0, Math.min(SCRATCH_BYTES, there - at));
    if (file.read(piece, { at: begin + at }) !== piece.length) return null;
    bytes.set(piece, at);
  }
  return bytes;
}

/** Pieces that lie one behind the other from the start on. Closes the file at their end, or when nobody wants more. */
export async function* piecesIn(
  file: OpenFile,
  lengths: readonly number[],
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  try {
    let at = 0;
    for (const length of lengths) {
      const bytes = readFrom(file, at, at + length);
      if (!bytes) throw new Error('The storage gave fewer bytes than it has.');
      yield bytes;
      at += length;
    }
  } finally {
    file.close();
  }
}

/** Small enough that little is lost with a piece whose end is faulty. */
const PIECE = 4096;

/**
 * Inflates zlib-compressed bytes piece by piece, up to `most` bytes: of a stream that is cut off or damaged, all that
 * comes before the fault.
 *
 * @param take gets each piece and its place; pieces may go beyond `most`
 * @returns bytes that were there, at most `most`
 */
export async function inflatePart(
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
  take: (piece: Uint8Array, at: number) => void = () => undefined,
): Promise<number> {
  const stream = new DecompressionStream('deflate');
  const reader = stream.readable.getReader();
  let length = 0;
  const written = writeAll(stream.writable.getWriter(), bytes, () => length);
  try {
    while (length < most) {
      const { done, value } = await reader.read();
      if (done) break;
      take(value, length);
      length += value.length;
    }
  } catch {
    // What came before the fault is the answer.
  }
  await reader.cancel().catch(() => undefined);
  await written;
  return Math.min(length, most);
}

/** Ends without an error: a fault of the stream reaches its reader too. */
async function writeAll(
  writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>,
  bytes: Uint8Array<ArrayBuffer>,
  read: () => number,
): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      await writer.write(bytes.slice(at, at + PIECE));
    }
    // To close a stream that is cut off is a fault, and takes what is not yet read with it: the reader goes first.
    for (let before = -1; before !== read();) {
      before = read();
      await new Promise((resolve) => setTimeout(resolve));
    }
    await writer.close();
  } catch {
    // The reader has ended.
  }
}

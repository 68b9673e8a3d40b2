/** Small enough that little is lost with a piece whose end is faulty. */
const PIECE = 4096;

/**
 * Milliseconds between two looks for output, and looks without any after which none comes any more: Node inflates on
 * another thread, which a busy machine keeps waiting.
 */
const LOOK = 5;
const QUIET_LOOKS = 10;

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
  let ended = false;
  const written = writeAll(stream.writable.getWriter(), bytes, () => (ended ? null : length));
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
  ended = true;
  await reader.cancel().catch(() => undefined);
  await written;
  return Math.min(length, most);
}

/** Ends without an error: a fault of the stream reaches its reader too. `read`: bytes that the reader has, `null` once it has ended. */
async function writeAll(
  writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>,
  bytes: Uint8Array<ArrayBuffer>,
  read: () => number | null,
): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      await writer.write(bytes.slice(at, at + PIECE));
    }
    // To close a stream that is cut off is a fault, and takes what is not yet read with it: the reader goes first.
    let before = read();
    for (let quiet = 0; before !== null && quiet < QUIET_LOOKS; quiet++) {
      await new Promise((resolve) => setTimeout(resolve, LOOK));
      const now = read();
      if (now !== before) quiet = 0;
      before = now;
    }
    await writer.close();
  } catch {
    // The reader has ended.
  }
}

import type { PictureFacts } from '../../core/image/inspect-picture.ts';
import { turnOf, unpackedTurns } from '../../core/image/png-orientation.ts';
import { inflatePart } from './inflate-part.ts';

/** Longer texts are refused by Pillow. */
const TEXT_BYTES = 1 << 20;

/** The orientation that a file names, 1 to 8, also in texts that are packed. */
export async function findOrientation({ turns, orientation }: PictureFacts): Promise<number> {
  return turns ? turnOf(await unpackedTurns(turns, unpacked)) : orientation;
}

async function unpacked(packed: Uint8Array): Promise<Uint8Array> {
  const text = new Uint8Array(TEXT_BYTES);
  const length = await inflatePart(packed.slice(), TEXT_BYTES, (piece, at) =>
    text.set(piece.subarray(0, TEXT_BYTES - at), at),
  );
  return text.subarray(0, length);
}

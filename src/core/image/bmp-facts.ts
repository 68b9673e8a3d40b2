import type { HeaderFacts } from './header-facts.ts';
import type { PictureMode } from './picture.ts';
import { byteAt, hasText, int32le, uint16le, uint32le } from './read-bytes.ts';

const HEADER = 14;
/** BITMAPCOREHEADER of OS/2, the only one with 16-bit sizes and three bytes a colour. */
const CORE_HEADER_BYTES = 12;
/** From this header on there is a mask for alpha. */
const ALPHA_MASK_HEADER_BYTES = 56;
const UNCOMPRESSED = 0;
const BIT_FIELDS = 3;

/** Sizes of the headers that there are; `BM` alone may begin any text. */
const HEADER_SIZES: ReadonlySet<number> = new Set([
  CORE_HEADER_BYTES,
  40,
  52,
  ALPHA_MASK_HEADER_BYTES,
  64,
  108,
  124,
]);

export function isBmp(bytes: Uint8Array): boolean {
  return hasText(bytes, 0, 'BM') && HEADER_SIZES.has(uint32le(bytes, HEADER));
}

/** Facts of a Windows bitmap: its header and palette, which decides whether Pillow calls it grey. */
export function bmpFacts(bytes: Uint8Array): HeaderFacts {
  const headerBytes = uint32le(bytes, HEADER);
  const core = headerBytes === CORE_HEADER_BYTES;
  const width = core ? uint16le(bytes, HEADER + 4) : int32le(bytes, HEADER + 4);
  // Negative where the first row is the topmost.
  const height = Math.abs(core ? uint16le(bytes, HEADER + 6) : int32le(bytes, HEADER + 8));
  const bits = uint16le(bytes, HEADER + (core ? 10 : 14));
  const compression = core ? UNCOMPRESSED : uint32le(bytes, HEADER + 16);
  const mode = modeOf(bytes, headerBytes, bits, compression);
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const end = uint32le(bytes, 10) + rowBytes * height;
  return {
    width: Math.max(width, 0),
    height,
    mode,
    pillowMode: mode,
    orientation: 1,
    animated: false,
    truncated: compression === UNCOMPRESSED && end > bytes.length,
    endless: false,
    opaque: mode !== 'RGBA',
    ...(bits === 16 && { levels: levelsOf(bytes, compression) }),
  };
}

/** Five bits a colour, or as many as the masks say, which lie where a longer header has them too. */
function levelsOf(bytes: Uint8Array, compression: number): [number, number, number] {
  if (compression !== BIT_FIELDS) return [31, 31, 31];
  const level = (at: number): number => {
    const mask = uint32le(bytes, HEADER + at);
    // The lowest bit that is set is the unit.
    return mask === 0 ? 0 : mask / (mask & -mask);
  };
  return [level(40), level(44), level(48)];
}

/** As Pillow's `BmpImagePlugin`: a palette of the numbers themselves is dropped, all else of 8 bits or fewer keeps it. */
function modeOf(
  bytes: Uint8Array,
  headerBytes: number,
  bits: number,
  compression: number,
): PictureMode {
  if (bits > 8) {
    const masked = compression === BIT_FIELDS && headerBytes >= ALPHA_MASK_HEADER_BYTES;
    return bits === 32 && masked && uint32le(bytes, HEADER + 52) !== 0 ? 'RGBA' : 'RGB';
  }
  const core = headerBytes === CORE_HEADER_BYTES;
  const stated = core ? 0 : uint32le(bytes, HEADER + 32);
  const colours = stated > 0 && stated <= 256 ? stated : 2 ** bits;
  const colourBytes = core ? 3 : 4;
  for (let i = 0; i < colours; i++) {
    const at = HEADER + headerBytes + i * colourBytes;
    const grey = colours === 2 ? i * 255 : i;
    for (let c = 0; c < 3; c++) if (byteAt(bytes, at + c) !== grey) return 'P';
  }
  return colours === 2 ? '1' : 'L';
}

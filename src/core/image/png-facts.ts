import type { HeaderFacts } from './header-facts.ts';
import type { PictureMode } from './picture.ts';
import { NO_TURNS, turnOf, withChunk } from './png-orientation.ts';
import { byteAt, textAt, uint32be } from './read-bytes.ts';

const SIGNATURE_BYTES = 8;
/** Length, type and checksum around a chunk's data. */
const CHUNK_FRAME_BYTES = 12;

/** Facts of a PNG (W3C Portable Network Graphics): its header chunk, and which other chunks there are. */
export function pngFacts(bytes: Uint8Array): HeaderFacts {
  const data = SIGNATURE_BYTES + 8;
  const pillowMode = pillowModeOf(byteAt(bytes, data + 8), byteAt(bytes, data + 9));
  let turns = NO_TURNS;
  let frames = 0;
  // Pixels that no frame has announced are the default picture's, which is then no part of the animation.
  let [announced, apart] = [false, false];
  let [ended, pixels] = [false, false];
  for (let at = SIGNATURE_BYTES; at + CHUNK_FRAME_BYTES <= bytes.length;) {
    const length = uint32be(bytes, at);
    const type = textAt(bytes, at + 4, 4);
    const end = at + CHUNK_FRAME_BYTES + length;
    // Of the pixels' last chunk a part may be enough; of any other it is not.
    if (type === 'IDAT') {
      pixels = true;
      apart ||= !announced;
    }
    if (end > bytes.length) break;
    if (type === 'acTL') frames = uint32be(bytes, at + 8);
    if (type === 'fcTL') announced = true;
    turns = withChunk(turns, type, bytes.subarray(at + 8, at + 8 + length));
    if (type === 'IEND') {
      ended = true;
      break;
    }
    at = end;
  }
  const animated = frames > 1 || (frames === 1 && apart);
  return {
    width: uint32be(bytes, data),
    height: uint32be(bytes, data + 4),
    mode: pillowMode === 'I;16' ? 'L' : pillowMode,
    pillowMode,
    orientation: turnOf(turns),
    ...((turns.profile?.packed || turns.xmp?.packed) && { turns }),
    animated,
    ...(animated && apart && { still: true }),
    truncated: !ended && !pixels,
    endless: !ended && pixels,
  };
}

/** Pillow's `PngImagePlugin._MODES`; a colour mark (`tRNS`) leaves the mode as it is. */
function pillowModeOf(depth: number, colourType: number): PictureMode | 'I;16' {
  switch (colourType) {
    case 0:
      if (depth === 1) return '1';
      return depth === 16 ? 'I;16' : 'L';
    case 3:
      return 'P';
    case 4:
      return depth === 16 ? 'RGBA' : 'LA';
    case 6:
      return 'RGBA';
    default:
      return 'RGB';
  }
}

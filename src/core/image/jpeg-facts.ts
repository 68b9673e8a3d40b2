import { exifOrientation } from './exif-orientation.ts';
import type { HeaderFacts } from './header-facts.ts';
import { jpegRows } from './jpeg-rows.ts';
import { byteAt, hasText, uint16be } from './read-bytes.ts';

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const APP1 = 0xe1;

/** Facts of a JPEG (ITU-T T.81): its segments up to the first scan, and whether an end follows. */
export function jpegFacts(bytes: Uint8Array): HeaderFacts {
  let [width, height, components] = [0, 0, 3];
  let orientation: number | null = null;
  let exif = false;
  let scan = bytes.length;
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = byteAt(bytes, at + 1);
    if (byteAt(bytes, at) !== 0xff || marker === 0xff || hasNoLength(marker)) {
      // Fill bytes, and whatever careless writers leave between segments.
      at += byteAt(bytes, at) === 0xff && marker !== 0xff ? 2 : 1;
      continue;
    }
    if (marker === START_OF_SCAN) {
      scan = at;
      break;
    }
    const length = uint16be(bytes, at + 2);
    if (isFrameHeader(marker)) {
      [height, width] = [uint16be(bytes, at + 5), uint16be(bytes, at + 7)];
      components = byteAt(bytes, at + 9);
    } else if (marker === APP1 && !exif && hasText(bytes, at + 4, 'Exif\0')) {
      // A second block belongs to another picture, or goes on with the first.
      exif = true;
      orientation = exifOrientation(bytes.subarray(at + 4, at + 2 + length));
    }
    at += 2 + length;
  }
  const endless = scan < bytes.length && !endsAfter(bytes, scan);
  const pillowMode = components === 1 ? 'L' : components === 4 ? 'CMYK' : 'RGB';
  return {
    width,
    height,
    mode: pillowMode === 'L' ? 'L' : 'RGB',
    pillowMode,
    orientation: orientation ?? 1,
    animated: false,
    truncated: scan === bytes.length,
    ...(endless ? { endless, rows: jpegRows(bytes) } : { endless }),
  };
}

/** 0, TEM, RST0 to RST7 and SOI stand alone. */
function hasNoLength(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which lie among them. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Looks from the back: cameras write other things behind the picture, and inside a scan the marker cannot occur. */
function endsAfter(bytes: Uint8Array, scan: number): boolean {
  for (let at = bytes.length; at > scan; at--) {
    at = bytes.lastIndexOf(END_OF_IMAGE, at);
    if (at > scan && bytes[at - 1] === 0xff) return true;
  }
  return false;
}

import { exifOrientation, xmpOrientation } from './exif-orientation.ts';

/** A text of a chunk, not yet unpacked where it is packed. */
export interface ChunkText {
  readonly bytes: Uint8Array;
  /** By zlib. */
  readonly packed: boolean;
}

/** Where a PNG may say how it is turned; of several of one kind the last counts, as to Pillow. */
export interface PngTurns {
  /** An EXIF block, from its own chunk. */
  readonly exif: Uint8Array | null;
  /** An EXIF block in hexadecimal digits, as ImageMagick and older programs write it. */
  readonly profile: ChunkText | null;
  readonly xmp: ChunkText | null;
}

export const NO_TURNS: PngTurns = { exif: null, profile: null, xmp: null };

const TEXTS = { 'Raw profile type exif': 'profile', 'XML:com.adobe.xmp': 'xmp' } as const;

/** `turns` with what one more chunk says. */
export function withChunk(turns: PngTurns, type: string, data: Uint8Array): PngTurns {
  if (type === 'eXIf') return { ...turns, exif: data };
  const keywordEnd = /^[tzi](?:TXt|EXt)$/.test(type) ? data.indexOf(0) : -1;
  if (keywordEnd < 0) return turns;
  const keyword = new TextDecoder('latin1').decode(data.subarray(0, Math.min(keywordEnd, 80)));
  const text = textOf(type, data.subarray(keywordEnd + 1));
  if (!text) return turns;
  // Pillow takes a plain text of this name for a block.
  if (keyword === 'exif' && type === 'tEXt') return { ...turns, exif: text.bytes };
  if (!Object.hasOwn(TEXTS, keyword)) return turns;
  return { ...turns, [TEXTS[keyword as keyof typeof TEXTS]]: text };
}

/** What follows the keyword; `null` where a chunk of its type may not be so. */
function textOf(type: string, rest: Uint8Array): ChunkText | null {
  if (type === 'tEXt') return { bytes: rest, packed: false };
  if (type === 'zTXt') return rest[0] === 0 ? { bytes: rest.subarray(1), packed: true } : null;
  const packed = rest[0] !== 0;
  if (packed && rest[1] !== 0) return null;
  // A language and a translated keyword come before the text.
  const language = rest.indexOf(0, 2);
  const keyword = language < 0 ? -1 : rest.indexOf(0, language + 1);
  return keyword < 0 ? null : { bytes: rest.subarray(keyword + 1), packed };
}

/**
 * The orientation, 1 to 8, of what is there: a chunk of its own before a profile in digits, and XMP where neither names one.
 * Texts that are packed are as if not there.
 */
export function turnOf({ exif, profile, xmp }: PngTurns): number {
  const block = exif ?? (profile && !profile.packed ? fromDigits(profile.bytes) : null);
  const byXmp = xmp && !xmp.packed ? xmpOrientation(xmp.bytes) : null;
  return (block && exifOrientation(block)) ?? byXmp ?? 1;
}

/** The texts with their packed bytes replaced by what `unpack` makes of them. */
export async function unpackedTurns(
  turns: PngTurns,
  unpack: (packed: Uint8Array) => Promise<Uint8Array>,
): Promise<PngTurns> {
  const plain = async (text: ChunkText | null): Promise<ChunkText | null> =>
    text?.packed ? { bytes: await unpack(text.bytes), packed: false } : text;
  return { exif: turns.exif, profile: await plain(turns.profile), xmp: await plain(turns.xmp) };
}

/** The block of a profile: an empty line, its name and its length, and from the fourth line on its digits. */
function fromDigits(text: Uint8Array): Uint8Array | null {
  const lines = new TextDecoder('latin1').decode(text).split('\n').slice(3);
  const digits = lines.join('').replace(/\s/g, '');
  if (!/^(?:[\da-f]{2})+$/i.test(digits)) return null;
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16),
  );
}

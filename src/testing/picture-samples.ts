const be16 = (value: number): number[] => [value >> 8, value & 255];
const le16 = (value: number): number[] => [value & 255, value >> 8];
/** Four bytes, highest first. */
export const be32 = (value: number): number[] => [
  ...be16(Math.trunc(value / 65_536)),
  ...be16(value % 65_536),
];
const le32 = (value: number): number[] => be32(value).toReversed();
/** One byte a character. */
export const ascii = (text: string): number[] =>
  Array.from(text, (character) => character.charCodeAt(0));

/** What lies between two bytes of a scan; a zero follows each 255. */
const ENTROPY_CODED = [1, 2, 3, 0xff, 0, 4];

type Chunk = readonly [type: string, data: readonly number[]];

/** The chunk that ends a PNG. */
export const IEND: Chunk = ['IEND', []];

/** A PNG of the 10 bytes that begin the header chunk (size, depth, colour type) and any other chunks. */
export function png(
  header: readonly number[],
  chunks: readonly Chunk[] = [['IDAT', [1]], IEND],
): Uint8Array {
  const bytes = ascii('\x89PNG\r\n\x1a\n');
  for (const [type, data] of [['IHDR', [...header, 0, 0, 0]], ...chunks] as const) {
    bytes.push(...be32(data.length), ...ascii(type), ...data, 0, 0, 0, 0);
  }
  return Uint8Array.from(bytes);
}

/** An EXIF block with the orientation as its second entry. */
export function tiff(orientation: number, little: boolean): number[] {
  const [u16, u32] = little ? [le16, le32] : [be16, be32];
  const entry = (tag: number, value: number): number[] => [
    ...u16(tag),
    ...u16(3),
    ...u32(1),
    ...u16(value),
    0,
    0,
  ];
  const order = little ? 'II*\0' : 'MM\0*';
  return [
    ...ascii(order),
    ...u32(8),
    ...u16(2),
    ...entry(0x0100, 7),
    ...entry(0x0112, orientation),
    ...u32(0),
  ];
}

/** A JPEG of 400 x 300 without its tables: enough for whoever reads segments only. */
export function jpeg(components: number, orientation?: number): Uint8Array {
  const exif = orientation
    ? [...ascii('Exif\0\0'), ...tiff(orientation, orientation % 2 === 0)]
    : [];
  const segment = (marker: number, data: readonly number[]): number[] => [
    0xff,
    marker,
    ...be16(data.length + 2),
    ...data,
  ];
  return Uint8Array.from([
    0xff,
    0xd8,
    ...segment(0xe0, ascii('JFIF\0')),
    ...(orientation ? segment(0xe1, exif) : []),
    // A thumbnail's end must not pass for the picture's.
    ...segment(0xe2, [0xff, 0xd8, 0xff, 0xd9]),
    ...segment(0xc2, [8, ...be16(300), ...be16(400), components]),
    ...segment(0xda, [1, 2, 3]),
    ...ENTROPY_CODED,
    0xff,
    0xd9,
  ]);
}

/** A GIF of 30 x 20. */
export function gif(frames: number, palette: readonly number[]): Uint8Array {
  const frame = [
    0x21,
    0xf9,
    1,
    0,
    0,
    0x2c,
    ...le16(0),
    ...le16(0),
    ...le16(30),
    ...le16(20),
    0,
    2,
    2,
    9,
    9,
    0,
  ];
  const flags = palette.length > 0 ? 0x80 | (Math.log2(palette.length / 3) - 1) : 0;
  return Uint8Array.from([
    ...ascii('GIF89a'),
    ...le16(30),
    ...le16(20),
    flags,
    0,
    0,
    ...palette,
    ...Array.from({ length: frames }, () => frame).flat(),
    0x3b,
  ]);
}

/** A WebP of the given chunks. */
export function webp(...chunks: readonly Chunk[]): Uint8Array {
  const body: number[] = [];
  for (const [type, data] of chunks) {
    body.push(...ascii(type), ...le32(data.length), ...data);
    if (data.length % 2 === 1) body.push(0);
  }
  return Uint8Array.from([...ascii('RIFF'), ...le32(body.length + 4), ...ascii('WEBP'), ...body]);
}

/** A lossy picture of 30 x 20 in a WebP. */
export const VP8: Chunk = ['VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, ...le16(30 | 0x4000), ...le16(20)]];
/** A lossless picture of 30 x 20 in a WebP. */
export const VP8L = (alpha: 0 | 1): Chunk => [
  'VP8L',
  [0x2f, ...le32(29 | (19 << 14) | (alpha << 28))],
];
/** The extended header of a WebP of 30 x 20. */
export const VP8X = (flags: number): Chunk => ['VP8X', [flags, 0, 0, 0, 29, 0, 0, 19, 0, 0]];

/** A BMP of 30 x 20, first row topmost. */
export function bmp(bits: number, palette: readonly number[]): Uint8Array {
  const offset = 54 + palette.length;
  const info = [...le32(30), ...le32(2 ** 32 - 20), ...le16(1), ...le16(bits)];
  return Uint8Array.from([
    ...ascii('BM'),
    ...le32(0),
    ...le32(0),
    ...le32(offset),
    ...le32(40),
    ...info,
    ...le32(0),
    ...le32(0),
    ...le32(0),
    ...le32(0),
    ...le32(palette.length / 4),
    ...le32(0),
    ...palette,
    ...Array.from({ length: Math.ceil((30 * bits) / 32) * 4 * 20 }, () => 0),
  ]);
}

/** An AVIF or HEIC of 30 x 20, made of tiles of 8 x 8. */
export function heif(brand: string, alpha: boolean): Uint8Array {
  const box = (type: string, ...data: (readonly number[])[]): number[] => {
    const content = data.flat();
    return [...be32(content.length + 8), ...ascii(type), ...content];
  };
  const ispe = (width: number, height: number): number[] =>
    box('ispe', be32(0), be32(width), be32(height));
  const auxC = box('auxC', be32(0), ascii('urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0'));
  const properties = [ispe(8, 8), ispe(30, 20), alpha ? auxC : []];
  return Uint8Array.from([
    ...box('ftyp', ascii(brand), be32(0), ascii('mif1')),
    ...box('meta', be32(0), box('iprp', box('ipco', ...properties))),
    ...box('mdat', [1, 2, 3]),
  ]);
}

/** A PNG header of 30 x 20 in RGB. */
export const RGB8 = [...be32(30), ...be32(20), 8, 2];
/** A palette of four greys, `step` apart, with three or four bytes each. */
export const greyRamp = (step: number, width: 3 | 4): number[] =>
  [0, 1, 2, 3].flatMap((i) => [i * step, i * step, i * step, 0].slice(0, width));

/** One small file of each kind, by name; the last word is its format. */
export const SAMPLES: Readonly<Record<string, Uint8Array>> = {
  png: png(RGB8),
  'animated png': png(RGB8, [['acTL', [...be32(2), ...be32(0)]], ['IDAT', [1]], IEND]),
  jpeg: jpeg(3, 6),
  gif: gif(1, [1, 2, 3, 4, 5, 6]),
  'animated gif': gif(2, [1, 2, 3, 4, 5, 6]),
  webp: webp(VP8),
  'animated webp': webp(VP8X(0x12), ['ANIM', [0, 0, 0, 0, 0, 0]]),
  bmp: bmp(24, []),
  avif: heif('avif', true),
  heic: heif('heic', false),
};

import { byteAt, hasText, textAt, uint16be, uint16le, uint32be, uint32le } from './read-bytes.ts';

/** What a picture file is that no browser, or not every browser, decodes; each has its own next step on the page. */
export type RefusedKind =
  | 'tiff'
  | 'raw'
  | 'jpeg-2000'
  | 'jpeg-xl'
  | 'icon'
  | 'netpbm'
  | 'drawing-program'
  | 'scientific'
  | 'pdf'
  | 'svg'
  | 'other';

export interface RefusedFormat {
  readonly kind: RefusedKind;
  /** The format's own name, as people of the field write it. */
  readonly format: string;
}

type Signature = readonly [kind: RefusedKind, format: string, start: string, at?: number];

/** First bytes; camera raw files that begin as TIFF does are told apart below. */
const SIGNATURES: readonly Signature[] = [
  ['raw', 'Canon CR2', 'CR\x02', 8],
  ['raw', 'Canon CR3', 'ftypcrx ', 4],
  ['raw', 'Canon CRW', 'HEAPCCDR', 6],
  ['raw', 'Fujifilm RAF', 'FUJIFILMCCD-RAW'],
  ['raw', 'Olympus ORF', 'IIRO'],
  ['raw', 'Olympus ORF', 'IIRS'],
  ['raw', 'Olympus ORF', 'MMOR'],
  ['raw', 'Panasonic RW2', 'IIU\0'],
  ['raw', 'Sigma X3F', 'FOVb'],
  ['raw', 'Minolta MRW', '\0MRM'],
  ['tiff', 'TIFF', 'II*\0'],
  ['tiff', 'TIFF', 'MM\0*'],
  ['tiff', 'BigTIFF', 'II+\0'],
  ['tiff', 'BigTIFF', 'MM\0+'],
  ['jpeg-xl', 'JPEG XL', '\xff\x0a'],
  ['jpeg-xl', 'JPEG XL', '\0\0\0\x0cJXL '],
  ['jpeg-2000', 'JPEG 2000', '\0\0\0\x0cjP  '],
  ['jpeg-2000', 'JPEG 2000', '\xff\x4f\xff\x51'],
  ['drawing-program', 'Photoshop', '8BPS'],
  ['drawing-program', 'GIMP', 'gimp xcf'],
  ['drawing-program', 'Clip Studio Paint', 'CSFCHUNK'],
  ['drawing-program', 'PostScript', '%!PS'],
  ['drawing-program', 'PostScript', '\xc5\xd0\xd3\xc6'],
  ['icon', 'ICNS', 'icns'],
  ['icon', 'ANI', 'ACON', 8],
  ['other', 'PCX', '\x0a\x05\x01\x08'],
  ['other', 'SGI', '\x01\xda\0\x01'],
  ['other', 'SGI', '\x01\xda\x01\x01'],
  ['other', 'Sun raster', '\x59\xa6\x6a\x95'],
  ['other', 'DDS', 'DDS '],
  ['other', 'QOI', 'qoif'],
  ['other', 'KTX', '\xabKTX '],
  ['other', 'Windows metafile', '\xd7\xcd\xc6\x9a'],
  ['other', 'Windows metafile', ' EMF', 40],
  ['other', 'FLIF', 'FLIF'],
  ['other', 'BPG', 'BPG\xfb'],
  ['scientific', 'OpenEXR', 'v/1\x01'],
  ['scientific', 'Radiance HDR', '#?RADIANCE'],
  ['scientific', 'Radiance HDR', '#?RGBE'],
  ['scientific', 'DICOM', 'DICM', 128],
  ['scientific', 'FITS', 'SIMPLE  ='],
  ['scientific', 'DjVu', 'AT&TFORM'],
];

/** Enough to get past the comments that drawing programs write before `<svg`. */
const TEXT_BYTES = 4096;
/** A PDF may have other bytes before its own, but no more than these. */
const PDF_BYTES = 1024;

/** The kind of a picture that cannot be read here, by its first bytes; `undefined` where they are of no picture known. */
export function refusedFormat(bytes: Uint8Array): RefusedFormat | undefined {
  for (const [kind, format, start, at = 0] of SIGNATURES) {
    if (!hasText(bytes, at, start)) continue;
    return kind === 'tiff' ? (rawInTiff(bytes) ?? { kind, format }) : { kind, format };
  }
  if (isIcon(bytes)) return { kind: 'icon', format: byteAt(bytes, 2) === 2 ? 'CUR' : 'ICO' };
  const netpbm = netpbmFormat(bytes);
  if (netpbm) return { kind: 'netpbm', format: netpbm };
  if (isTarga(bytes)) return { kind: 'other', format: 'TGA' };
  const text = textAt(bytes, 0, TEXT_BYTES);
  if (text.slice(0, PDF_BYTES).includes('%PDF-')) return { kind: 'pdf', format: 'PDF' };
  if (isSvg(text)) return { kind: 'svg', format: 'SVG' };
  return undefined;
}

/** A text that is a web page. */
export function isWebPage(bytes: Uint8Array): boolean {
  return /^<(!doctype html|html|head|body)\b/i.test(markup(textAt(bytes, 0, TEXT_BYTES)));
}

function isSvg(text: string): boolean {
  const start = markup(text);
  return (
    start.startsWith('<') && !/^<(!doctype html|html)/i.test(start) && /<svg[\s>]/i.test(start)
  );
}

function markup(text: string): string {
  return text.replace('\xef\xbb\xbf', '').trimStart();
}

const NEW_SUBFILE_TYPE = 0x00fe;
const MAKE = 0x010f;
const DNG_VERSION = 0xc612;
const REDUCED = 1;
const MOST_ENTRIES = 200;
const ENTRY_BYTES = 12;

/**
 * Raw files of many cameras are TIFF: a DNG says its version, the others begin with a reduced picture and the camera's
 * maker. `undefined` for a plain TIFF.
 */
function rawInTiff(bytes: Uint8Array): RefusedFormat | undefined {
  const little = byteAt(bytes, 0) === 0x49;
  const [u16, u32] = little ? ([uint16le, uint32le] as const) : ([uint16be, uint32be] as const);
  const directory = u32(bytes, 4);
  const entries = Math.min(u16(bytes, directory), MOST_ENTRIES);
  let [reduced, made] = [false, false];
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * ENTRY_BYTES;
    const tag = u16(bytes, entry);
    if (tag === DNG_VERSION) return { kind: 'raw', format: 'DNG' };
    if (tag === NEW_SUBFILE_TYPE) reduced = u32(bytes, entry + 8) === REDUCED;
    if (tag === MAKE) made = true;
  }
  return reduced && made ? { kind: 'raw', format: 'RAW' } : undefined;
}

/** ICO and CUR: a count of pictures, and a first entry that lies behind the directory. */
function isIcon(bytes: Uint8Array): boolean {
  const kind = uint16le(bytes, 2);
  const count = uint16le(bytes, 4);
  if (uint16le(bytes, 0) !== 0 || (kind !== 1 && kind !== 2)) return false;
  return count > 0 && byteAt(bytes, 9) === 0 && uint32le(bytes, 18) >= 6 + 16 * count;
}

const NETPBM = ['PBM', 'PGM', 'PPM', 'PBM', 'PGM', 'PPM', 'PAM'] as const;
const SIXTEEN_BITS = 255;

/** `P1` to `P7`, and `PF` of floating-point numbers; those of 16 bits say so. */
function netpbmFormat(bytes: Uint8Array): string | undefined {
  const text = textAt(bytes, 0, 512);
  if (/^P[Ff]\s+\d/.test(text)) return 'PFM';
  const [, number] = /^P([1-7])\s/.exec(text) ?? [];
  if (!number) return undefined;
  const header = text.slice(2).replaceAll(/#[^\n\r]*/g, ' ');
  const [, most] = /^\s+\d+\s+\d+\s+(\d+)\s/.exec(header) ?? /\bMAXVAL\s+(\d+)/.exec(header) ?? [];
  if (number !== '7' && !/^\s+\d+\s+\d/.test(header)) return undefined;
  const name = NETPBM[Number(number) - 1];
  const deep = number !== '1' && number !== '4' && Number(most ?? 0) > SIXTEEN_BITS;
  return deep ? `16-bit ${name}` : name;
}

/** TGA has no signature: every field of its header must make sense together. */
function isTarga(bytes: Uint8Array): boolean {
  if (bytes.length < 18) return false;
  const [mapped, kind, depth, flags] = [1, 2, 16, 17].map((at) => byteAt(bytes, at)) as [
    number,
    number,
    number,
    number,
  ];
  const palette = kind === 1 || kind === 9;
  const mapOk = palette
    ? mapped === 1 && [15, 16, 24, 32].includes(byteAt(bytes, 7)) && uint16le(bytes, 5) <= 256
    : mapped === 0 && uint32le(bytes, 3) === 0 && byteAt(bytes, 7) === 0;
  const grey = kind === 3 || kind === 11;
  const depths = palette || grey ? [8, 16] : [15, 16, 24, 32];
  if (![1, 2, 3, 9, 10, 11].includes(kind) || !mapOk || !depths.includes(depth)) return false;
  const size = uint16le(bytes, 12) > 0 && uint16le(bytes, 14) > 0;
  return size && (flags & 0xc0) === 0 && (flags & 0x0f) <= 8;
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldenBytes, hasGolden } from '../../testing/golden.ts';
import { ascii, bmp, heif, jpeg, SAMPLES, tiff } from '../../testing/picture-samples.ts';
import { SNIFF_BYTES, sniffFile } from './sniff-file.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(ascii(text));
/** What a file is, in one line. */
const said = (path: string, content: Uint8Array): string => {
  const found = sniffFile(path, content.subarray(0, SNIFF_BYTES));
  const { kind } = found;
  if (kind === 'picture') return found.format;
  return kind === 'refused' ? `${found.reason}: ${found.format}` : `${kind}: ${found.reason}`;
};

test.each(Object.entries(SAMPLES))(
  'a picture by its first bytes, whatever its name: %s',
  (name, content) => {
    const format = name.split(' ').at(-1) ?? '';
    for (const path of ['a.jpg', 'a.jfif', 'a', 'set/7.txt', 'set/b.unknown', 'a.mov']) {
      expect(said(path, content), path).toBe(format);
    }
  },
);

describe('what lies beside pictures', () => {
  test.each([
    ['Thumbs.db', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'system'],
    ['photos/desktop.ini', '[.ShellClassInfo]', 'system'],
    ['photos/Icon\r', '', 'system'],
    ['.DS_Store', '\0\0\0\x01Bud1', 'system'],
    ['photos/._red.png', '\0\x05\x16\x07', 'system'],
    ['.picasa.ini', '[red.png]', 'system'],
    ['$RECYCLE.BIN/x.bin', 'x', 'system'],
    ['IMG_1.AAE', '<?xml version="1.0"?><plist/>', 'sidecar'],
    ['IMG_1.xmp', '<x:xmpmeta/>', 'sidecar'],
    ['IMG_1.MOV', '\0\0\0\x14ftypqt  ', 'video'],
    ['IMG_1', '\0\0\0\x18ftypmp42', 'video'],
    ['clip.webm', '\x1aE\xdf\xa3', 'video'],
    ['old.mov', '\0\0\0\x08wide\0\0\0\0mdat', 'video'],
    ['memo.m4a', '\0\0\0\x1cftypM4A ', 'audio'],
    ['labels.csv', 'file,label\nred.png,red\n', 'document'],
    ['labels', 'red.png red\n', 'document'],
    ['metadata.jsonl', '{"file_name":"red.png"}', 'document'],
    ['numbers.txt', 'P2 2 2 255\n0 0 0 0', 'document'],
    ['more.zip', 'PK\x03\x04', 'archive'],
    ['more', 'Rar!\x1a\x07\0', 'archive'],
    ['vectors.npy', '\x93NUMPY\x01\0', 'data'],
    ['empty', '', 'unknown'],
    ['other', '\0\x01\x02\x03\x04', 'unknown'],
  ])('%j is passed over as %3$s', (path, content, reason) => {
    expect(said(path, bytes(content))).toBe(`passed-over: ${reason}`);
  });

  test('a picture in a folder of the system is the system’s, and a dot alone hides nothing', () => {
    const picture = SAMPLES['png'] ?? new Uint8Array();
    for (const path of ['__MACOSX/a.png', 'set/@eaDir/a.png', '.git/a.png', 'set/._a.png']) {
      expect(said(path, picture), path).toBe('passed-over: system');
    }
    for (const path of ['./a.png', 'set.d/a.png', 'a..png'])
      expect(said(path, picture)).toBe('png');
  });
});

describe('what was meant as a picture is never passed over', () => {
  test.each([
    ['x.png', '', 'broken: empty'],
    ['x.png', 'These are notes.', 'broken: not-a-picture'],
    ['x.jpg', '<!DOCTYPE html><html>', 'broken: not-a-picture'],
    ['x.heic', '\0\0\0\x14ftypqt  ', 'broken: not-a-picture'],
  ])('%s with %j', (path, content, expected) => {
    expect(said(path, bytes(content))).toBe(expected);
  });
});

/** A TIFF of one directory with whole-number entries. */
function tiffOf(entries: readonly (readonly [tag: number, value: number])[]): Uint8Array {
  const u16 = (value: number): number[] => [value & 255, value >> 8];
  const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];
  return Uint8Array.from([
    ...ascii('II*\0'),
    ...u32(8),
    ...u16(entries.length),
    ...entries.flatMap(([tag, value]) => [...u16(tag), ...u16(4), ...u32(1), ...u32(value)]),
    ...u32(0),
  ]);
}

describe('pictures that are not read here, by name', () => {
  const box = (from: string, size: number): string => from.padEnd(size, '\0');
  test.each([
    ['tiff: TIFF', 'II*\0\x08\0\0\0\0\0'],
    ['tiff: TIFF', 'MM\0*\0\0\0\x08\0\0'],
    ['raw: Canon CR2', 'II*\0\x10\0\0\0CR\x02\0'],
    ['raw: Canon CR3', '\0\0\0\x18ftypcrx \0\0\0\x01crx isom'],
    ['raw: Fujifilm RAF', 'FUJIFILMCCD-RAW 0201'],
    ['raw: Panasonic RW2', 'IIU\0\x18\0\0\0'],
    ['jpeg-xl: JPEG XL', '\xff\x0a\xfa\x1f'],
    ['jpeg-2000: JPEG 2000', '\0\0\0\x0cjP  \r\n\x87\n'],
    ['jpeg-2000: JPEG 2000', '\xff\x4f\xff\x51\0\x2f'],
    ['netpbm: PPM', 'P6\n# made by hand\n4 3\n255\n'],
    ['netpbm: PGM', 'P5 4 3 255\n'],
    ['netpbm: 16-bit PGM', 'P5\n4 3\n65535\n'],
    ['netpbm: PBM', 'P4\n4 3\n'],
    ['netpbm: PAM', 'P7\nWIDTH 4\nHEIGHT 3\nDEPTH 3\nMAXVAL 255\n'],
    ['netpbm: PFM', 'PF\n4 3\n-1.0\n'],
    ['other: TGA', '\0\0\x02\0\0\0\0\0\0\0\0\0\x61\0\x3d\0\x18\0\x07'],
    ['other: TGA', '\0\0\x0b\0\0\0\0\0\0\0\0\0\x61\0\x3d\0\x08\0\x07'],
    ['icon: ICO', '\0\0\x01\0\x04\0\x10\x0a\0\0\0\0\x20\0\x07\x02\0\0\x46\0\0\0'],
    ['icon: CUR', '\0\0\x02\0\x01\0\x10\x10\0\0\x01\0\x01\0\x07\x02\0\0\x16\0\0\0'],
    ['drawing-program: Photoshop', '8BPS\0\x01'],
    ['drawing-program: GIMP', 'gimp xcf v011'],
    ['scientific: DICOM', box('', 128) + 'DICM'],
    ['pdf: PDF', '%PDF-1.7\n'],
    ['svg: SVG', '<?xml version="1.0"?>\n<svg width="1">'],
  ])('%s', (expected, content) => {
    for (const path of ['photo.jpg', 'photo', 'set/photo.bin']) {
      expect(said(path, bytes(content)), path).toBe(expected);
    }
  });

  test('raw files that begin as TIFF do are told from plain ones', () => {
    const [make, reduced, width] = [
      [0x010f, 26],
      [0x00fe, 1],
      [0x0100, 160],
    ] as const;
    expect(said('a.nef', tiffOf([reduced, width, make]))).toBe('raw: RAW');
    expect(said('a.dng', tiffOf([width, make, [0xc612, 0x401]]))).toBe('raw: DNG');
    // Scanners name themselves too.
    expect(said('a.tif', tiffOf([[0x00fe, 0], width, make]))).toBe('tiff: TIFF');
    expect(said('a.tif', Uint8Array.from(tiff(6, false)))).toBe('tiff: TIFF');
  });

  test.skipIf(!hasGolden('field/38-formats-refused/photo.jp2')).each([
    ['photo.jp2', 'jpeg-2000: JPEG 2000'],
    ['photo.ppm', 'netpbm: PPM'],
    ['photo.tga', 'other: TGA'],
    ['photo.tif', 'tiff: TIFF'],
    ['photo.ico', 'icon: ICO'],
    ['photo.heic', 'heic'],
    ['heic-named.jpg', 'heic'],
    ['avif-named.jpg', 'avif'],
    ['webp-named.jpg', 'webp'],
    ['photo.jfif', 'jpeg'],
  ])('a file that a real program wrote: %s', (name, expected) => {
    const content = goldenBytes(`field/38-formats-refused/${name}`);
    expect(said(name, content)).toBe(expected);
  });
});

test('whatever a file is called and holds, it gets one answer, without an error', () => {
  const starts = fc.constantFrom(
    ...Object.values(SAMPLES),
    bytes('P5 '),
    bytes('II*\0'),
    bytes('MM\0*\0\0\0\x08\xff\xff'),
    bytes('\0\0\x02\0'),
    bmp(8, []),
    heif('mif1', true),
    jpeg(3),
  );
  const content = fc
    .tuple(starts, fc.uint8Array({ maxLength: 200 }), fc.nat(60))
    .map(([start, rest, cut]) => Uint8Array.from([...start.subarray(0, cut), ...rest]));
  const path = fc.array(fc.constantFrom('a', '.', '..', 'b.png', '.x', 'c.mov', 'd.tif', ''), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(path, fc.oneof(content, fc.uint8Array()), (parts, file) =>
      ['picture', 'refused', 'broken', 'passed-over'].includes(
        sniffFile(parts.join('/'), file).kind,
      ),
    ),
    { numRuns: 10_000 },
  );
});

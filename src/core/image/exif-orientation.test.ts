import { describe, expect, test } from 'vitest';
import { ascii } from '../../testing/picture-samples.ts';
import { exifOrientation, xmpOrientation } from './exif-orientation.ts';

type Entry = readonly [
  type: number,
  count: number,
  value: (view: DataView, little: boolean) => number,
];

/** An EXIF block of orientation entries, one after the other, and behind them their values where they are long. */
function block(little: boolean, ...entries: readonly Entry[]): Uint8Array {
  const bytes = new Uint8Array(10 + entries.length * 12 + 4 + entries.length * 8);
  const view = new DataView(bytes.buffer);
  bytes.set(ascii(little ? 'II*\0' : 'MM\0*'));
  view.setUint32(4, 8, little);
  view.setUint16(8, entries.length, little);
  for (const [i, [type, count, write]] of entries.entries()) {
    const at = 10 + i * 12;
    view.setUint16(at, 0x0112, little);
    view.setUint16(at + 2, type, little);
    view.setUint32(at + 4, count, little);
    const value = new DataView(new ArrayBuffer(8));
    const written = write(value, little);
    const place = written <= 4 ? at + 8 : 10 + entries.length * 12 + 4 + i * 8;
    if (written > 4) view.setUint32(at + 8, place, little);
    bytes.set(new Uint8Array(value.buffer, 0, written), place);
  }
  return bytes;
}

const short =
  (number: number): Entry[2] =>
  (view, little) => (view.setUint16(0, number, little), 2);
const long =
  (number: number): Entry[2] =>
  (view, little) => (view.setUint32(0, number, little), 4);
const byte: Entry[2] = (view) => (view.setUint8(0, 6), 1);
const ratio: Entry[2] = (view, little) => (
  view.setUint32(0, 12, little),
  view.setUint32(4, 2, little),
  8
);

describe.each([true, false])(
  'little-endian: %s; what Pillow 9.4 turns, by the type of the number',
  (little) => {
    test.each<[string, Entry, number | null]>([
      ['BYTE, which is bytes to Pillow', [1, 1, byte], 1],
      ['ASCII', [2, 2, (view) => (view.setUint8(0, 0x36), 2)], 1],
      ['SHORT', [3, 1, short(6)], 6],
      ['LONG', [4, 1, long(6)], 6],
      ['RATIONAL', [5, 1, ratio], 6],
      ['SBYTE', [6, 1, byte], 6],
      ['UNDEFINED', [7, 1, byte], 1],
      ['SSHORT', [8, 1, short(6)], 6],
      ['SLONG', [9, 1, long(6)], 6],
      ['SRATIONAL', [10, 1, ratio], 6],
      ['FLOAT', [11, 1, (view, order) => (view.setFloat32(0, 6, order), 4)], 6],
      ['DOUBLE', [12, 1, (view, order) => (view.setFloat64(0, 6, order), 8)], 6],
      ['IFD', [13, 1, long(6)], 6],
      ['LONG8', [16, 1, (view, order) => (view.setBigUint64(0, 6n, order), 8)], 6],
      ['a type that EXIF does not have', [99, 1, long(6)], null],
      ['none of it', [3, 0, short(6)], null],
      [
        'two, of which the first counts',
        [3, 2, (view, order) => (view.setUint16(0, 6, order), view.setUint16(2, 3, order), 4)],
        6,
      ],
      ['9', [3, 1, short(9)], 1],
      ['0', [4, 1, long(0)], 1],
    ])('%s', (_, entry, expected) => {
      expect(exifOrientation(block(little, entry))).toBe(expected);
    });

    test('of two entries the last counts', () => {
      expect(exifOrientation(block(little, [3, 1, short(6)], [4, 1, long(3)]))).toBe(3);
    });

    test('a value that lies beyond the block is none', () => {
      const cut = block(little, [5, 1, ratio]).subarray(0, -4);
      expect(exifOrientation(cut)).toBeNull();
    });
  },
);

test('the name before the block ends in two zeros', () => {
  const plain = block(true, [3, 1, short(6)]);
  expect(exifOrientation(Uint8Array.from([...ascii('Exif\0\0'), ...plain]))).toBe(6);
  expect(exifOrientation(Uint8Array.from([...ascii('Exif\0\xff'), ...plain]))).toBeNull();
});

test.each([
  ['<rdf:Description tiff:Orientation="6"/>', 6],
  ['<tiff:Orientation>3</tiff:Orientation>', 3],
  ['<rdf:Description tiff:Orientation="9"/>', 1],
  ['<rdf:Description/>', null],
])('an XMP text: %s', (text, expected) => {
  expect(xmpOrientation(Uint8Array.from(ascii(text)))).toBe(expected);
});

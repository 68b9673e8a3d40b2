import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldenBytes } from '../../testing/golden.ts';
import { readNpy, writeNpy } from './npy.ts';

const VALUES = [0.5, -1.25, 3, 65504, 6e-8, -0];

describe('.npy files', () => {
  test.each([
    ['f4', Float32Array.from(VALUES)],
    ['version2', Float32Array.from(VALUES)],
    ['f8', Float32Array.from(VALUES)],
    // 6e-8 is nearest to the smallest half, 2^-24.
    ['f2', Float32Array.from([0.5, -1.25, 3, 65504, 2 ** -24, -0])],
  ])('%s, written by NumPy', (name, values) => {
    expect(readNpy(goldenBytes(`archive/${name}.npy`))).toEqual({ shape: [2, 3], values });
  });

  test('a vector has one dimension', () => {
    expect(readNpy(goldenBytes('archive/vector.npy'))).toEqual({
      shape: [5],
      values: Float32Array.of(0, 1, 2, 3, 4),
    });
  });

  test("writes NumPy's own bytes", () => {
    expect(Buffer.concat(writeNpy(Float32Array.from(VALUES), [2, 3]))).toEqual(
      Buffer.from(goldenBytes('archive/f4.npy')),
    );
    expect(Buffer.concat(writeNpy(Float32Array.of(0, 1, 2, 3, 4), [5]))).toEqual(
      Buffer.from(goldenBytes('archive/vector.npy')),
    );
  });

  test('what is written is read back, at any place in memory', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 4 }), fc.nat(7), (shape, shift) => {
        const values = Float32Array.from(
          { length: shape.reduce((a, b) => a * b, 1) },
          (_, i) => i / 3,
        );
        const bytes = new Uint8Array(
          Buffer.concat([Buffer.alloc(shift), ...writeNpy(values, shape)]),
        );
        expect(readNpy(bytes.subarray(shift))).toEqual({ shape, values });
      }),
    );
    expect(() => writeNpy(new Float32Array(3), [2])).toThrow(RangeError);
  });

  test.each([
    ['fortran', 'archive-unsupported'],
    ['integers', 'archive-unsupported'],
    ['objects', 'archive-unsupported'],
  ])('%s is refused', (name, code) => {
    expect(() => readNpy(goldenBytes(`archive/${name}.npy`))).toThrow(
      expect.objectContaining({ code }),
    );
  });

  const header = (dict: string) => {
    const bytes = goldenBytes('archive/f4.npy');
    bytes.fill(0x20, 10, 127);
    bytes.set(new TextEncoder().encode(dict), 10);
    return bytes;
  };

  test.each([
    [
      'a shape of 10 GB',
      header("{'descr': '<f4', 'fortran_order': False, 'shape': (2500000000, 1), }"),
      'archive-truncated',
    ],
    [
      'an endless shape',
      header("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999, 99999999, 99999999), }"),
      'archive-invalid',
    ],
    [
      'a shape that is too small',
      header("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }"),
      'archive-invalid',
    ],
    [
      'a header that is code',
      header("{'descr': __import__('os'), 'fortran_order': False, 'shape': (2, 3), }"),
      'archive-unsupported',
    ],
    [
      'a name from the prototype',
      header("{'descr': 'toString', 'fortran_order': False, 'shape': (2, 3), }"),
      'archive-unsupported',
    ],
    ['half a file', goldenBytes('archive/f4.npy').subarray(0, 140), 'archive-truncated'],
    ['half a header', goldenBytes('archive/f4.npy').subarray(0, 40), 'archive-truncated'],
    ['nothing', new Uint8Array(), 'archive-truncated'],
    ['a text', new TextEncoder().encode('not an array at all'), 'archive-invalid'],
  ])('%s is refused', (_, bytes, code) => {
    expect(() => readNpy(bytes)).toThrow(expect.objectContaining({ name: 'ArchiveError', code }));
  });
});

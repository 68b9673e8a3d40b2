import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldenBytes } from '../../testing/golden.ts';
import { readNpy, readNpyList, writeNpy } from './npy.ts';

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

  /** A `.npy` file of version 1. */
  const npyOf = (dict: string, data: Uint8Array): Uint8Array => {
    const length = 128 - 10;
    const head = Uint8Array.of(0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, length, 0);
    return Uint8Array.of(
      ...head,
      ...new TextEncoder().encode(`${dict.padEnd(length - 1)}\n`),
      ...data,
    );
  };
  const dict = (descr: string, shape: string, fortran = 'False'): string =>
    `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${shape}), }`;

  test('columns are turned into rows', () => {
    // np.save(np.asfortranarray(np.arange(6, dtype='f4').reshape(2, 3)))
    const data = new Uint8Array(Float32Array.of(0, 3, 1, 4, 2, 5).buffer);
    expect(readNpy(npyOf(dict('<f4', '2, 3', 'True'), data))).toEqual({
      shape: [2, 3],
      values: Float32Array.of(0, 1, 2, 3, 4, 5),
    });
    expect(readNpy(goldenBytes('archive/fortran.npy'))).toMatchObject({ shape: [2, 3] });
    const field = goldenBytes('field/50-vector-files/image_fortran.npy');
    const { shape, values } = readNpy(field);
    expect(shape).toEqual([6, 8]);
    // As NumPy prints the first row and the first two numbers of the second.
    const expected = [
      0.12573022, -0.13210486, 0.64042264, 0.10490011, -0.5356694, 0.36159506, 1.304, 0.94708097,
      -0.70373523, -1.2654215,
    ];
    expected.forEach((value, at) => expect(values[at]).toBeCloseTo(value, 6));
  });

  test('three dimensions in Fortran order follow NumPy’s', () => {
    const shape = [2, 3, 4];
    const data = new Float32Array(24);
    // Element [i, j, k] is i * 12 + j * 4 + k, and lies at i + 2 j + 6 k.
    for (let i = 0; i < 2; i++)
      for (let j = 0; j < 3; j++)
        for (let k = 0; k < 4; k++) data[i + 2 * j + 6 * k] = i * 12 + j * 4 + k;
    const { values } = readNpy(
      npyOf(dict('<f4', shape.join(', '), 'True'), new Uint8Array(data.buffer)),
    );
    expect([...values]).toEqual(Array.from({ length: 24 }, (_, at) => at));
  });

  test.each([
    ['>f4', 4, (view: DataView, at: number, value: number) => view.setFloat32(at, value)],
    ['>f8', 8, (view: DataView, at: number, value: number) => view.setFloat64(at, value)],
  ] as const)('%s: the most significant byte first', (descr, size, write) => {
    const view = new DataView(new ArrayBuffer(3 * size));
    [0.5, -1.25, 65504].forEach((value, at) => write(view, at * size, value));
    const { values } = readNpy(npyOf(dict(descr, '3,'), new Uint8Array(view.buffer)));
    expect(values).toEqual(Float32Array.of(0.5, -1.25, 65504));
  });

  test('lists hold numbers or texts', () => {
    const numbers = new Uint8Array(BigInt64Array.of(0n, 2n, -1n).buffer);
    expect(readNpyList(npyOf(dict('<i8', '3,'), numbers))).toEqual(['0', '2', '-1']);
    expect(readNpyList(npyOf(dict('|u1', '2,'), Uint8Array.of(7, 255)))).toEqual(['7', '255']);
    // np.array(['cat', '叶']) has three letters each, of four bytes.
    const letters = Array.from('cat', (letter) => letter.charCodeAt(0));
    const texts = new Uint8Array(Uint32Array.of(...letters, 0x53f6, 0, 0).buffer);
    expect(readNpyList(npyOf(dict('<U3', '2,'), texts))).toEqual(['cat', '叶']);
    expect(readNpyList(goldenBytes('archive/f4.npy'))).toBeNull();
  });

  test.each([
    ['integers', 'npy-kind'],
    ['objects', 'npy-objects'],
  ])('%s is refused', (name, kind) => {
    expect(() => readNpy(goldenBytes(`archive/${name}.npy`))).toThrow(
      expect.objectContaining({
        code: 'archive-unsupported',
        details: expect.objectContaining({ kind }),
      }),
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
      'archive-invalid',
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
    expect(() => readNpy(bytes)).toThrow(expect.objectContaining({ code }));
  });
});

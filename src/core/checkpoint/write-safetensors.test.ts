import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldenBytes } from '../../testing/golden.ts';
import { bytesPerElement, type Dtype } from './dtype.ts';
import { parseSafetensorsHeader } from './safetensors-header.ts';
import { type TensorToWrite, writeSafetensors } from './write-safetensors.ts';

const joined = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

const dtype = fc.constantFrom<Dtype>('F64', 'F32', 'F16', 'BF16', 'I64', 'U8', 'BOOL');
const tensor = fc
  .record({
    name: fc.string(),
    dtype,
    shape: fc.array(fc.nat(3), { maxLength: 3 }),
    seed: fc.nat(255),
  })
  .filter(({ name }) => name !== '__metadata__')
  .map(({ name, dtype, shape, seed }): TensorToWrite => {
    const length = shape.reduce((a, b) => a * b, bytesPerElement(dtype));
    const bytes = Uint8Array.from({ length }, (_, i) => (seed + i) % 256);
    return { name, dtype, shape, bytes };
  });

describe('writing safetensors', () => {
  test('what is written is read back by the reader of untrusted headers, to the byte', () => {
    const tensors = fc.uniqueArray(tensor, { selector: ({ name }) => name, maxLength: 8 });
    fc.assert(
      fc.property(tensors, fc.dictionary(fc.string(), fc.string()), (written, metadata) => {
        const file = joined(writeSafetensors(written, metadata));
        const header = parseSafetensorsHeader(file, file.length);
        expect(header.tensors).toHaveLength(written.length);
        expect(new Map(Object.entries(metadata))).toEqual(header.metadata);
        const byName = new Map(header.tensors.map((info) => [info.name, info]));
        for (const { name, dtype, shape, bytes } of written) {
          const info = byName.get(name);
          expect(info).toMatchObject({ dtype, shape });
          expect(file.slice(info?.begin, info?.end)).toEqual(bytes);
          expect((info?.begin ?? 1) % bytesPerElement(dtype)).toBe(0);
        }
      }),
    );
  });

  test('gives back the bytes that it was given, so that nothing is held twice', () => {
    const bytes = new Uint8Array(8);
    expect(writeSafetensors([{ name: 'a', dtype: 'F32', shape: [2], bytes }])[1]).toBe(bytes);
  });

  test('wider numbers come first, then names in order', () => {
    const make = (name: string, dtype: Dtype): TensorToWrite => ({
      name,
      dtype,
      shape: [1],
      bytes: new Uint8Array(bytesPerElement(dtype)),
    });
    const file = joined(
      writeSafetensors([make('b', 'U8'), make('d', 'F32'), make('c', 'F64'), make('a', 'F32')]),
    );
    const { tensors } = parseSafetensorsHeader(file, file.length);
    expect(tensors.map(({ name }) => name)).toEqual(['c', 'a', 'd', 'b']);
  });

  test('a whole model, taken apart and written again, has the same tensors', () => {
    const file = goldenBytes('tiny-quickgelu-openclip.safetensors');
    const contents = (bytes: Uint8Array<ArrayBuffer>) =>
      parseSafetensorsHeader(bytes, bytes.length)
        .tensors.map(({ name, dtype, shape, begin, end }) => ({
          name,
          dtype,
          shape,
          bytes: bytes.slice(begin, end),
        }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(contents(joined(writeSafetensors(contents(file))))).toEqual(contents(file));
  });

  const one = { name: 'a', dtype: 'F32', shape: [2], bytes: new Uint8Array(8) } as const;
  test.each([
    ['a name twice', [one, one]],
    ['the name of the metadata', [{ ...one, name: '__metadata__' }]],
    ['bytes that do not fill the shape', [{ ...one, shape: [3] }]],
  ])('%s is refused', (_, tensors) => {
    expect(() => writeSafetensors(tensors)).toThrow(RangeError);
  });
});

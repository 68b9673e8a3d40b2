import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withLength, writeSafetensors } from '../../testing/checkpoint-files.ts';
import { goldenBytes } from '../../testing/golden.ts';
import { CodedError, type CheckpointErrorCode } from '../errors.ts';
import {
  parseSafetensorsHeader,
  SAFETENSORS_MAX_HEADER,
  safetensorsHeaderLength,
} from './safetensors-header.ts';

/** A header is only text here: three tensors of 12 bytes together. */
const VALID = {
  __metadata__: { format: 'pt' },
  a: { dtype: 'F16', shape: [2, 2], data_offsets: [0, 8] },
  b: { dtype: 'F32', shape: [], data_offsets: [8, 12] },
  none: { dtype: 'I64', shape: [0, 5], data_offsets: [12, 12] },
};

function file(header: unknown, data = 12): Uint8Array {
  const start = withLength(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(start.length + data);
  bytes.set(start);
  return bytes;
}

function errorOf(bytes: Uint8Array, length: number | null = bytes.length): CodedError {
  try {
    parseSafetensorsHeader(bytes, length);
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('The header was accepted.');
}

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('a sound header', () => {
  test('gives names, shapes and places counted from the start of the file', () => {
    const bytes = file(VALID);
    const header = parseSafetensorsHeader(bytes, bytes.length);
    const at = header.dataOffset;
    expect(at).toBe(bytes.length - 12);
    expect(header.fileLength).toBe(bytes.length);
    expect([...header.metadata]).toEqual([['format', 'pt']]);
    expect(header.tensors).toEqual([
      { name: 'a', dtype: 'F16', shape: [2, 2], begin: at, end: at + 8 },
      { name: 'b', dtype: 'F32', shape: [], begin: at + 8, end: at + 12 },
      { name: 'none', dtype: 'I64', shape: [0, 5], begin: at + 12, end: at + 12 },
    ]);
  });

  test('needs only its own bytes, and no file length', () => {
    const bytes = file(VALID);
    const needed = safetensorsHeaderLength(bytes.subarray(0, 8));
    expect(needed).toBe(bytes.length - 12);
    const whole = parseSafetensorsHeader(bytes, bytes.length);
    expect(parseSafetensorsHeader(bytes.subarray(0, needed), null)).toEqual(whole);
  });

  test('may be padded, escaped, out of order and at an odd place in memory', () => {
    const text =
      ' { "b\\u0062" : {"shape":[ 1 ], "data_offsets":[4 ,8],"dtype":"F32"} ,\n"é": '.trimStart();
    const header = `${text}{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}   `;
    const shifted = new Uint8Array([9, ...file(header, 8)]).subarray(1);
    const { tensors } = parseSafetensorsHeader(shifted, shifted.length);
    expect(tensors.map(({ name }) => name)).toEqual(['é', 'bb']);
  });

  test('of PyTorch is read as JSON.parse reads it', () => {
    const bytes = goldenBytes('tiny-rn-openclip.safetensors');
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const json: Record<string, { dtype: string; shape: number[]; data_offsets: number[] }> =
      JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    delete json['__metadata__'];
    const { tensors } = parseSafetensorsHeader(bytes, bytes.length);
    const read = tensors.map(({ name, dtype, shape, begin, end }) => [
      name,
      { dtype, shape, data_offsets: [begin - 8 - length, end - 8 - length] },
    ]);
    expect(Object.fromEntries(read)).toEqual(json);
  });
});

test('a header that claims 10 GB is refused by its first eight bytes', () => {
  const bytes = withLength('', 10_000_000_000n);
  expect(() => safetensorsHeaderLength(bytes)).toThrow(
    expect.objectContaining({
      code: 'checkpoint-header-too-large',
      details: { claimed: 10_000_000_000, limit: SAFETENSORS_MAX_HEADER },
    }),
  );
});

test('one byte above the bound is refused, the bound itself is not', () => {
  const at = (length: number) => withLength('', BigInt(length));
  expect(safetensorsHeaderLength(at(SAFETENSORS_MAX_HEADER))).toBe(SAFETENSORS_MAX_HEADER + 8);
  expect(() => safetensorsHeaderLength(at(SAFETENSORS_MAX_HEADER + 1))).toThrow(CodedError);
  expect(errorOf(withLength('', 2n ** 64n - 1n)).code).toBe('checkpoint-header-too-large');
});

test('a file that ends too early says how many bytes are missing', () => {
  const bytes = file(VALID);
  expect(errorOf(bytes.subarray(0, -1)).details).toEqual({
    expected: bytes.length,
    actual: bytes.length - 1,
  });
  for (const length of [0, 3, 8, 40, bytes.length - 12, bytes.length - 1]) {
    const error = errorOf(bytes.subarray(0, length));
    expect(error.code).toBe('checkpoint-truncated');
  }
});

const tensor = (shape: unknown, offsets: unknown, dtype: unknown = 'F32') => ({
  a: { dtype, shape, data_offsets: offsets },
});

test.each<[string, unknown, RegExp, CheckpointErrorCode?]>([
  [
    'a repeated name',
    '{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"\\u0061":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}',
    /"a" twice/,
  ],
  [
    'a repeated field',
    '{"a":{"dtype":"F32","dtype":"F16","shape":[3],"data_offsets":[0,12]}}',
    /"dtype" once too often/,
  ],
  ['repeated metadata', '{"__metadata__":{"a":"","a":""}}', /"a" twice in its metadata/],
  ['an unknown field', { a: { dtype: 'F32', shape: [3], data_offsets: [0, 12], x: 1 } }, /"x"/],
  ['a missing field', { a: { dtype: 'F32', shape: [3] } }, /lacks a field/],
  ['overlapping tensors', { a: tensor([2], [0, 8]).a, b: tensor([2], [4, 12]).a }, /overlap/],
  ['a hole', { a: tensor([1], [0, 4]).a, b: tensor([1], [8, 12]).a }, /hole/],
  ['a hole at the start', tensor([2], [4, 12]), /hole/],
  ['bytes that no tensor explains', tensor([1], [0, 4]), /last 8 bytes/],
  ['too few bytes for the shape', tensor([4], [0, 12]), /needs 16/],
  ['offsets the wrong way round', tensor([3], [12, 0]), /impossible size/],
  ['a shape beyond every memory', tensor([2 ** 40, 2 ** 40], [0, 12]), /impossible size/],
  [
    'a number beyond 2^53',
    '{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,12]}}',
    /too large/,
  ],
  ['a negative axis', tensor([-3], [0, 12]), /whole number/],
  ['a fractional axis', '{"a":{"dtype":"F32","shape":[3.0],"data_offsets":[0,12]}}', /lacks a \]/],
  ['a leading zero', '{"a":{"dtype":"F32","shape":[03],"data_offsets":[0,12]}}', /whole number/],
  ['too many axes', tensor([3, 1, 1, 1, 1, 1, 1, 1, 1], [0, 12]), /more than 8/],
  ['three offsets', tensor([3], [0, 12, 12]), /more than 2/],
  ['an unknown dtype', tensor([3], [0, 12], 'F8_E4M3'), /"F8_E4M3"/, 'checkpoint-unsupported'],
  [
    'a dtype that objects inherit',
    tensor([3], [0, 12], 'toString'),
    /"toString"/,
    'checkpoint-unsupported',
  ],
  ['a list', '[]', /does not begin/],
  ['something behind the object', '{}{}', /goes on/],
  ['deep nesting', `{"a":${'['.repeat(50_000)}`, /lacks a \{/],
  ['an open string', '{"a', /broken text/],
  ['a string that ends in a backslash', '{"a\\', /broken text/],
  ['a broken escape', '{"\\x":{}}', /broken text/],
  ['an endless name', { ['n'.repeat(2000)]: tensor([3], [0, 12]).a }, /too long/],
  ['nothing', '', /./],
])('%s is refused', (_, header, message, code = 'checkpoint-header-invalid') => {
  const error = errorOf(file(header));
  expect(error.message).toMatch(message);
  expect(error.code).toBe(code);
});

test('broken UTF-8 is refused', () => {
  const bytes = file(VALID);
  bytes[10] = 0xff;
  expect(errorOf(bytes).code).toBe('checkpoint-header-invalid');
});

test.each<[string, Uint8Array, CheckpointErrorCode, string]>([
  ['a web page', utf8('<!DOCTYPE html><html><body>Not found'), 'checkpoint-html', 'html'],
  ['a web page behind a byte order mark', utf8('\ufeff\n<html>'), 'checkpoint-html', 'html'],
  ['the XML error of a store', utf8('<?xml version="1.0"?><Error/>'), 'checkpoint-html', 'html'],
  ['a plain message', utf8('Entry not found'), 'checkpoint-html', 'text'],
  ['a JSON message', utf8('{"error":"Repository not found"}'), 'checkpoint-unsupported', 'json'],
  ['a pretty configuration', utf8('{\n  "model_cfg": {}\n}'), 'checkpoint-unsupported', 'json'],
  [
    'a pointer of Git LFS',
    utf8('version https://git-lfs.github.com/spec/v1\noid sha256:00'),
    'checkpoint-unsupported',
    'lfs-pointer',
  ],
  [
    'PyTorch of today',
    new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 8, 8, 0, 0, 0, 0]),
    'checkpoint-pickle',
    'zip',
  ],
  [
    'PyTorch of old',
    new Uint8Array([0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9]),
    'checkpoint-pickle',
    'pickle',
  ],
  [
    'an ONNX graph',
    new Uint8Array([8, 7, 0x12, 7, ...utf8('pytorch')]),
    'checkpoint-unsupported',
    'onnx',
  ],
  ['a GGUF file', utf8('GGUF\u0003\0\0\0\u0001\0\0\0'), 'checkpoint-unsupported', 'gguf'],
])('%s is recognised from eight bytes and from all', (_, bytes, code, kind) => {
  const expected = expect.objectContaining({ code, details: { kind } });
  expect(() => safetensorsHeaderLength(bytes)).toThrow(expected);
  expect(() => safetensorsHeaderLength(bytes.subarray(0, 8))).toThrow(expected);
});

test('every refusal is one fault and a next step, and quotes little of the file', () => {
  const endless = 'x'.repeat(1000);
  const error = errorOf(file({ [endless]: tensor([4], [0, 12]).a }));
  expect(error.message.length).toBeLessThan(400);
  expect(error.message).toMatch(/^[A-Z].*\. [A-Z].*\.$/s);
});

/** Small valid files, and what an attacker or a bad disk makes of them. */
const validFile = fc
  .dictionary(
    fc
      .string({ minLength: 1, maxLength: 8 })
      .filter((name) => name !== '__proto__' && name !== '__metadata__'),
    fc.record({
      dtype: fc.constantFrom('F32', 'F16', 'BF16', 'I64', 'U8'),
      shape: fc.array(fc.nat(3), { maxLength: 4 }),
    }),
    { maxKeys: 5 },
  )
  .map((tensors) => writeSafetensors(tensors));

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  byte: fc.nat(255),
  kind: fc.nat(3),
});

function mutate(bytes: Uint8Array, { at, byte, kind }: { at: number; byte: number; kind: number }) {
  if (bytes.length === 0) return bytes;
  const place = Math.min(Math.floor(at * bytes.length), bytes.length - 1);
  if (kind === 0) return bytes.with(place, byte);
  if (kind === 1) return bytes.slice(0, place);
  const rest = bytes.subarray(kind === 2 ? place : Math.min(place + 1, bytes.length));
  const inserted = kind === 2 ? [byte] : [];
  return new Uint8Array([...bytes.subarray(0, place), ...inserted, ...rest]);
}

/** Puts the length right again, so that a mutation of the text is not always caught by the length. */
function relength(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length < 8) return bytes;
  const copy = bytes.slice();
  new DataView(copy.buffer).setBigUint64(0, BigInt(Math.max(0, length)), true);
  return copy;
}

const hostileFile = fc.oneof(
  fc
    .tuple(validFile, fc.array(mutation, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([bytes, mutations, honest]) => {
      const header = safetensorsHeaderLength(bytes);
      const changed = mutations.reduce<Uint8Array>(mutate, bytes);
      const grown = changed.length - bytes.length;
      return honest ? relength(changed, header - 8 + grown) : changed;
    }),
  fc.uint8Array({ maxLength: 64 }),
  fc.json({ maxDepth: 3 }).map((text) => withLength(text)),
);

describe('100,000 generated files', () => {
  test('20,000 valid ones are all read, and their tensors fill the file', () => {
    fc.assert(
      fc.property(validFile, (bytes) => {
        const { tensors, dataOffset, fileLength } = parseSafetensorsHeader(bytes, bytes.length);
        expect(fileLength).toBe(bytes.length);
        const sum = tensors.reduce((total, { begin, end }) => total + end - begin, dataOffset);
        expect(sum).toBe(bytes.length);
      }),
      { numRuns: 20_000, seed: 1 },
    );
  }, 120_000);

  test('80,000 hostile ones give a header within the file or a CodedError, and keep no more than they were given', () => {
    let read = 0;
    let refused = 0;
    fc.assert(
      fc.property(hostileFile, (bytes) => {
        try {
          const header = parseSafetensorsHeader(bytes, bytes.length);
          read++;
          const kept = header.tensors.reduce(
            (sum, { name, shape }) => sum + name.length + shape.length,
            0,
          );
          if (kept > bytes.length) throw new Error('More was kept than the file holds.');
          const inside = header.tensors.every(
            ({ begin, end }) => begin <= end && end <= bytes.length,
          );
          if (!inside) throw new Error('A tensor lies outside the file.');
        } catch (error) {
          if (!(error instanceof CodedError)) throw error;
          if (error.message.length > 600)
            throw new Error('The message is too long.', { cause: error });
          refused++;
        }
      }),
      { numRuns: 80_000, seed: 2 },
    );
    // The generator must reach both ends, or the property says nothing.
    expect(read).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(10_000);
  }, 240_000);
});

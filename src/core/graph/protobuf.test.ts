import { assert, maxSafeInteger, property } from 'fast-check';
import { expect, test } from 'vitest';
import {
  bytesField,
  concatBytes,
  floatField,
  intField,
  messageField,
  packedIntsField,
  stringField,
  varint,
} from './protobuf.ts';

/** Reads a varint by the rule of the guide, as a signed 64-bit number. */
function readVarint(bytes: Uint8Array): bigint {
  const value = bytes.reduceRight((rest, byte) => (rest << 7n) | BigInt(byte & 0x7f), 0n);
  return BigInt.asIntN(64, value);
}

// The expected bytes are the examples of https://protobuf.dev/programming-guides/encoding/.
test('the guide: 150 is 96 01, as field 1 it is 08 96 01', () => {
  expect([...varint(150)]).toEqual([0x96, 0x01]);
  expect([...intField(1, 150)]).toEqual([0x08, 0x96, 0x01]);
});

test('the guide: the string "testing" in field 2', () => {
  const text = [0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67];
  expect([...stringField(2, 'testing')]).toEqual([0x12, 0x07, ...text]);
});

test('the guide: a message with 150 in its field 1, as field 3', () => {
  const expected = [0x1a, 0x03, 0x08, 0x96, 0x01];
  expect([...messageField(3, [intField(1, 150)])]).toEqual(expected);
  expect([...bytesField(3, intField(1, 150))]).toEqual(expected);
});

test('the guide: 3, 270 and 86942 packed in field 6', () => {
  const expected = [0x32, 0x06, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05];
  expect([...packedIntsField(6, [3, 270, 86942])]).toEqual(expected);
  expect([...packedIntsField(6, [])]).toEqual([]);
});

test('the guide: -2 takes ten bytes', () => {
  expect([...varint(-2)]).toEqual([0xfe, ...Array.from({ length: 8 }, () => 0xff), 0x01]);
});

test('a float is four bytes behind a tag of wire type 5; 1 is 00 00 80 3f', () => {
  expect([...floatField(2, 1)]).toEqual([0x15, 0x00, 0x00, 0x80, 0x3f]);
});

test('field numbers above 15 have tags of two bytes', () => {
  expect([...intField(20, 2)]).toEqual([0xa0, 0x01, 0x02]);
});

test('text is counted in bytes of UTF-8', () => {
  expect([...stringField(1, 'ü')]).toEqual([0x0a, 0x02, 0xc3, 0xbc]);
});

test('every safe integer is read back, and only the last byte ends it', () => {
  assert(
    property(maxSafeInteger(), (value) => {
      const bytes = varint(value);
      expect(readVarint(bytes)).toBe(BigInt(value));
      expect([...bytes].findIndex((byte) => byte < 0x80)).toBe(bytes.length - 1);
    }),
  );
});

test('numbers that are not safe integers are refused', () => {
  for (const value of [0.5, Number.NaN, 2 ** 53]) expect(() => varint(value)).toThrow(RangeError);
});

test('joining keeps order and length', () => {
  expect([...concatBytes([Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)])]).toEqual([
    1, 2, 3,
  ]);
});

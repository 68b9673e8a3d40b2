/**
 * The part of the protobuf wire format that an ONNX file needs, writing only.
 * Source: https://protobuf.dev/programming-guides/encoding/. A message is the concatenation of its fields.
 */

type Bytes = Uint8Array<ArrayBuffer>;

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

const utf8 = new TextEncoder();

/** All parts one after the other, in one array. */
export function concatBytes(parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * Seven bits to a byte, lowest first, the top bit set on all bytes but the last. A negative number is written as
 * its 64-bit two's complement, ten bytes long, as int32 and int64 fields want it.
 * @throws RangeError when `value` is not a safe integer.
 */
export function varint(value: number): Bytes {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer.`);
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return new Uint8Array(bytes);
}

function tag(field: number, wireType: number): Bytes {
  return varint(field * 8 + wireType);
}

/** An int32, int64 or enum field. */
export function intField(field: number, value: number): Bytes {
  return concatBytes([tag(field, VARINT), varint(value)]);
}

/** A bytes field, or a message field whose content is written already. */
export function bytesField(field: number, content: Uint8Array): Bytes {
  return concatBytes([tag(field, LENGTH_DELIMITED), varint(content.length), content]);
}

/** A string field, in UTF-8. */
export function stringField(field: number, text: string): Bytes {
  return bytesField(field, utf8.encode(text));
}

/** A message field made of fields. */
export function messageField(field: number, fields: readonly Uint8Array[]): Bytes {
  return bytesField(field, concatBytes(fields));
}

/** A repeated integer field in packed form; nothing when there are no values. */
export function packedIntsField(field: number, values: readonly number[]): Bytes {
  return values.length === 0
    ? new Uint8Array()
    : bytesField(field, concatBytes(values.map((value) => varint(value))));
}

/** A float field: four bytes, little-endian. */
export function floatField(field: number, value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return concatBytes([tag(field, FIXED_32), bytes]);
}

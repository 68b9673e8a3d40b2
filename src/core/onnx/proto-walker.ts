import { CodedError } from '../errors.ts';
import type { ByteSource } from '../archive/byte-source.ts';

/** One field of a message: a number, or the place of its content in the file. */
export interface ProtoField {
  readonly field: number;
  /** Of a varint; 0 for other kinds. Beyond 2^53 it is not exact. */
  readonly value: number;
  /** The same as a number with a sign, as attributes write it. */
  readonly signed: number;
  /** First byte of the content and the byte after the last; empty for numbers. */
  readonly begin: number;
  readonly end: number;
  readonly kind: 'varint' | 'bytes' | 'fixed';
}

/** Reads a protobuf file piece by piece: what nobody asks for, the weights above all, is passed over. */
export interface ProtoWalker {
  /** The fields of the message between two places. @throws CodedError where it breaks its own bounds */
  fields(begin: number, end: number): AsyncGenerator<ProtoField>;
  /** @throws CodedError where it is longer than `most` bytes or no UTF-8 */
  text(field: ProtoField, most: number): Promise<string>;
  /** Packed or single whole numbers; at most `most` of them. */
  integers(field: ProtoField, most: number): Promise<readonly number[]>;
  /** The same with signs. */
  signedIntegers(field: ProtoField, most: number): Promise<readonly number[]>;
  /** Content of at most `most` bytes. */
  content(field: ProtoField, most: number): Promise<Uint8Array>;
}

/** The first window after a jump: it holds the small fields between two large ones. */
const LEAST_WINDOW = 1 << 14;
/** Each window that goes on from the one before is twice as large, up to this: then a list of operators is a few requests. */
const LARGEST_WINDOW = 1 << 18;
/** A jump of no more than that counts as going on: reading over the next one costs less than a request. */
const NEAR = 1 << 17;
/** A tag of five bytes and a length of ten. */
const LONGEST_HEAD = 15;

/** Bytes between two places; fewer only where the file ends. */
type ReadBytes = (begin: number, end: number) => Promise<Uint8Array>;

/** Reads ahead in windows: small fields that stand together are one read. */
function readAhead(source: ByteSource): ReadBytes {
  let window: Uint8Array = new Uint8Array();
  let start = 0;
  /** Length of the last window; 0 after a jump. */
  let size = 0;
  /** The byte after the last that was asked for. */
  let last = 0;
  return async (begin, end) => {
    if (begin < start || begin > last + NEAR) size = 0;
    last = end;
    if (begin < start || end > start + window.length) {
      size = Math.min(LARGEST_WINDOW, Math.max(LEAST_WINDOW, 2 * size));
      window = await source.read(begin, Math.min(source.size, Math.max(end, begin + size)));
      start = begin;
    }
    return window.subarray(begin - start, end - start);
  };
}

async function* fieldsOf(
  source: ByteSource,
  bytes: ReadBytes,
  begin: number,
  end: number,
): AsyncGenerator<ProtoField> {
  for (let position = begin; position < Math.min(end, source.size);) {
    const head = await bytes(position, Math.min(end, position + LONGEST_HEAD));
    // A server need not say how long a file is.
    if (head.length === 0 && end === Number.POSITIVE_INFINITY) return;
    const tag = readVarint(head, 0);
    const field = Math.floor(tag.value / 8);
    const wire = tag.value % 8;
    if (field === 0 || field > 2 ** 29) throw brokenOnnx('has a field without a number');
    position += tag.length;
    if (wire === 0) {
      const { value, signed, length } = readVarint(head, tag.length);
      position += length;
      yield { field, value, signed, begin: position, end: position, kind: 'varint' };
      continue;
    }
    let length = wire === 1 ? 8 : wire === 5 ? 4 : -1;
    if (wire === 2) {
      const size = readVarint(head, tag.length);
      position += size.length;
      length = size.value;
    }
    if (length < 0) throw brokenOnnx('has a field of a kind that is no longer written');
    const after = position + length;
    if (after > source.size) throw cutOff(after, source.size);
    if (after > end) throw brokenOnnx('has a field that is longer than what it is in');
    const kind = wire === 2 ? 'bytes' : 'fixed';
    yield { field, value: 0, signed: 0, begin: position, end: after, kind };
    position = after;
  }
}

async function packed(
  bytes: ReadBytes,
  { begin, end, kind }: ProtoField,
  most: number,
): Promise<Varint[]> {
  // A number takes ten bytes at most.
  if (kind !== 'bytes' || end - begin > most * 10) throw brokenOnnx('has too many axes');
  const content = await bytes(begin, end);
  const numbers: Varint[] = [];
  for (let at = 0; at < content.length; at += numbers.at(-1)?.length ?? 1) {
    numbers.push(readVarint(content, at));
  }
  if (numbers.length > most) throw brokenOnnx('has too many axes');
  return numbers;
}

/**
 * Source of the wire format: https://protobuf.dev/programming-guides/encoding/. Groups, which nobody writes any more,
 * are refused.
 */
export function walkProto(source: ByteSource): ProtoWalker {
  const bytes = readAhead(source);
  return {
    fields: (begin, end) => fieldsOf(source, bytes, begin, end),
    async text({ begin, end, kind }, most) {
      if (kind !== 'bytes' || end - begin > most) throw brokenOnnx('holds a name that is too long');
      try {
        return decoder.decode(await bytes(begin, end));
      } catch (error) {
        if (error instanceof CodedError) throw error;
        throw brokenOnnx('holds a broken text');
      }
    },
    async integers(field, most) {
      if (field.kind === 'varint') return [field.value];
      return (await packed(bytes, field, most)).map(({ value }) => value);
    },
    async signedIntegers(field, most) {
      if (field.kind === 'varint') return [field.signed];
      return (await packed(bytes, field, most)).map(({ signed }) => signed);
    },
    async content({ begin, end, kind }, most) {
      if (kind === 'varint' || end - begin > most)
        throw brokenOnnx('holds a value that is too long');
      return bytes(begin, end);
    },
  };
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

interface Varint {
  readonly value: number;
  readonly signed: number;
  readonly length: number;
}

function readVarint(bytes: Uint8Array, at: number): Varint {
  let value = 0;
  /** The number with its bits turned over, which is exact where a negative one is small. */
  let turned = 0;
  for (let length = 0; length < 10; length++) {
    const byte = bytes[at + length];
    if (byte === undefined) throw brokenOnnx('ends in the middle of a number');
    value += (byte & 127) * 2 ** (7 * length);
    turned += (length < 9 ? ~byte & 127 : ~byte & 1) * 2 ** (7 * length);
    if (byte < 128) {
      const signed = length === 9 && (byte & 1) === 1 ? -turned - 1 : value;
      return { value, signed, length: length + 1 };
    }
  }
  throw brokenOnnx('holds a number that does not end');
}

/** A file that is no sound ONNX file. */
export function brokenOnnx(fault: string): CodedError {
  return new CodedError(
    'checkpoint-header-invalid',
    `The ONNX file ${fault}. Download the file again, or choose another one.`,
    { fault, format: 'onnx' },
  );
}

function cutOff(expected: number, actual: number): CodedError {
  return new CodedError(
    'checkpoint-truncated',
    `The ONNX file is cut off: ${actual} bytes are there, ${expected} are needed. Copy or download it again.`,
    { expected, actual },
  );
}

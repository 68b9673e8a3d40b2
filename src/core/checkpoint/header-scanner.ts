import { CodedError } from '../errors.ts';
import { BoundError } from '../bounds/bound-error.ts';
import { quote } from '../quote.ts';

/** One tensor as the header writes it, before its numbers are compared with each other. */
export interface HeaderEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Counted from the end of the header. */
  readonly offsets: readonly [number, number];
}

interface ScannedHeader {
  readonly entries: readonly HeaderEntry[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** CLIP needs four axes; the bound keeps a long list of ones from costing memory. */
const MAX_RANK = 8;
/** The largest CLIP models have some 1,500 tensors, large language models some ten thousand in a file. */
const MAX_TENSORS = 65_536;
const MAX_NAME_BYTES = 1024;
/**
 * Bytes of `__metadata__`. Training programs write some kilobytes, saved vectors a name for each picture: a million names
 * of thirty letters fit.
 */
const MAX_METADATA_BYTES = 32 << 20;
const MAX_METADATA_ENTRIES = 65_536;

/** What is read, and how far. */
interface Cursor {
  readonly bytes: Uint8Array;
  position: number;
  /** First byte that the metadata must not reach, while it is read. */
  limit: number;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the JSON text of a safetensors header and nothing else that JSON could hold. `JSON.parse` would hide repeated
 * names, and could be made to build gigabytes of nested arrays from an allowed header; here every value is checked
 * while it is read, and what is kept is never more than a few times the text.
 * @throws CodedError `checkpoint-header-invalid`; BoundError
 */
export function scanHeader(bytes: Uint8Array): ScannedHeader {
  const cursor: Cursor = { bytes, position: 0, limit: bytes.length };
  const entries: HeaderEntry[] = [];
  const names = new Set<string>();
  let metadata = new Map<string, string>();
  readObject(cursor, (name, length) => {
    if (names.has(name)) throw invalid(cursor, `names ${quote(name)} twice`);
    if (length > MAX_NAME_BYTES) throw invalid(cursor, 'holds a name that is too long');
    names.add(name);
    if (name === '__metadata__') metadata = readMetadata(cursor);
    else if (entries.length === MAX_TENSORS) throw invalid(cursor, 'lists too many tensors');
    else entries.push(readEntry(cursor, name));
  });
  skipSpace(cursor);
  if (cursor.position !== bytes.length) throw invalid(cursor, 'goes on after its end');
  return { entries, metadata };
}

function readEntry(cursor: Cursor, name: string): HeaderEntry {
  let dtype: string | undefined;
  let shape: number[] | undefined;
  let offsets: number[] | undefined;
  readObject(cursor, (field) => {
    if (field === 'dtype' && dtype === undefined) dtype = readString(cursor);
    else if (field === 'shape' && !shape) shape = readIntegers(cursor, MAX_RANK);
    else if (field === 'data_offsets' && !offsets) offsets = readIntegers(cursor, 2);
    else throw invalid(cursor, `has the field ${quote(field)} once too often in ${quote(name)}`);
  });
  const [begin, end] = offsets ?? [];
  if (dtype === undefined || !shape || begin === undefined || end === undefined) {
    throw invalid(cursor, `lacks a field of the tensor ${quote(name)}`);
  }
  return { name, dtype, shape, offsets: [begin, end] };
}

function readMetadata(cursor: Cursor): Map<string, string> {
  const metadata = new Map<string, string>();
  cursor.limit = Math.min(cursor.bytes.length, cursor.position + MAX_METADATA_BYTES);
  readObject(cursor, (key) => {
    if (metadata.has(key)) throw invalid(cursor, `names ${quote(key)} twice in its metadata`);
    if (metadata.size === MAX_METADATA_ENTRIES) {
      throw new BoundError('entries of metadata', MAX_METADATA_ENTRIES);
    }
    metadata.set(key, readString(cursor));
  });
  cursor.limit = cursor.bytes.length;
  return metadata;
}

/** Calls `member` behind the colon of each member, with its key and the key's length in bytes. */
function readObject(cursor: Cursor, member: (key: string, length: number) => void): void {
  expect(cursor, '{');
  if (accept(cursor, '}')) return;
  do {
    skipSpace(cursor);
    const start = cursor.position;
    const key = readString(cursor);
    const length = cursor.position - start;
    expect(cursor, ':');
    member(key, length);
  } while (accept(cursor, ','));
  expect(cursor, '}');
}

function readIntegers(cursor: Cursor, limit: number): number[] {
  const values: number[] = [];
  expect(cursor, '[');
  if (accept(cursor, ']')) return values;
  do {
    if (values.length === limit) throw invalid(cursor, `has more than ${limit} numbers in a list`);
    values.push(readInteger(cursor));
  } while (accept(cursor, ','));
  expect(cursor, ']');
  return values;
}

function readInteger(cursor: Cursor): number {
  skipSpace(cursor);
  const start = cursor.position;
  let value = 0;
  for (let digit = digitAt(cursor); digit !== null; digit = digitAt(cursor)) {
    value = value * 10 + digit;
    if (!Number.isSafeInteger(value)) throw invalid(cursor, 'holds a number that is too large');
    cursor.position++;
  }
  const digits = cursor.position - start;
  if (digits === 0 || (digits > 1 && cursor.bytes[start] === 0x30)) {
    throw invalid(cursor, 'holds something else where a whole number is due');
  }
  return value;
}

function digitAt({ bytes, position }: Cursor): number | null {
  const digit = (bytes[position] ?? 0) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : null;
}

function readString(cursor: Cursor): string {
  expect(cursor, '"');
  const start = cursor.position;
  let escaped = false;
  for (;;) {
    const byte = cursor.bytes[cursor.position];
    if (cursor.position >= cursor.limit && cursor.limit < cursor.bytes.length) {
      throw new BoundError('bytes of metadata', MAX_METADATA_BYTES);
    }
    if (byte === undefined || byte < 0x20) throw invalid(cursor, 'holds a broken text');
    if (byte === 0x22) break;
    if (byte === 0x5c) escaped = true;
    cursor.position += byte === 0x5c ? 2 : 1;
  }
  const raw = cursor.bytes.subarray(start, cursor.position);
  cursor.position++;
  try {
    const text = decoder.decode(raw);
    // Only a flat string can stand between these quotes, so this builds nothing larger than the text.
    return escaped ? String(JSON.parse(`"${text}"`)) : text;
  } catch {
    throw invalid(cursor, 'holds a broken text');
  }
}

function skipSpace(cursor: Cursor): void {
  for (;;) {
    const byte = cursor.bytes[cursor.position];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
    cursor.position++;
  }
}

function accept(cursor: Cursor, character: string): boolean {
  skipSpace(cursor);
  if (cursor.bytes[cursor.position] !== character.charCodeAt(0)) return false;
  cursor.position++;
  return true;
}

function expect(cursor: Cursor, character: string): void {
  if (!accept(cursor, character)) throw invalid(cursor, `lacks a ${character}`);
}

function invalid(cursor: Cursor, fault: string): CodedError {
  return new CodedError(
    'checkpoint-header-invalid',
    `The file's safetensors header ${fault} (at byte ${cursor.position}). Download the file again, or choose another one.`,
    { fault, position: cursor.position },
  );
}

import { crc32 } from '../archive/crc32.ts';
import { textAt, uint32be } from './read-bytes.ts';

const SIGNATURE_BYTES = 8;
const CHUNK_FRAME_BYTES = 12;
/** Chunks of an animation; without them a decoder gives the default picture, as Pillow does. */
const ANIMATION_CHUNKS: ReadonlySet<string> = new Set(['acTL', 'fcTL', 'fdAT']);

interface PngChunk {
  readonly type: string;
  /** The data; less than the chunk's length says where the file ends before. */
  readonly data: Uint8Array;
  readonly whole: boolean;
}

/** The chunks of a PNG up to its end, the last perhaps cut. */
function* chunksOf(bytes: Uint8Array): Generator<PngChunk, void, undefined> {
  for (let at = SIGNATURE_BYTES; at + 8 <= bytes.length;) {
    const length = uint32be(bytes, at);
    const type = textAt(bytes, at + 4, 4);
    const end = at + CHUNK_FRAME_BYTES + length;
    yield { type, data: bytes.subarray(at + 8, at + 8 + length), whole: end <= bytes.length };
    if (type === 'IEND') return;
    at = end;
  }
}

/** The compressed pixels of a PNG: what its `IDAT` chunks hold, one after the other. */
export function compressedPixels(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return joined([...chunksOf(bytes)].filter(({ type }) => type === 'IDAT').map(({ data }) => data));
}

/**
 * A PNG as every decoder takes it: without the chunks of an animation, the pixels in one chunk with its own checksum, and
 * with an end. What a cut file lacks of its pixels stays lacking.
 */
export function mendedPng(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const before: Uint8Array[] = [];
  for (const { type, data, whole } of chunksOf(bytes)) {
    if (type === 'IDAT') break;
    if (whole && !ANIMATION_CHUNKS.has(type)) before.push(chunk(type, data));
  }
  return joined([
    bytes.subarray(0, SIGNATURE_BYTES),
    ...before,
    chunk('IDAT', compressedPixels(bytes)),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(CHUNK_FRAME_BYTES + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

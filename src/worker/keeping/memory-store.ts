import { type FileStore, type FileWriter, piecesOf } from './file-store.ts';

/** Bytes that the browser has, and where they lie in the file. */
interface Packed {
  readonly begin: number;
  readonly end: number;
  readonly blob: Blob;
}

/** Bytes that came one behind the other: first those that are packed, then those that are not yet. */
interface Segment {
  readonly begin: number;
  end: number;
  readonly packed: Packed[];
  readonly chunks: Uint8Array<ArrayBuffer>[];
  pending: number;
}

/** Chunks are handed to the browser in blobs of this size, which it may keep outside the worker's memory. */
const BLOB_BYTES = 32 * 2 ** 20;

/**
 * Files that live as long as the worker. Bytes are written once and in order within a range, as a download brings them;
 * a place that is written again gives the newer bytes. Each byte is packed once, and read from where it is.
 */
export function createMemoryStore(): FileStore {
  const files = new Map<string, Segment[]>();
  const read: FileStore['read'] = async (name, begin, end) =>
    readSegments(files.get(name) ?? [], begin, end);
  return {
    persistent: false,
    names: async () => [...files.keys()],
    read,
    pieces: (name, lengths) => piecesOf(read, name, lengths),
    size: async (name) => lengthOf(files.get(name) ?? []),
    open: async (name) => writerOf(name, files),
    remove: async (name) => void files.delete(name),
  };
}

function lengthOf(segments: readonly Segment[]): number {
  return segments.reduce((most, { end }) => Math.max(most, end), 0);
}

async function readSegments(
  segments: readonly Segment[],
  begin: number,
  wanted: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const end = Math.min(wanted, lengthOf(segments));
  const bytes = new Uint8Array(Math.max(0, end - begin));
  for (const segment of segments) {
    if (Math.max(begin, segment.begin) >= Math.min(end, segment.end)) continue;
    // What lies loose is taken first: it may be packed while the browser is asked for the rest.
    takeLoose(segment, begin, bytes);
    for (const { begin: from, end: to, blob } of segment.packed.slice()) {
      const [first, last] = [Math.max(begin, from), Math.min(end, to)];
      if (first >= last) continue;
      const part = blob.slice(first - from, last - from);
      bytes.set(new Uint8Array(await part.arrayBuffer()), first - begin);
    }
  }
  return bytes;
}

function takeLoose({ chunks, end, pending }: Segment, begin: number, bytes: Uint8Array): void {
  let at = end - pending;
  for (const chunk of chunks) {
    const [first, last] = [Math.max(begin, at), Math.min(begin + bytes.length, at + chunk.length)];
    if (first < last) bytes.set(chunk.subarray(first - at, last - at), first - begin);
    at += chunk.length;
  }
}

/** Gives the pending chunks to the browser. */
function pack(segment: Segment): void {
  const { end, pending, packed, chunks } = segment;
  if (chunks.length > 0)
    packed.push({ begin: end - pending, end, blob: new Blob(chunks.splice(0)) });
  segment.pending = 0;
}

function cutOff(segment: Segment, size: number): void {
  if (segment.end <= size) return;
  pack(segment);
  const kept = segment.packed.filter(({ begin }) => begin < size);
  const cut = kept.map(({ begin, end, blob }) => {
    const last = Math.min(end, size);
    return { begin, end: last, blob: last === end ? blob : blob.slice(0, last - begin) };
  });
  segment.packed.splice(0, Infinity, ...cut);
  segment.end = size;
}

function writerOf(name: string, files: Map<string, Segment[]>): FileWriter {
  const segments = files.get(name) ?? [];
  files.set(name, segments);
  return {
    write(bytes, at) {
      let segment = segments.at(-1);
      if (!segment || segment.end !== at) {
        if (segment) pack(segment);
        segment = { begin: at, end: at, packed: [], chunks: [], pending: 0 };
        segments.push(segment);
      }
      segment.chunks.push(bytes);
      segment.end += bytes.length;
      segment.pending += bytes.length;
      if (segment.pending >= BLOB_BYTES) pack(segment);
    },
    truncate(size) {
      // It grows by itself; what was never written is never read.
      if (size >= lengthOf(segments)) return;
      const kept = segments.filter(({ begin }) => begin < size);
      for (const segment of kept) cutOff(segment, size);
      segments.splice(0, Infinity, ...kept);
    },
    flush: () => undefined,
    close: () => segments.forEach(pack),
  };
}

import type { FileStore, FileWriter } from './file-store.ts';

interface Segment {
  readonly begin: number;
  end: number;
  readonly parts: Blob[];
  readonly chunks: Uint8Array<ArrayBuffer>[];
  pending: number;
}

/** Chunks are handed to the browser in blobs of this size, which it may keep outside the worker's memory. */
const BLOB_BYTES = 32 * 2 ** 20;

/**
 * Files that live as long as the worker. Bytes are written once and in order within a range, as a download brings them;
 * a place that is written again gives the newer bytes.
 */
export function createMemoryStore(): FileStore {
  const files = new Map<string, Segment[]>();
  return {
    persistent: false,
    names: async () => [...files.keys()],
    read: async (name, begin, end) => readSegments(files.get(name) ?? [], begin, end),
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
    const [first, last] = [Math.max(begin, segment.begin), Math.min(end, segment.end)];
    if (first >= last) continue;
    hand(segment);
    const blob = new Blob(segment.parts).slice(first - segment.begin, last - segment.begin);
    bytes.set(new Uint8Array(await blob.arrayBuffer()), first - begin);
  }
  return bytes;
}

/** Gives the pending chunks to the browser. */
function hand(segment: Segment): void {
  if (segment.chunks.length > 0) segment.parts.push(new Blob(segment.chunks.splice(0)));
  segment.pending = 0;
}

function cutOff(segment: Segment, size: number): void {
  if (segment.end <= size) return;
  hand(segment);
  segment.parts.splice(0, Infinity, new Blob(segment.parts).slice(0, size - segment.begin));
  segment.end = size;
}

function writerOf(name: string, files: Map<string, Segment[]>): FileWriter {
  const segments = files.get(name) ?? [];
  files.set(name, segments);
  return {
    write(bytes, at) {
      let segment = segments.at(-1);
      if (!segment || segment.end !== at) {
        segment = { begin: at, end: at, parts: [], chunks: [], pending: 0 };
        segments.push(segment);
      }
      segment.chunks.push(bytes);
      segment.end += bytes.length;
      segment.pending += bytes.length;
      if (segment.pending >= BLOB_BYTES) hand(segment);
    },
    truncate(size) {
      // It grows by itself; what was never written is never read.
      if (size >= lengthOf(segments)) return;
      const kept = segments.filter(({ begin }) => begin < size);
      for (const segment of kept) cutOff(segment, size);
      segments.splice(0, Infinity, ...kept);
    },
    flush: () => undefined,
    close: () => undefined,
  };
}

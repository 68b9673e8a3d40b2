import type { ByteSource } from './byte-source.ts';

/** Bytes of an archive that are, or soon will be, in memory. */
interface Window {
  readonly of: ByteSource;
  readonly begin: number;
  readonly end: number;
  readonly bytes: Promise<Uint8Array>;
}

interface ReadAheadBounds {
  /** Bytes that are read at once. */
  readonly most: number;
  /** Windows that are held, of all archives together. */
  readonly windows: number;
}

const BOUNDS: ReadAheadBounds = { most: 4 * 2 ** 20, windows: 3 };
/** The first read beyond what was asked for; each that follows it reads twice as far. */
const FIRST_BYTES = 256 * 2 ** 10;
/** So many ranges must have gone on: a look at a file asks for its header, then for its first bytes, and goes far away. */
const FIRST_ROW = 2;
/** A range that begins so soon behind the one before it goes on with it: what lies between is read as well. */
const NEAR_BYTES = 64 * 2 ** 10;

/**
 * Makes sources that read ahead while ranges are asked for one behind the other, as an operating system does of files: a read of a
 * Blob costs the page's thread about as much for a few bytes as for megabytes. Ranges that jump are read as they are. The
 * windows are shared, so that a set of two thousand archives holds no more memory than one. Ranges share their memory.
 */
export function createReadAhead({ most, windows }: ReadAheadBounds = BOUNDS) {
  const held: Window[] = [];

  function open(of: ByteSource, begin: number, end: number): Promise<Uint8Array> {
    const window: Window = { of, begin, end, bytes: of.read(begin, end) };
    held.push(window);
    if (held.length > windows) held.shift();
    window.bytes.catch(() => {
      // Whoever asks again reads again.
      const place = held.indexOf(window);
      if (place >= 0) held.splice(place, 1);
    });
    return window.bytes;
  }

  return (source: ByteSource): ByteSource => {
    let [last, row, step] = [Number.NEGATIVE_INFINITY, 0, 0];
    return {
      size: source.size,
      read: async (begin, end) => {
        row = begin >= last && begin - last <= NEAR_BYTES ? row + 1 : 0;
        last = end;
        const window = held.find(
          (one) => one.of === source && one.begin <= begin && end <= one.end,
        );
        if (window) return (await window.bytes).subarray(begin - window.begin, end - window.begin);
        step = row >= FIRST_ROW ? Math.min(most, Math.max(FIRST_BYTES, step * 2)) : 0;
        if (end - begin >= step) return source.read(begin, end);
        return (await open(source, begin, Math.min(source.size, begin + step))).subarray(
          0,
          end - begin,
        );
      },
    };
  };
}

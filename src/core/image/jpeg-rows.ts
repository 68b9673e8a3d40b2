import { byteAt, uint16be } from './read-bytes.ts';

const [SOF0, SOF1, SOF2, DHT, SOS, DRI] = [0xc0, 0xc1, 0xc2, 0xc4, 0xda, 0xdd];
const BLOCK = 8;
const COEFFICIENTS = 64;

interface Component {
  readonly id: number;
  readonly across: number;
  readonly down: number;
}

interface Frame {
  readonly progressive: boolean;
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
}

/** For each code length and code of a Huffman table its value. */
type Codes = ReadonlyMap<number, number>;

/**
 * Whole rows of pixels in a JPEG that has no end: its Huffman codes are walked through, block by block, without making a
 * pixel (ITU-T T.81, F.2). Of a progressive picture every row counts once each coefficient's last scan has begun: what is
 * missing then is a shade. 0 where the file is coded in another way.
 */
export function jpegRows(bytes: Uint8Array): number {
  let frame: Frame | undefined;
  const tables = new Map<number, Codes>();
  const seen = new Map<number, number>();
  const exact = new Set<string>();
  let interval = 0;
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = byteAt(bytes, at + 1);
    if (byteAt(bytes, at) !== 0xff || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 1;
      continue;
    }
    const length = uint16be(bytes, at + 2);
    const data = bytes.subarray(at + 4, at + 2 + length);
    at += 2 + length;
    if (marker === SOF0 || marker === SOF1 || marker === SOF2)
      frame = frameOf(data, marker === SOF2);
    else if (marker === DHT) addTables(data, tables);
    else if (marker === DRI) interval = uint16be(data, 0);
    else if (marker === SOS && frame) {
      if (frame.progressive) {
        for (const part of exactParts(data)) exact.add(part);
        continue;
      }
      const [rows, end] = walkScan(bytes, at, scanOf(data, frame), frame, tables, interval);
      for (const id of componentsOf(data)) seen.set(id, rows);
      at = end;
    }
  }
  if (!frame || frame.components.length === 0) return 0;
  if (frame.progressive) return isExact(frame, exact) ? frame.height : 0;
  return Math.min(frame.height, ...frame.components.map(({ id }) => seen.get(id) ?? 0));
}

function frameOf(data: Uint8Array, progressive: boolean): Frame {
  const count = Math.min(byteAt(data, 5), 4);
  const components = Array.from({ length: count }, (_, i) => {
    const factors = byteAt(data, 7 + i * 3);
    return { id: byteAt(data, 6 + i * 3), across: factors >> 4 || 1, down: factors & 15 || 1 };
  });
  return { progressive, height: uint16be(data, 1), width: uint16be(data, 3), components };
}

function addTables(data: Uint8Array, tables: Map<number, Codes>): void {
  for (let at = 0; at + 17 <= data.length;) {
    const codes = new Map<number, number>();
    let value = at + 17;
    let code = 0;
    for (let bits = 1; bits <= 16; bits++) {
      for (let i = byteAt(data, at + bits); i > 0; i--)
        codes.set((bits << 16) | code++, byteAt(data, value++));
      code <<= 1;
    }
    tables.set(byteAt(data, at), codes);
    at = value;
  }
}

function componentsOf(data: Uint8Array): number[] {
  return Array.from({ length: Math.min(byteAt(data, 0), 4) }, (_, i) => byteAt(data, 1 + i * 2));
}

interface ScanComponent {
  readonly component: Component;
  /** Numbers of its tables, of the first coefficient and of the others. */
  readonly dc: number;
  readonly ac: number;
}

function scanOf(data: Uint8Array, { components }: Frame): ScanComponent[] {
  return componentsOf(data).flatMap((id, i) => {
    const tables = byteAt(data, 2 + i * 2);
    const component = components.find((one) => one.id === id);
    return component ? [{ component, dc: tables >> 4, ac: 0x10 | (tables & 15) }] : [];
  });
}

/** The first or the other coefficients of each component that a progressive scan brings to their last bit. */
function exactParts(data: Uint8Array): string[] {
  const ids = componentsOf(data);
  const [first, last, bits] = [1, 2, 3].map((i) => byteAt(data, ids.length * 2 + i)) as [
    number,
    number,
    number,
  ];
  if ((bits & 15) !== 0) return [];
  return ids.flatMap((id) =>
    Array.from(
      { length: Math.max(0, Math.min(last, COEFFICIENTS - 1) - first + 1) },
      (_, i) => `${id} ${first + i}`,
    ),
  );
}

function isExact({ components }: Frame, exact: ReadonlySet<string>): boolean {
  return components.every(({ id }) =>
    Array.from({ length: COEFFICIENTS }, (_, i) => `${id} ${i}`).every((part) => exact.has(part)),
  );
}

/** Rows that one sequential scan holds, and where it ends. */
function walkScan(
  bytes: Uint8Array,
  start: number,
  components: readonly ScanComponent[],
  frame: Frame,
  tables: ReadonlyMap<number, Codes>,
  interval: number,
): [rows: number, end: number] {
  const [most, tallest] = [
    Math.max(...frame.components.map(({ across }) => across)),
    Math.max(...frame.components.map(({ down }) => down)),
  ];
  const [only] = components;
  // A scan of one component has one block a unit, whatever its sampling.
  const single = components.length === 1 && only !== undefined;
  const unitWidth = single ? (BLOCK * most) / only.component.across : BLOCK * most;
  const unitHeight = single ? (BLOCK * tallest) / only.component.down : BLOCK * tallest;
  const across = Math.ceil(frame.width / unitWidth);
  const units = across * Math.ceil(frame.height / unitHeight);
  const reader = createBitReader(bytes, start);
  let done = 0;
  for (; done < units; done++) {
    if (interval > 0 && done > 0 && done % interval === 0) reader.restart();
    const whole = components.every(({ component: { across: x, down: y }, dc, ac }) => {
      for (let block = single ? 1 : x * y; block > 0; block--) {
        if (!walkBlock(reader, tables.get(dc), tables.get(ac))) return false;
      }
      return true;
    });
    if (!whole) break;
  }
  const rows = done === units ? frame.height : Math.floor(done / across) * unitHeight;
  return [Math.floor(rows), reader.position()];
}

function walkBlock(reader: BitReader, dc: Codes | undefined, ac: Codes | undefined): boolean {
  if (!dc || !ac) return false;
  const size = reader.symbol(dc);
  if (size === null || !reader.skip(size)) return false;
  for (let k = 1; k < COEFFICIENTS; k++) {
    const symbol = reader.symbol(ac);
    if (symbol === null) return false;
    const [run, bits] = [symbol >> 4, symbol & 15];
    // End of block; sixteen zeros are the one other symbol without bits.
    if (bits === 0 && run !== 15) return true;
    k += run;
    if (!reader.skip(bits)) return false;
  }
  return true;
}

interface BitReader {
  /** The next symbol; `null` where bits run out, or are no code. */
  symbol(codes: Codes): number | null;
  skip(bits: number): boolean;
  /** Goes on behind the next restart marker. */
  restart(): void;
  position(): number;
}

function createBitReader(bytes: Uint8Array, start: number): BitReader {
  let at = start;
  let left = 0;
  let current = 0;
  const bit = (): number => {
    if (left === 0) {
      if (at >= bytes.length) return -1;
      current = byteAt(bytes, at);
      if (current === 0xff) {
        // A zero follows each 255 of the picture; anything else is a marker.
        if (bytes[at + 1] !== 0) return -1;
        at++;
      }
      at++;
      left = 8;
    }
    left--;
    return (current >> left) & 1;
  };
  return {
    symbol(codes) {
      let code = 0;
      for (let bits = 1; bits <= 16; bits++) {
        const next = bit();
        if (next < 0) return null;
        code = (code << 1) | next;
        const value = codes.get((bits << 16) | code);
        if (value !== undefined) return value;
      }
      return null;
    },
    skip(bits) {
      for (let i = 0; i < bits; i++) if (bit() < 0) return false;
      return true;
    },
    restart() {
      left = 0;
      if (byteAt(bytes, at) === 0xff && (byteAt(bytes, at + 1) & 0xf8) === 0xd0) at += 2;
    },
    position: () => at,
  };
}

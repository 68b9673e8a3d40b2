import { moved, type Plane } from '../../core/spaces/planes.ts';
import type { TwoSpaces } from '../../core/spaces/two-spaces.ts';
import type { LaidOut } from '../../store/spaces/laid-spaces.ts';

export type SpacesView = 'gap' | 'centred';

/** A rectangle of a view, in the units of vectors of length 1. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

/** Where everything is in a view; with a share of the gap closed, pictures are moved and labels stay. */
export function placesIn(spaces: TwoSpaces, view: SpacesView, share: number): Plane {
  if (view === 'centred') return spaces.centred;
  const { pictures, labels } = spaces.apart;
  const out = new Float32Array(pictures.length);
  for (let i = 0; i < out.length; i += 2)
    out.set(moved(pictures[i] as number, pictures[i + 1] as number, spaces.gap, share), i);
  return { pictures: out, labels };
}

/** Moved and scaled to length 1 again, pictures can be furthest away while the gap is half closed. */
const SHARES = [0, 0.25, 0.5, 0.75, 1];

/** What holds every point of every column however far the gap is closed: all columns are drawn to one scale. */
export function frameOf(all: readonly TwoSpaces[], view: SpacesView): Frame {
  const frame = { left: Infinity, right: -Infinity, low: Infinity, high: -Infinity };
  for (const spaces of all)
    for (const share of SHARES)
      for (const points of Object.values(placesIn(spaces, view, share)) as Float32Array[])
        for (let i = 0; i < points.length; i += 2) {
          const [x, y] = [points[i] as number, points[i + 1] as number];
          if (Number.isNaN(x)) continue;
          frame.left = Math.min(frame.left, x);
          frame.right = Math.max(frame.right, x);
          frame.low = Math.min(frame.low, y);
          frame.high = Math.max(frame.high, y);
        }
  return frame;
}

/** From the units of vectors to pixels: one scale for both directions, the frame in the middle. */
export function toPixels(
  { left, right, low, high }: Frame,
  width: number,
  height: number,
  margin: number,
): (x: number, y: number) => readonly [number, number] {
  const scale = Math.min(
    (width - 2 * margin) / Math.max(right - left, 1e-6),
    (height - 2 * margin) / Math.max(high - low, 1e-6),
  );
  const [x0, y0] = [(left + right) / 2, (low + high) / 2];
  return (x, y) => [width / 2 + (x - x0) * scale, height / 2 - (y - y0) * scale];
}

/** More points cannot be told apart. */
const MOST_PICTURES = 200;
const MOST_LABELS = 100;

/** Places in the lists of what is drawn. */
export interface Drawn {
  readonly pictures: readonly number[];
  readonly labels: readonly number[];
}

/** Which pictures and labels are drawn, by their places: all of them, or a part at equal distances with the labels that belong to it. */
export function drawnOf({ spaces, points }: LaidOut): Drawn {
  const isPlaced = (from: Float32Array) => (at: number) =>
    !Number.isNaN(from[at * 2] ?? Number.NaN);
  const pictures = thinned(
    [...points.pictures.keys()].filter(isPlaced(spaces.apart.pictures)),
    MOST_PICTURES,
  );
  const own = new Set(pictures.map((at) => points.truths[at] ?? -1));
  const words = [...points.labels.keys()].filter(isPlaced(spaces.apart.labels));
  const first = thinned(
    words.filter((at) => own.has(at)),
    MOST_LABELS,
  );
  const rest = thinned(
    words.filter((at) => !own.has(at)),
    MOST_LABELS - first.length,
  );
  return { pictures, labels: [...first, ...rest].toSorted((a, b) => a - b) };
}

function thinned(places: readonly number[], most: number): readonly number[] {
  const length = Math.min(places.length, Math.max(most, 0));
  return Array.from(
    { length },
    (_, i) => places[Math.floor((i * places.length) / length)] as number,
  );
}

/** Further away than this, in pixels, a pointer means no point: a button's corner, or a thumbnail's edge. */
const REACH = 17;

/** The place in the list of the spot that lies nearest to the pointer, in pixels; -1 where none is within reach. */
export function nearestSpot(
  spots: readonly (readonly [number, number])[],
  x: number,
  y: number,
): number {
  let [nearest, least] = [-1, REACH];
  for (const [at, [left, top]] of spots.entries()) {
    const distance = Math.hypot(left - x, top - y);
    if (!(distance < least)) continue;
    [nearest, least] = [at, distance];
  }
  return nearest;
}

/** A word beside its mark. */
export interface Word {
  /** Of the mark. */
  readonly x: number;
  readonly y: number;
  /** Pixels that the word takes. */
  readonly width: number;
}

const LINE = 15;
const BESIDE = 9;

/** A line of text: where it begins, ends, or has its middle, and its base line. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Box {
  readonly left: number;
  readonly right: number;
  /** Base line of a text in it. */
  readonly y: number;
}

const boxOf = ({ x, y, anchor }: Spot, width: number): Box => {
  const left = { start: x, middle: x - width / 2, end: x - width }[anchor];
  return { left, right: left + width, y };
};

const meet = (a: Box, b: Box, line: number): boolean =>
  Math.abs(a.y - b.y) < line && a.left < b.right + 3 && b.left < a.right + 3;

/**
 * Where words can stand without covering one another or what is `taken`, and if it can be without covering marks, or `null`
 * where there is no room.
 */
export function placeWords(
  words: readonly Word[],
  width: number,
  height: number,
  taken: readonly { readonly spot: Spot; readonly width: number }[] = [],
): readonly (Spot | null)[] {
  const full = taken.map((text) => boxOf(text.spot, text.width));
  const marks = words.map(({ x, y }) => ({ left: x - 5, right: x + 5, y: y + 4 }));
  return words.map(({ x, y, width: own }) => {
    const tries: readonly Spot[] = [
      { x: x + BESIDE, y: y + 4, anchor: 'start' },
      { x: x - BESIDE, y: y + 4, anchor: 'end' },
      { x, y: y - BESIDE, anchor: 'middle' },
      { x, y: y + BESIDE + 11, anchor: 'middle' },
    ];
    const free = tries.filter((spot) => {
      const box = boxOf(spot, own);
      const inside = box.left >= 0 && box.right <= width && box.y >= LINE && box.y <= height - 3;
      return inside && full.every((other) => !meet(box, other, LINE));
    });
    const found =
      free.find((spot) => marks.every((mark) => !meet(boxOf(spot, own), mark, 11))) ?? free[0];
    if (found) full.push(boxOf(found, own));
    return found ?? null;
  });
}

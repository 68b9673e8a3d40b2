import type { Rect } from '../../core/image/picture-view.ts';

/** A place in a picture, in shares of its width and height. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the keyboard's frame begins: the middle quarter of each side. */
export const FIRST_FRAME: Rect = { left: 0.375, top: 0.375, width: 0.25, height: 0.25 };
/** What one press of a key moves a frame by, or makes it larger. */
export const STEP = 0.05;
/** A frame narrower or lower than this covers nothing that a model could see. */
const LEAST = 0.03;

/** The frame between two places, as a pointer draws it; what lies outside of the picture is cut off. */
export function frameBetween(a: Point, b: Point): Rect {
  const [left, right] = ends(a.x, b.x);
  const [top, bottom] = ends(a.y, b.y);
  return { left, top, width: right - left, height: bottom - top };
}

/** The frame moved, as far as the picture goes. */
export function moveFrame({ left, top, width, height }: Rect, by: Point): Rect {
  return {
    left: within(left + by.x, 0, 1 - width),
    top: within(top + by.y, 0, 1 - height),
    width,
    height,
  };
}

/** The frame with its right and lower edge moved: never smaller than one step, nor beyond the picture. */
export function resizeFrame({ left, top, width, height }: Rect, by: Point): Rect {
  return {
    left,
    top,
    width: within(width + by.x, STEP, 1 - left),
    height: within(height + by.y, STEP, 1 - top),
  };
}

/** Whether a frame is a slip of the hand rather than a part of the picture. */
export function isTooSmall({ width, height }: Rect): boolean {
  return width < LEAST || height < LEAST;
}

/** Where a frame stands, for a style. */
export function frameStyle({ left, top, width, height }: Rect) {
  return {
    left: `${left * 100}%`,
    top: `${top * 100}%`,
    width: `${width * 100}%`,
    height: `${height * 100}%`,
  };
}

/** What each arrow key means. */
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The direction of an arrow key, `step` long; `null` for any other key. */
export function arrow(key: string, step = 1): Point | null {
  const found = ARROWS[key];
  return found ? { x: found.x * step, y: found.y * step } : null;
}

/** Where a pointer is over an element, in shares of it. */
export function pointAt(
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
  element: Element,
): Point {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: (clientX - left) / (width || 1), y: (clientY - top) / (height || 1) };
}

function ends(a: number, b: number): readonly [number, number] {
  return [within(Math.min(a, b), 0, 1), within(Math.max(a, b), 0, 1)];
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

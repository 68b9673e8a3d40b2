import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  arrow,
  FIRST_FRAME,
  frameBetween,
  isTooSmall,
  moveFrame,
  resizeFrame,
  STEP,
} from './frame.ts';

const number = fc.double({ min: -2, max: 3, noNaN: true });
const point = fc.record({ x: number, y: number });

const expectInside = ({ left, top, width, height }: ReturnType<typeof frameBetween>): void => {
  for (const value of [left, top, width, height]) expect(value).toBeGreaterThanOrEqual(0);
  expect(left + width).toBeLessThanOrEqual(1 + 1e-9);
  expect(top + height).toBeLessThanOrEqual(1 + 1e-9);
};

test('a frame lies inside the picture, wherever the pointer went, and has no direction', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      expectInside(frameBetween(a, b));
      expect(frameBetween(a, b)).toEqual(frameBetween(b, a));
    }),
  );
});

test('between two places inside, the frame has them as corners', () => {
  const { left, top, width, height } = frameBetween({ x: 0.75, y: 0.25 }, { x: 0.5, y: 0.75 });
  expect([left, top, width, height]).toEqual([0.5, 0.25, 0.25, 0.5]);
});

test('keys keep the frame inside: moving keeps its size, resizing its upper left corner', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(point, fc.boolean()), { maxLength: 20 }), (steps) => {
      let frame = FIRST_FRAME;
      for (const [by, moves] of steps) {
        const next = moves ? moveFrame(frame, by) : resizeFrame(frame, by);
        expectInside(next);
        const kept = ({ left, top, width, height }: typeof frame) =>
          moves ? [width, height] : [left, top];
        expect(kept(next)).toEqual(kept(frame));
        frame = next;
      }
      expect(isTooSmall(frame)).toBe(false);
    }),
  );
});

test('a slip of the hand is no part', () => {
  expect(isTooSmall(frameBetween({ x: 0.5, y: 0.5 }, { x: 0.5, y: 0.5 }))).toBe(true);
  expect(isTooSmall(frameBetween({ x: 0.1, y: 0.1 }, { x: 0.9, y: 0.11 }))).toBe(true);
});

test('only arrows are directions', () => {
  expect(arrow('ArrowUp', STEP)).toEqual({ x: 0, y: -STEP });
  expect(arrow('a')).toBeNull();
});

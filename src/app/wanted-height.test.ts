import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tellHeight } from './wanted-height.ts';

let changed: () => void = () => undefined;
let watching = false;

beforeEach(() => {
  watching = false;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(onChange: () => void) {
        changed = onChange;
      }
      observe(): void {
        watching = true;
      }
      disconnect(): void {
        watching = false;
      }
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

function framed(heights: readonly number[]) {
  const told: unknown[] = [];
  const frame = { parent: { postMessage: (message: unknown) => told.push(message) } };
  let at = 0;
  const content = { getBoundingClientRect: () => ({ height: heights[at] }) };
  const stop = tellHeight(frame as unknown as Window, content as unknown as Element);
  for (; at < heights.length; at++) changed();
  return { told, stop };
}

test('a page around this one hears a whole number for each new height, and nothing else', () => {
  const { told, stop } = framed([700.2, 700.9, 1200, 900]);
  expect(told).toEqual([
    { zeroShotHeight: 701 },
    { zeroShotHeight: 1200 },
    { zeroShotHeight: 900 },
  ]);
  stop();
  expect(watching).toBe(false);
});

test('there is always room for a dialog', () => {
  expect(framed([20, 30]).told).toEqual([{ zeroShotHeight: 520 }]);
});

test('a page of its own tells nobody', () => {
  const told: unknown[] = [];
  const alone = { postMessage: (message: unknown) => told.push(message) };
  Object.assign(alone, { parent: alone });
  tellHeight(alone as unknown as Window, {} as Element);
  expect([watching, told]).toEqual([false, []]);
});

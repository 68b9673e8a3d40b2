import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beforeLeaving, whenCalm } from './put-off.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function page() {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' as const });
  const place = Object.assign(new EventTarget(), { document: document as unknown as Document });
  return {
    place,
    go: () => place.dispatchEvent(new Event('pagehide')),
    show: (visibilityState: 'visible' | 'hidden') => {
      Object.assign(document, { visibilityState });
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

test('what is asked for again and again is done once, when it is calm', () => {
  const { place } = page();
  const work = vi.fn<() => void>();
  const ask = whenCalm(work, 300, place);
  for (let i = 0; i < 5; i++) {
    ask();
    vi.advanceTimersByTime(299);
  }
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledTimes(1);
});

test('what is asked for without a pause is done every two seconds', () => {
  const { place } = page();
  const work = vi.fn<() => void>();
  const ask = whenCalm(work, 300, place);
  for (let at = 0; at < 6000; at += 100) {
    ask();
    vi.advanceTimersByTime(100);
  }
  expect(work).toHaveBeenCalledTimes(3);
});

test('what waits is done as the page goes, and not again after that', () => {
  const { place, go, show } = page();
  const work = vi.fn<() => void>();
  const ask = whenCalm(work, 300, place);
  ask();
  go();
  show('hidden');
  vi.advanceTimersByTime(1000);
  expect(work).toHaveBeenCalledTimes(1);
});

test('what waits is done when the page is hidden, which it may outlive', () => {
  const { place, show } = page();
  const work = vi.fn<() => void>();
  const ask = whenCalm(work, 300, place);
  show('hidden');
  ask();
  show('visible');
  expect(work).not.toHaveBeenCalled();
  show('hidden');
  expect(work).toHaveBeenCalledTimes(1);
});

test('nothing is done where nothing waits, nor after it was stopped', () => {
  const { place, go } = page();
  const work = vi.fn<() => void>();
  whenCalm(work, 300, place);
  const stop = beforeLeaving(work, place);
  go();
  expect(work).toHaveBeenCalledTimes(1);
  stop();
  go();
  expect(work).toHaveBeenCalledTimes(1);
});

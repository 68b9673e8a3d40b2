import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWatchdog, DEAF_GRACE, GUARDED_GRACE } from './watchdog.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const seconds = (count: number) => vi.advanceTimersByTime(count * 1000);
const STEP = { file: 'tokenizer.json', seconds: 10 };

function watchdog() {
  const stuck = vi.fn<(id: number, file: string, seconds: number) => void>();
  return { stuck, dog: createWatchdog(stuck) };
}

describe('a guarded step', () => {
  test('that takes longer than it may is told once, with its file and its limit', () => {
    const { dog, stuck } = watchdog();
    dog.step(1, STEP);
    seconds(10);
    expect(stuck).not.toHaveBeenCalled();
    seconds(60);
    expect(stuck.mock.calls).toEqual([[1, 'tokenizer.json', 10]]);
  });

  test('that ends in time, or whose call is answered, is forgotten', () => {
    const { dog, stuck } = watchdog();
    dog.step(1, STEP);
    dog.step(2, STEP);
    seconds(9);
    dog.step(1, null);
    dog.end(2);
    seconds(100);
    expect(stuck).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('has a few seconds from when its call is given up, however long its limit', () => {
    const { dog, stuck } = watchdog();
    dog.step(1, { ...STEP, seconds: 600 });
    seconds(30);
    dog.abort(1, 'model');
    dog.heard(1);
    seconds(GUARDED_GRACE);
    expect(stuck).not.toHaveBeenCalled();
    seconds(1);
    expect(stuck.mock.calls).toEqual([[1, 'tokenizer.json', GUARDED_GRACE]]);
  });

  test('that begins after its call was given up has no longer', () => {
    const { dog, stuck } = watchdog();
    dog.abort(1, 'model');
    dog.step(1, STEP);
    seconds(GUARDED_GRACE + 1);
    expect(stuck.mock.calls).toEqual([[1, 'tokenizer.json', GUARDED_GRACE]]);
  });
});

describe('a call that was given up', () => {
  test('is no matter once the worker has heard of it, whatever it still does', () => {
    const { dog, stuck } = watchdog();
    dog.abort(1, 'model');
    dog.heard(1);
    seconds(1000);
    expect(stuck).not.toHaveBeenCalled();
  });

  test('is no matter either when a guarded step ends after that', () => {
    const { dog, stuck } = watchdog();
    dog.step(1, STEP);
    dog.abort(1, 'model');
    dog.heard(1);
    dog.step(1, null);
    seconds(1000);
    expect(stuck).not.toHaveBeenCalled();
  });

  test('is not told while the worker goes on with other calls', () => {
    const { dog, stuck } = watchdog();
    dog.abort(1, 'model');
    for (let passed = 0; passed < 5; passed++) {
      seconds(DEAF_GRACE);
      dog.alive();
    }
    expect(stuck).not.toHaveBeenCalled();
    seconds(DEAF_GRACE + 1);
    expect(stuck).toHaveBeenCalledOnce();
  });

  test('that a deaf worker never hears of is told by what it was about', () => {
    const { dog, stuck } = watchdog();
    dog.abort(1, 'model.pt');
    seconds(DEAF_GRACE);
    expect(stuck).not.toHaveBeenCalled();
    seconds(1);
    expect(stuck.mock.calls).toEqual([[1, 'model.pt', DEAF_GRACE]]);
  });
});

test('nothing is told of a worker that is gone', () => {
  const { dog, stuck } = watchdog();
  dog.step(1, STEP);
  dog.abort(2, 'model');
  dog.stop();
  seconds(1000);
  expect(stuck).not.toHaveBeenCalled();
});

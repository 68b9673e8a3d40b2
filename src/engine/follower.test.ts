import { expect, test } from 'vitest';
import { follower } from './follower.ts';

test('it fires with the signal that it follows, and for the same reason', () => {
  const outer = new AbortController();
  const inner = follower(outer.signal);
  expect(inner.signal.aborted).toBe(false);
  outer.abort('why');
  expect(inner.signal.reason).toBe('why');
  expect(follower(outer.signal).signal.reason).toBe('why');
});

test('fired on its own, it leaves the other alone', () => {
  const outer = new AbortController();
  const inner = follower(outer.signal);
  inner.abort('enough');
  outer.abort('later');
  expect(inner.signal.reason).toBe('enough');
  expect(follower(undefined).signal.aborted).toBe(false);
});

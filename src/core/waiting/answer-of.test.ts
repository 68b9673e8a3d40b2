import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';
import { answerOf, BrowserSilentError } from './answer-of.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

afterEach(() => {
  vi.useRealTimers();
});

interface Open {
  readonly resolve: (answer: string) => void;
  readonly reject: (error: unknown) => void;
}

/** Questions that are answered from outside, in their order. */
function questions() {
  const asked: Open[] = [];
  const ask = vi.fn(
    () => new Promise<string>((resolve, reject) => void asked.push({ resolve, reject })),
  );
  return { ask, asked };
}

const about = { what: 'getFile', of: {} } as const;
const failureOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.catch((error: unknown) => error);
/** A task of its own: within one, what a weak reference has shown stays alive. */
const nextTask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what is asked lives until it answers, and no longer, also where it is asked twice at once', async () => {
  const { ask, asked } = questions();
  const begin = (): [WeakRef<object>, Promise<unknown>[]] => {
    const of = { name: 'handle' };
    return [new WeakRef(of), [0, 1].map(() => answerOf({ what: 'getFile', of, ask }))];
  };
  const [handle, [first, second]] = begin();
  asked[0]?.resolve('first');
  await first;
  await nextTask();
  collectGarbage();
  expect(handle.deref()).toBeDefined();
  asked[1]?.resolve('second');
  await second;
  await nextTask();
  collectGarbage();
  expect(handle.deref()).toBeUndefined();
});

test('an answer is given, and a refusal told, at once; nothing is left running', async () => {
  vi.useFakeTimers();
  expect(await answerOf({ ...about, ask: async () => 'here' })).toBe('here');
  const refusal = new DOMException('Gone.', 'NotFoundError');
  const ask = vi.fn(() => Promise.reject(refusal));
  expect(await failureOf(answerOf({ ...about, ask, again: true }))).toBe(refusal);
  const thrown = () => {
    throw refusal;
  };
  expect(await failureOf(answerOf({ ...about, ask: thrown }))).toBe(refusal);
  expect(ask).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  { again: true, times: 2 },
  { again: false, times: 1 },
])('silence is an error with its seconds, after $times questions', async ({ again, times }) => {
  vi.useFakeTimers();
  const { ask } = questions();
  const failure = failureOf(answerOf({ ...about, ask, again, seconds: 12 }));
  await vi.advanceTimersByTimeAsync(12_000);
  const error = await failure;
  expect(error).toBeInstanceOf(BrowserSilentError);
  expect(error).toMatchObject({
    code: 'browser-silent',
    details: { what: 'getFile', seconds: 12 },
  });
  expect(ask).toHaveBeenCalledTimes(times);
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  { used: 0, late: 1 },
  { used: 1, late: 0 },
])('of two answers number $used comes first and counts, the other is given back', async (which) => {
  vi.useFakeTimers();
  const { ask, asked } = questions();
  const onLate = vi.fn<(answer: string) => void>();
  const outcome = answerOf({ ...about, ask, again: true, onLate });
  await vi.advanceTimersByTimeAsync(6000);
  asked[which.used]?.resolve('used');
  expect(await outcome).toBe('used');
  asked[which.late]?.resolve('late');
  await vi.advanceTimersByTimeAsync(0);
  expect(onLate.mock.calls).toEqual([['late']]);
});

test('a second question that is refused, since the first one was only slow, takes nothing away', async () => {
  vi.useFakeTimers();
  const { ask, asked } = questions();
  const outcome = answerOf({ ...about, ask, again: true });
  await vi.advanceTimersByTimeAsync(6000);
  asked[1]?.reject(new DOMException('Another has it.', 'NoModificationAllowedError'));
  await vi.advanceTimersByTimeAsync(1000);
  asked[0]?.resolve('slow');
  expect(await outcome).toBe('slow');
});

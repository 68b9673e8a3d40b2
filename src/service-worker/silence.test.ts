import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SILENCE_SECONDS as OF_THE_PAGE } from '../engine/silence.ts';
import { memoryCaches } from '../testing/memory-caches.ts';
import { answerOther } from './other-files.ts';
import { bytesUnlessSilent, SILENCE_SECONDS } from './silence.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('the service worker waits as long as the page', () => {
  expect(SILENCE_SECONDS).toBe(OF_THE_PAGE);
});

test('a body that stops is given up, and its stream ended', async () => {
  let ended = false;
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(new Uint8Array(9)),
    cancel: () => void (ended = true),
  });
  const outcome = bytesUnlessSilent(new Response(body)).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(SILENCE_SECONDS * 1000);
  expect(await outcome).toBeInstanceOf(TypeError);
  expect(ended).toBe(true);
});

test('where a server says nothing the kept file stands in, or an error where none is kept', async () => {
  const url = 'https://page.test/models/own.safetensors';
  const never = () => new Promise<Response>(() => undefined);
  const cache = await memoryCaches().open('other');
  for (const kept of [null, new Response('kept')]) {
    if (kept) await cache.put(url, kept);
    const answer = answerOther(new Request(url), cache, never, () => undefined);
    await vi.advanceTimersByTimeAsync(SILENCE_SECONDS * 1000);
    expect((await answer).type).toBe(kept ? 'default' : 'error');
  }
});

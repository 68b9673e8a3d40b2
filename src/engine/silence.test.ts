import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { blobUnlessSilent, fetchSmall, SILENCE_SECONDS } from './silence.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

/** An answer whose pieces the test sends. */
function answering() {
  let sender: ReadableStreamDefaultController<Uint8Array> | undefined;
  let ended = false;
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => void (sender = stream),
    cancel: () => void (ended = true),
  });
  const response = new Response(body, { headers: { 'Content-Type': 'image/png' } });
  return { response, sender, isEnded: () => ended };
}

test('a slow answer is waited for as long as pieces come', async () => {
  const { response, sender } = answering();
  const outcome = blobUnlessSilent('https://slow.test/a.png', response);
  for (let piece = 0; piece < 5; piece++) {
    await seconds(SILENCE_SECONDS - 1);
    sender?.enqueue(Uint8Array.of(piece));
    await seconds(0);
  }
  sender?.close();
  const blob = await outcome;
  expect(blob.type).toBe('image/png');
  expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual([0, 1, 2, 3, 4]);
});

test('one that stops is ended with an error that says so', async () => {
  const { response, sender, isEnded } = answering();
  const outcome = fetchSmall(async () => response, 'https://stuck.test/a.png').catch(
    (error: unknown) => error,
  );
  sender?.enqueue(new Uint8Array(9));
  await seconds(SILENCE_SECONDS - 1);
  expect(isEnded()).toBe(false);
  await seconds(2);
  expect(await outcome).toMatchObject({ code: 'download-silent', details: { seconds: 30 } });
  expect(isEnded()).toBe(true);
});

test('an answer without a body is an empty file', async () => {
  const blob = await blobUnlessSilent('https://empty.test/', new Response(null));
  expect(blob.size).toBe(0);
});

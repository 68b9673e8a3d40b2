import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SILENCE_SECONDS } from '../../engine/silence.ts';
import { downloadBlob } from './download-blob.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

test('a server that sends a part and then nothing is given up', async () => {
  let ended = false;
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(new Uint8Array(9)),
    cancel: () => void (ended = true),
  });
  const done: number[] = [];
  const options = {
    fetch: async () => new Response(body),
    signal: new AbortController().signal,
    onProgress: (bytes: number) => void done.push(bytes),
  };
  const outcome = downloadBlob('https://data.test/a.tar', options).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(SILENCE_SECONDS * 1000);
  expect(done).toEqual([9]);
  expect(ended).toBe(true);
  expect(await outcome).toMatchObject({ code: 'download-silent', details: { seconds: 30 } });
});

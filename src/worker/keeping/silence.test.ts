import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Progress } from '../../engine/calls.ts';
import { EngineError } from '../../engine/errors.ts';
import { listRepository } from '../sources/list-repository.ts';
import { nodeKeeping } from '../testing/node-platform.ts';
import { createKeeper } from './keeper.ts';
import { keyOf } from './kept-record.ts';
import { createMemoryStore } from './memory-store.ts';
import { SILENCE_SECONDS } from '../../engine/silence.ts';

/** Begins like a safetensors header; the first 64 KiB come with the first request. */
const CONTENT = new Uint8Array(200_000).map((_, i) => (i === 8 ? 0x7b : i * 7));
const FIRST = 65_536;
const ADDRESS = { url: 'https://hub.example/model.safetensors', name: 'model.safetensors' };
const KEEP = { keep: true, peek: false } as const;

// Names of files are hashed by a WebAssembly, which takes real time to start, and a clock that stands still gives none.
beforeAll(() => keyOf(ADDRESS.url));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

/** What one request gets: no answer at all, or that many bytes and then silence. */
type Answer = 'none' | number;

/** A server on which nothing ever ends by itself; `ended` counts the requests that were given up. */
function serve(...answers: readonly Answer[]) {
  const left = [...answers];
  const ranges: (string | null)[] = [];
  const seen = { ended: 0 };
  const fetch = async (_url: unknown, { headers, signal }: RequestInit = {}): Promise<Response> => {
    const range = new Headers(headers).get('Range');
    ranges.push(range);
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    const [begin, end] = [Number(first), Number(last) + 1];
    const bytes = left.shift() ?? 'none';
    if (bytes === 'none') return never(signal, () => seen.ended++);
    const part = CONTENT.slice(begin, Math.min(end, begin + bytes));
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        stream.enqueue(part);
        if (begin + part.length === end) stream.close();
        else signal?.addEventListener('abort', () => stream.error(signal.reason));
      },
      cancel: () => void seen.ended++,
    });
    const total = `bytes ${begin}-${end - 1}/${CONTENT.length}`;
    return new Response(body, { status: 206, headers: { ETag: '"1"', 'Content-Range': total } });
  };
  const store = { ...createMemoryStore(), persistent: true };
  const platform = nodeKeeping(fetch, store);
  return { platform, keeper: createKeeper(platform), ranges, seen };
}

function never(signal: AbortSignal | null | undefined, onEnd: () => void): Promise<Response> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => {
      onEnd();
      reject(signal.reason);
    });
  });
}

/** Whether a promise is settled, and with which error. */
function watch(promise: Promise<unknown>): { settled: boolean; code: unknown } {
  const state = { settled: false, code: undefined as unknown };
  const settle = (error?: unknown): void => {
    state.settled = true;
    state.code = error instanceof EngineError ? error.code : error;
  };
  promise.then(() => settle(), settle);
  return state;
}

test('a body that falls silent is given up, and asked for again from its last byte', async () => {
  const { keeper, ranges, seen } = serve(FIRST, 50_000, CONTENT.length);
  const { file } = await keeper.hold(ADDRESS, KEEP);
  const whole = watch(file.ensure([[0, file.size]]));
  await seconds(SILENCE_SECONDS - 1);
  expect(ranges).toHaveLength(2);
  await seconds(1);
  expect(whole).toEqual({ settled: true, code: undefined });
  expect(seen.ended).toBe(1);
  expect(ranges.at(-1)).toBe(`bytes=${FIRST + 50_000}-${CONTENT.length - 1}`);
  expect(Buffer.compare(await file.read(0, file.size), CONTENT)).toBe(0);
});

test('so is one that somebody else reads too, as a cache does: its end would never come', async () => {
  const { platform, ranges } = serve(FIRST, 50_000, CONTENT.length);
  const { network } = platform;
  const fetch: typeof globalThis.fetch = async (...asked) => {
    const response = await network.fetch(...asked);
    response
      .clone()
      .text()
      .catch(() => undefined);
    return response;
  };
  const keeper = createKeeper({ ...platform, network: { ...network, fetch } });
  const { file } = await keeper.hold(ADDRESS, KEEP);
  const whole = watch(file.ensure([[0, file.size]]));
  await seconds(SILENCE_SECONDS);
  expect(whole).toEqual({ settled: true, code: undefined });
  expect(ranges.at(-1)).toBe(`bytes=${FIRST + 50_000}-${CONTENT.length - 1}`);
});

test('a server that stays silent gets one more request, and what has arrived is kept', async () => {
  const { keeper, ranges } = serve(FIRST, 50_000, 0);
  const { file } = await keeper.hold(ADDRESS, KEEP);
  const whole = watch(file.ensure([[0, file.size]]));
  await seconds(2 * SILENCE_SECONDS - 1);
  expect(whole.settled).toBe(false);
  await seconds(1);
  expect(whole).toEqual({ settled: true, code: 'download-silent' });
  expect(ranges).toHaveLength(3);
  const [part] = (await keeper.kept()).files;
  expect(part).toMatchObject({ bytes: FIRST + 50_000, complete: false });
});

test('a request that is never answered is ended', async () => {
  const { keeper, seen, ranges } = serve('none');
  const held = watch(keeper.hold(ADDRESS, KEEP));
  await seconds(SILENCE_SECONDS - 1);
  expect(held.settled).toBe(false);
  await seconds(1);
  expect(held).toEqual({ settled: true, code: 'download-silent' });
  expect(seen.ended).toBe(1);
  expect(ranges).toHaveLength(1);
});

test('each silent second is told, so that the rate can fall, and a cancel still ends the request at once', async () => {
  const { keeper } = serve(FIRST, 50_000);
  const { file } = await keeper.hold(ADDRESS, KEEP);
  const told: Progress[] = [];
  const controller = new AbortController();
  const { signal } = controller;
  const onProgress = (progress: Progress): void => void told.push(progress);
  const whole = watch(file.ensure([[0, file.size]], { signal, onProgress }));
  await seconds(1);
  const before = told.length;
  await seconds(5);
  expect(told.slice(before)).toHaveLength(5);
  expect(told.at(-1)).toMatchObject({ stage: 'download', done: FIRST + 50_000 });
  controller.abort();
  await seconds(0);
  expect(whole.code).toMatchObject({ name: 'AbortError' });
});

test('a hub that does not answer for its listing is given up too', async () => {
  const { platform } = serve('none');
  const listing = watch(listRepository('lab/clip', {}, platform.network));
  await seconds(SILENCE_SECONDS);
  expect(listing).toEqual({ settled: true, code: 'download-silent' });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SILENCE_SECONDS } from '../../engine/silence.ts';
import { fetchProgram } from './fetch-program.ts';

const URL = 'https://page.example/assets/runtime.wasm';
const PROGRAM = new Uint8Array(300_000).map((_, i) => [0, 0x61, 0x73, 0x6d][i] ?? i * 7);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** What one request gets: so many bytes and then a break or silence, all of it, another body, or a refusal. */
type Answer =
  | { readonly bytes: number; readonly ends: 'break' | 'silence' }
  | 'all'
  | 'network'
  | 'silence'
  | { readonly status: number }
  | { readonly body: string };

function serve(answers: readonly Answer[], headers: Record<string, string> = { ETag: '"1"' }) {
  const left = [...answers];
  const ranges: (string | null)[] = [];
  const pauses: number[] = [];
  const fetch = async (_: unknown, { headers: asked, signal }: RequestInit = {}) => {
    const range = new Headers(asked).get('Range');
    ranges.push(range);
    const answer = left.shift() ?? 'network';
    if (answer === 'network') throw new TypeError('Failed to fetch');
    if (answer === 'silence')
      return new Promise<Response>((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    if (typeof answer === 'object' && 'status' in answer)
      return new Response('no', { status: answer.status });
    if (typeof answer === 'object' && 'body' in answer) return new Response(answer.body);
    const begin = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const part = PROGRAM.slice(begin, answer === 'all' ? undefined : begin + answer.bytes);
    let sent = false;
    const body = new ReadableStream<Uint8Array>({
      pull(stream) {
        if (!sent) stream.enqueue(part);
        else if (answer === 'all') stream.close();
        else if (answer.ends === 'break') stream.error(new TypeError('network error'));
        else return new Promise<void>(() => undefined);
        sent = true;
        return undefined;
      },
    });
    const length = { 'Content-Length': String(PROGRAM.length - begin) };
    const total = `bytes ${begin}-${PROGRAM.length - 1}/${PROGRAM.length}`;
    return new Response(body, {
      status: range ? 206 : 200,
      headers: { ...headers, ...length, ...(range && { 'Content-Range': total }) },
    });
  };
  const pause = async (ms: number): Promise<void> => void pauses.push(ms);
  const network = { fetch: fetch as typeof globalThis.fetch, now: () => 0, pause };
  return { network, ranges, pauses };
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

test('one request brings the program, with its progress', async () => {
  const { network, ranges } = serve(['all']);
  const told: [number, number][] = [];
  const onBytes = (done: number, total: number): void => void told.push([done, total]);
  const blob = await fetchProgram({ url: URL, onBytes }, network);
  expect(Buffer.compare(await bytesOf(blob), PROGRAM)).toBe(0);
  expect(told.at(-1)).toEqual([PROGRAM.length, PROGRAM.length]);
  expect(ranges).toEqual([null]);
});

test('a connection that breaks is taken up where it ended', async () => {
  const { network, ranges, pauses } = serve([
    { bytes: 100_000, ends: 'break' },
    'network',
    { bytes: 50_000, ends: 'break' },
    'all',
  ]);
  const blob = await fetchProgram({ url: URL }, network);
  expect(Buffer.compare(await bytesOf(blob), PROGRAM)).toBe(0);
  // With and without `If-Range`, before a request counts as failed.
  expect(new Set(ranges)).toEqual(new Set([null, 'bytes=100000-', 'bytes=150000-']));
  expect(pauses.length).toBeGreaterThan(1);
});

test('of a server whose file cannot be told from another one the whole is asked for again', async () => {
  const { network, ranges } = serve([{ bytes: 100_000, ends: 'break' }, 'all'], {});
  const blob = await fetchProgram({ url: URL }, network);
  expect(Buffer.compare(await bytesOf(blob), PROGRAM)).toBe(0);
  expect(ranges).toEqual([null, null]);
});

test('a server that falls silent is asked again for the rest, and given up when nothing more comes', async () => {
  const { network, ranges } = serve([{ bytes: 100_000, ends: 'silence' }, 'silence']);
  const outcome = failure(fetchProgram({ url: URL }, network));
  await vi.advanceTimersByTimeAsync(2 * SILENCE_SECONDS * 1000);
  expect(await outcome).toMatchObject({
    code: 'runtime-not-fetched',
    details: { cause: 'download-silent', url: URL, seconds: SILENCE_SECONDS },
  });
  expect(ranges).toEqual([null, 'bytes=100000-']);
});

test('without a network it is tried a few times, with growing pauses', async () => {
  const { network, pauses } = serve([]);
  const error = await failure(fetchProgram({ url: URL }, network));
  expect(error).toMatchObject({
    code: 'runtime-not-fetched',
    details: { cause: 'download-failed' },
  });
  expect(pauses).toEqual([1000, 2000, 4000, 8000]);
});

test.each<[string, Answer]>([
  ['a refusal', { status: 404 }],
  ['a page of a host or a hotel’s gate', { body: '<!doctype html><title>Sign in</title>' }],
])('%s is no program, and is not asked for again', async (_, answer) => {
  const { network, ranges } = serve([answer, 'all']);
  const error = await failure(fetchProgram({ url: URL }, network));
  expect(error).toMatchObject({
    code: 'runtime-not-fetched',
    details: { cause: 'download-status', url: URL },
  });
  expect(ranges).toHaveLength(1);
});

test('a cancel ends it', async () => {
  const { network } = serve(['silence']);
  const controller = new AbortController();
  const outcome = failure(fetchProgram({ url: URL, signal: controller.signal }, network));
  controller.abort(new DOMException('Cancelled.', 'AbortError'));
  expect(await outcome).toMatchObject({ name: 'AbortError' });
});

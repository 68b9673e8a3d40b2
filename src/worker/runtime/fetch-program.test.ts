import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextTask } from '../../engine/next-task.ts';
import { SILENCE_SECONDS } from '../../engine/silence.ts';
import { fetchProgram, type Program } from './fetch-program.ts';

const URL = 'https://page.example/assets/runtime.wasm';
const FILLING = new Uint8Array(300_000).map((_, i) => i * 7);
const PROGRAM = program(FILLING);

/** The smallest program, and bytes in a section of its own, `x`, that mean nothing: [0, length, 1, 'x', bytes]. */
function program(filling: Uint8Array): Uint8Array {
  const length = filling.length + 2;
  const leb = [(length & 127) | 128, ((length >> 7) & 127) | 128, length >> 14];
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, ...leb, 1, 0x78, ...filling]);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** What one request gets: so many bytes and then a break or silence, all of it, another body, or a refusal. */
type Answer =
  | { readonly bytes: number; readonly ends: 'break' | 'silence' }
  | 'all'
  | 'network'
  | 'silence'
  | { readonly status: number }
  | { readonly body: string };

const TYPE = { 'Content-Type': 'application/wasm' };

function serve(
  answers: readonly Answer[],
  headers: Record<string, string> = { ETag: '"1"', ...TYPE },
) {
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
      async pull(stream) {
        // What has come is read before the connection breaks.
        if (sent) await nextTask();
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

/** The bytes that mean nothing, as they are in the compiled program. */
async function fillingOf({ module }: Program): Promise<Uint8Array> {
  const [section] = WebAssembly.Module.customSections(await module, 'x');
  return new Uint8Array(section ?? []);
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
  const found = await fetchProgram({ url: URL, onBytes }, network);
  expect(Buffer.compare(await fillingOf(found), FILLING)).toBe(0);
  expect(told.at(-1)).toEqual([PROGRAM.length, PROGRAM.length]);
  expect(ranges).toEqual([null]);
});

test('the answer itself is compiled, once: what the browser made of it is there at the next visit', async () => {
  const streaming = vi.spyOn(WebAssembly, 'compileStreaming');
  const bytes = vi.spyOn(WebAssembly, 'compile');
  const { network } = serve(['all']);
  await (
    await fetchProgram({ url: URL }, network)
  ).module;
  expect(streaming).toHaveBeenCalledOnce();
  expect(bytes).not.toHaveBeenCalled();
});

test('a server that calls it something else is none the worse', async () => {
  const streaming = vi.spyOn(WebAssembly, 'compileStreaming');
  const { network } = serve(['all'], { 'Content-Type': 'application/octet-stream' });
  const found = await fetchProgram({ url: URL }, network);
  expect(Buffer.compare(await fillingOf(found), FILLING)).toBe(0);
  expect(streaming).not.toHaveBeenCalled();
});

test('a connection that breaks is taken up where it ended', async () => {
  const { network, ranges, pauses } = serve([
    { bytes: 100_000, ends: 'break' },
    'network',
    { bytes: 50_000, ends: 'break' },
    'all',
  ]);
  const found = await fetchProgram({ url: URL }, network);
  expect(Buffer.compare(await fillingOf(found), FILLING)).toBe(0);
  // With and without `If-Range`, before a request counts as failed.
  expect(new Set(ranges)).toEqual(new Set([null, 'bytes=100000-', 'bytes=150000-']));
  expect(pauses.length).toBeGreaterThan(1);
});

test('of a server whose file cannot be told from another one the whole is asked for again', async () => {
  const { network, ranges } = serve([{ bytes: 100_000, ends: 'break' }, 'all'], {});
  const found = await fetchProgram({ url: URL }, network);
  expect(Buffer.compare(await fillingOf(found), FILLING)).toBe(0);
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

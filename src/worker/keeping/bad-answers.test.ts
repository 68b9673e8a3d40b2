import { describe, expect, test } from 'vitest';
import { nodeKeeping } from '../testing/node-platform.ts';
import { createKeeper } from './keeper.ts';
import { createMemoryStore } from './memory-store.ts';

/** Begins like a safetensors header; the first 64 KiB come with the first request. */
const CONTENT = new Uint8Array(200_000).map((_, i) => (i === 8 ? 0x7b : i * 7));
const FIRST = 65_536;
const PAGE = '<!doctype html><title>Sign in to this network</title>';
const ADDRESS = {
  url: 'https://hub.example/model.safetensors',
  name: 'model.safetensors',
  size: CONTENT.length,
};
const KEEP = { keep: true, peek: false } as const;

type Answer = (begin: number, end: number) => Response;

const part: Answer = (begin, end) =>
  new Response(CONTENT.slice(begin, end), {
    status: 206,
    headers: { ETag: '"1"', 'Content-Range': `bytes ${begin}-${end - 1}/${CONTENT.length}` },
  });

const page = (headers: Record<string, string>): Answer => {
  return () => new Response(PAGE, { headers: { 'Content-Type': 'text/html', ...headers } });
};

/** A server that gives these answers in turn, and the last one for ever. */
function serve(...answers: readonly Answer[]) {
  let count = 0;
  const fetch = async (_url: unknown, { headers }: RequestInit = {}): Promise<Response> => {
    const range = new Headers(headers).get('Range');
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    const answer = answers[Math.min(count, answers.length - 1)];
    // A download that never ends would hang the test.
    if (++count > 20 || !answer) throw new Error('Asked again and again.');
    return answer(Number(first), Number(last) + 1);
  };
  const store = { ...createMemoryStore(), persistent: true };
  return createKeeper(nodeKeeping(fetch, store));
}

describe('a web page instead of the rest of a file leaves the part that is kept', () => {
  test.each([
    ['with a length', { 'Content-Length': String(PAGE.length) }],
    ['without a length', {}],
    ['with an entity tag', { ETag: '"page"', 'Content-Length': String(PAGE.length) }],
  ])('%s', async (_, headers) => {
    const keeper = serve(part, page(headers), part);
    const { file } = await keeper.hold(ADDRESS, KEEP);
    const failing = file.ensure([[0, file.size]]);
    await expect(failing).rejects.toMatchObject({ code: 'checkpoint-html' });
    expect((await keeper.kept()).files).toMatchObject([
      { bytes: FIRST, size: CONTENT.length, etag: '"1"' },
    ]);
    await file.ensure([[0, file.size]]);
    expect(Buffer.compare(await file.read(0, file.size), CONTENT)).toBe(0);
  });
});

describe('an answer that brings nothing ends the download with a sentence', () => {
  test.each<[string, Answer, string]>([
    [
      'an empty file',
      () => new Response('', { headers: { 'Content-Length': '0' } }),
      'download-wrong-length',
    ],
    ['no content', () => new Response(null, { status: 204 }), 'download-wrong-length'],
    ['a range beyond the end', () => new Response(null, { status: 416 }), 'download-wrong-length'],
    ['the same part for every range', () => part(0, FIRST), 'download-wrong-length'],
  ])('%s', async (_, answer, code) => {
    const keeper = serve(answer);
    const whole = async () => {
      const { file } = await keeper.hold(ADDRESS, KEEP);
      await file.ensure([[0, file.size]]);
    };
    await expect(whole()).rejects.toMatchObject({ code });
    expect((await keeper.kept()).files).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { isolated } from './isolated.ts';
import { ISOLATION_HEADERS } from './security-headers.ts';

const POLICY = { 'Content-Security-Policy': "default-src 'none'" };
const answer = (type: string, more: Record<string, string> = {}) =>
  new Response('bytes', { headers: { 'Content-Type': type, ...more } });

test('scripts and pages get what a static host cannot send, their bytes untouched', async () => {
  for (const type of ['text/html', 'text/javascript', 'application/octet-stream']) {
    const sent = isolated(answer(type), POLICY);
    for (const [name, value] of Object.entries({ ...ISOLATION_HEADERS, ...POLICY }))
      expect(sent.headers.get(name)).toBe(value);
    expect(await sent.text()).toBe('bytes');
  }
});

test('a program goes out as it came, and so does what a server has isolated itself', () => {
  const program = answer('application/wasm');
  expect(isolated(program, POLICY)).toBe(program);
  const page = answer('text/html', ISOLATION_HEADERS);
  expect(isolated(page, POLICY)).toBe(page);
});

test('an answer without a body stays one', () => {
  expect(isolated(new Response(null, { status: 304 }), POLICY).body).toBeNull();
});

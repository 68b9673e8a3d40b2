import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compressBuild } from '../../scripts/support/compress-build.ts';
import { type BuildServer, serveBuild } from '../../scripts/support/serve-build.ts';

const SCRIPT = `console.log(${JSON.stringify('a'.repeat(5000))});`;
/** What no compressor makes smaller. */
const NOISE = Buffer.from(crypto.getRandomValues(new Uint8Array(4000)));

let folder = '';
let server: BuildServer;

beforeAll(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'built-'));
  await writeFile(join(parent, 'secret.txt'), 'outside');
  folder = join(parent, 'dist');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), `<!doctype html><p>${'page '.repeat(200)}`);
  await writeFile(join(folder, 'assets', 'page-12345678.js'), SCRIPT);
  await writeFile(join(folder, 'model.safetensors'), NOISE);
  await compressBuild(folder);
  server = await serveBuild(folder, 0, '127.0.0.1');
});

afterAll(async () => {
  await server.close();
  await rm(join(folder, '..'), { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Unlike `fetch` it decodes nothing and mends no path. */
function ask(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: server.port, path, headers, method }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(parts),
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

it('gives every answer the headers that isolate and protect the page', async () => {
  for (const path of ['/', '/index.html', '/assets/page-12345678.js', '/model.safetensors']) {
    const { status, headers } = await ask(path);
    expect(status).toBe(200);
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy']).toBe('credentialless');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
});

it('lets others show the page only where they were named, and takes no name that would change the policy', async () => {
  const named = ['https://lms.example', 'http://*.school.test:8080'];
  const other = await serveBuild(folder, 0, '127.0.0.1', { frameAncestors: named });
  const { headers } = await fetch(`http://127.0.0.1:${other.port}/`);
  expect(headers.get('content-security-policy')).toMatch(
    /; frame-ancestors 'self' https:\/\/lms\.example http:\/\/\*\.school\.test:8080$/,
  );
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  await other.close();
  for (const wrong of [
    'lms.example',
    '*',
    'https://lms.example/course',
    "https://lms.example; script-src 'unsafe-inline'",
    'https://a.example,https://b.example',
    'javascript://lms',
    "'none'",
    'https://',
    'https://lms.example\r\nX: y',
  ])
    await expect(serveBuild(folder, 0, '127.0.0.1', { frameAncestors: [wrong] })).rejects.toThrow(
      wrong,
    );
});

it('sends each browser the form that it understands, and the same content in all of them', async () => {
  const path = '/assets/page-12345678.js';
  const plain = await ask(path);
  const brotli = await ask(path, { 'Accept-Encoding': 'gzip, br' });
  const gzip = await ask(path, { 'Accept-Encoding': 'gzip' });
  expect(plain.body.toString()).toBe(SCRIPT);
  expect(brotli.headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT);
  expect(gzip.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(gzip.body).toString()).toBe(SCRIPT);
  for (const { headers } of [plain, brotli, gzip]) {
    expect(headers['content-type']).toContain('javascript');
    expect(String(headers['vary']).toLowerCase()).toContain('accept-encoding');
  }
});

it('keeps no second copy of what does not shrink', async () => {
  const { headers, body } = await ask('/model.safetensors', { 'Accept-Encoding': 'br, gzip' });
  expect(headers['content-encoding']).toBeUndefined();
  expect(body.equals(NOISE)).toBe(true);
  await expect(readFile(join(folder, 'model.safetensors.br'))).rejects.toThrow('ENOENT');
});

it('sends parts, and nothing where the browser has the file', async () => {
  const part = await ask('/model.safetensors', { Range: 'bytes=10-19' });
  expect(part.status).toBe(206);
  expect(part.headers['content-range']).toBe(`bytes 10-19/${NOISE.length}`);
  expect(part.body.equals(NOISE.subarray(10, 20))).toBe(true);
  const { headers } = await ask('/index.html');
  const again = await ask('/index.html', { 'If-None-Match': String(headers['etag']) });
  expect(again.status).toBe(304);
  expect(again.body).toHaveLength(0);
});

it('lets browsers keep for ever what changes its name with its content, and ask about the rest', async () => {
  expect((await ask('/assets/page-12345678.js')).headers['cache-control']).toContain('immutable');
  for (const path of ['/', '/index.html', '/model.safetensors'])
    expect((await ask(path)).headers['cache-control']).toBe('no-cache');
});

it.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/../../secret.txt',
  '/none',
  '/%',
])('has nothing under %s', async (path) => {
  const { status, body } = await ask(path);
  expect(status).toBe(404);
  expect(body.toString()).not.toContain('outside');
});

it('takes nothing from anybody, and says which folder holds no page', async () => {
  for (const method of ['POST', 'PUT', 'DELETE'])
    expect((await ask('/index.html', {}, method)).status).toBe(405);
  await expect(serveBuild(join(folder, 'assets'), 0, '127.0.0.1')).rejects.toThrow('npm run build');
});

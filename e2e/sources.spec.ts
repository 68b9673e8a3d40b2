import { expect, type Page } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import type { LoadOptions, ModelSource } from '../src/engine/loading.ts';
import type { HubServer } from './support/hub-server.ts';
import { crossed, FILE, REPO, weightsRequests, test, WEIGHTS } from './support/small-hub.ts';

declare const zeroShot: Engine;

const source = ({ endpoint }: HubServer): ModelSource => ({ hub: REPO, endpoint });

/** Loads and answers the verdict with the stages seen, or the error's code. */
function load(page: Page, from: ModelSource, options: LoadOptions = {}) {
  return page.evaluate(
    async ([from, options]) => {
      const stages = new Set<string>();
      try {
        const onProgress = ({ stage }: { stage: string }) => void stages.add(stage);
        const { id, report } = await zeroShot.load(from, { ...options, onProgress });
        await zeroShot.release(id);
        return { verdict: report.verdict.kind, stages: [...stages] };
      } catch (error) {
        return { code: (error as { code?: string }).code, message: String(error) };
      }
    },
    [from, options] as const,
  );
}

/** Files as they came; weights that were prepared from them are kept beside them. */
const kept = (page: Page) =>
  page.evaluate(async () => (await zeroShot.kept()).files.filter(({ prepared }) => !prepared));

test.beforeEach(async ({ page }) => {
  // The engine has the machine to itself: the page's own models are not loaded.
  await page.route('**/models/mini/*', (route) => route.abort());
  await page.goto('./');
});

test('a look costs the header only, and the server is asked for a plain range', async ({
  page,
  serve,
}) => {
  const server = await serve();
  const seen = await page.evaluate((from) => zeroShot.inspect(from), source(server));
  expect(seen.report.verdict.kind).toBe('complete');
  expect(seen.files[0]).toMatchObject({ bytes: WEIGHTS.length, kept: 0, ranges: true });
  expect(crossed(server)).toBe(65_536);
  expect(seen.downloadedBytes).toBe(65_536);
  expect(weightsRequests(server).map(({ range }) => range)).toEqual(['bytes=0-65535']);
  expect(await kept(page)).toEqual([]);
});

test('a server that ignores ranges is cut off after the header, and still loads', async ({
  page,
  serve,
}) => {
  const server = await serve({ noRanges: true });
  const seen = await page.evaluate((from) => zeroShot.inspect(from), source(server));
  expect(seen.files[0]).toMatchObject({ bytes: WEIGHTS.length, ranges: false });
  // A stream that was asked for is cut at its next chunk, which a busy browser makes large.
  expect(seen.downloadedBytes).toBeLessThan(WEIGHTS.length / 2);
  expect(await load(page, source(server))).toMatchObject({ verdict: 'complete' });
});

test('a file is checked, kept, and loads again with the server gone', async ({ page, serve }) => {
  const server = await serve();
  const first = await load(page, source(server));
  expect(first).toMatchObject({ verdict: 'complete' });
  expect(first.stages).toContain('check');
  expect(crossed(server)).toBe(WEIGHTS.length);
  expect(await kept(page)).toMatchObject([{ name: FILE, complete: true, checked: true }]);
  await server.close();
  await page.reload();
  expect(await load(page, source(server))).toMatchObject({ verdict: 'complete' });
  await page.evaluate((url) => zeroShot.forget(url), (await kept(page))[0]?.url ?? '');
  expect(await kept(page)).toEqual([]);
});

test('a download that a reload interrupted goes on where it stopped', async ({ page, serve }) => {
  const server = await serve({ holdAfter: 4 << 20 });
  const [from] = [source(server)];
  await page.evaluate((wanted) => void zeroShot.load(wanted).catch(() => undefined), from);
  await expect.poll(() => crossed(server)).toBeGreaterThan(4 << 20);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const look = () =>
          void zeroShot.kept().then(({ files }) => (files[0] ? resolve() : setTimeout(look, 50)));
        look();
      }),
  );
  await page.reload();
  const before = weightsRequests(server).length;
  const loading = load(page, from);
  await expect.poll(() => weightsRequests(server).length).toBeGreaterThan(before);
  await expect.poll(() => (server.release(), crossed(server))).toBeGreaterThan(WEIGHTS.length / 2);
  const releasing = setInterval(() => server.release(), 50);
  expect(await loading).toMatchObject({ verdict: 'complete' });
  clearInterval(releasing);
  expect(weightsRequests(server)[before]?.range).toMatch(/^bytes=[1-9]\d*-/);
  expect(await kept(page)).toMatchObject([{ complete: true, checked: true }]);
});

test('a column that takes the image side downloads the image side', async ({ page, serve }) => {
  const server = await serve();
  expect(await load(page, source(server), { rule: 'timm' })).toMatchObject({
    verdict: 'vision-only',
  });
  const half = crossed(server);
  expect(half).toBeLessThan(WEIGHTS.length * 0.6);
  expect(await load(page, source(server))).toMatchObject({ verdict: 'complete' });
  expect(crossed(server)).toBe(WEIGHTS.length);
});

test('a connection that breaks goes on by itself', async ({ page, serve }) => {
  const server = await serve({ cutAfter: { bytes: 6 << 20, times: 2 } });
  expect(await load(page, source(server))).toMatchObject({ verdict: 'complete' });
});

test('a busy server is waited for, and this is said', async ({ page, serve }) => {
  const server = await serve({ status: { code: 429, times: 1, retryAfter: 1 } });
  const done = await load(page, source(server));
  expect(done).toMatchObject({ verdict: 'complete' });
  expect(done.stages).toContain('waiting');
});

test('two columns that need the same file download it once', async ({ page, serve }) => {
  const server = await serve();
  const [from] = [source(server)];
  const both = await Promise.all([load(page, from), load(page, from, { rule: 'timm' })]);
  expect(both).toMatchObject([{ verdict: 'complete' }, { verdict: 'vision-only' }]);
  expect(crossed(server)).toBe(WEIGHTS.length);
});

for (const [what, fault, code] of [
  ['a web page', { html: true }, 'checkpoint-html'],
  ['a file with another SHA-256', { wrongHash: true }, 'download-wrong-hash'],
  ['a file that changes with every answer', { changingEtag: true }, 'download-changed'],
  ['a refusal', { status: { code: 403, times: 99 } }, 'download-status'],
] as const) {
  test(`${what} is refused, and nothing of it is kept`, async ({ page, serve }) => {
    const server = await serve(fault);
    expect(await load(page, source(server))).toMatchObject({ code });
    expect(await kept(page)).toEqual([]);
  });
}

test('a repository that does not exist is told from one with nothing to load', async ({
  page,
  serve,
}) => {
  const { endpoint } = await serve();
  expect(await load(page, { hub: 'lab/none', endpoint })).toMatchObject({ code: 'hub-not-found' });
  expect(await load(page, { hub: 'no repository', endpoint })).toMatchObject({
    code: 'hub-address',
  });
});

import { expect, test, vi } from 'vitest';
import { arrivedCacheName, CHECKED } from '../../browser/arrived.ts';
import { memoryCaches } from '../../testing/memory-caches.ts';
import { keepArrived } from './keep-arrived.ts';

const FOLDER = 'https://room.example/clip/';
const SCRIPT = { href: `${FOLDER}assets/main-a1b2c3d4.js` };

/** What is kept of one answer, under the address that was asked for. */
async function kept(address: string, answer: Response): Promise<string | undefined> {
  const caches = memoryCaches();
  const fetch = keepArrived({ fetch: async () => answer, caches, location: SCRIPT });
  expect(await (await fetch(address)).text()).toBe('bytes');
  // The copy is written beside the answer.
  await new Promise((resolve) => setTimeout(resolve));
  const cache = await caches.open(arrivedCacheName(FOLDER));
  return (await cache.match(address))?.text();
}

const MODEL = `${FOLDER}models/mini/open_clip_model.safetensors`;

test('the runtime and the built-in model are kept as they come, the answer untouched', async () => {
  expect(await kept(MODEL, new Response('bytes'))).toBe('bytes');
  expect(await kept(`${FOLDER}assets/ort-a1b2c3d4.wasm`, new Response('bytes'))).toBe('bytes');
});

test('what is kept already is not written again, a newer version is', async () => {
  const caches = memoryCaches();
  const cache = await caches.open(arrivedCacheName(FOLDER));
  const put = vi.spyOn(cache, 'put');
  const open = async () => cache;
  for (const [tag, writes] of [
    ['"1"', 1],
    ['"1"', 1],
    ['"2"', 2],
    [null, 3],
    [null, 4],
  ] as const) {
    const answer = new Response('bytes', { headers: tag === null ? {} : { ETag: tag } });
    const fetch = keepArrived({ fetch: async () => answer, caches: { open }, location: SCRIPT });
    expect(await (await fetch(MODEL)).text()).toBe('bytes');
    await new Promise((resolve) => setTimeout(resolve));
    expect(put).toHaveBeenCalledTimes(writes);
  }
});

test('nothing else is: other folders and hosts, parts, errors, and what the service worker keeps itself', async () => {
  const others = ['models/other/m.safetensors', 'samples/cat.webp'].map((path) => FOLDER + path);
  for (const address of [...others, 'https://hub.example/models/mini/m.safetensors'])
    expect(await kept(address, new Response('bytes'))).toBeUndefined();
  for (const status of [206, 404])
    expect(await kept(MODEL, new Response('bytes', { status }))).toBeUndefined();
  const own = new Response('bytes', { headers: { [CHECKED]: '' } });
  expect(await kept(MODEL, own)).toBeUndefined();
});

test('where the browser keeps nothing, the answer comes all the same', async () => {
  const refuse = async (): Promise<never> => {
    throw new DOMException('No room.', 'QuotaExceededError');
  };
  for (const caches of [undefined, { open: refuse }]) {
    const fetch = keepArrived({
      fetch: async () => new Response('bytes'),
      caches,
      location: SCRIPT,
    });
    expect(await (await fetch(MODEL)).text()).toBe('bytes');
  }
});

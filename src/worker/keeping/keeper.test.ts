import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { type Fault, type HubServer, startHub } from '../../../e2e/support/hub-server.ts';
import { nodeKeeping } from '../testing/node-platform.ts';
import { type FileStore, requireWritten } from './file-store.ts';
import { createKeeper, type KeeperPlatform } from './keeper.ts';
import { createMemoryStore } from './memory-store.ts';

/** Begins like a safetensors header; what follows does not matter for keeping. */
const CONTENT = new Uint8Array(400_000).map((_, i) => (i === 8 ? 0x7b : i * 11));
const PATH = 'lab/clip/model.safetensors';
const KEEP = { keep: true, peek: false } as const;

let hub: HubServer | undefined;

afterEach(async () => {
  await hub?.close();
});

/** A disk that outlives its keeper. */
const disk = (): FileStore => ({ ...createMemoryStore(), persistent: true });

async function serve(fault: Fault = {}, changes: Partial<KeeperPlatform> = {}, store = disk()) {
  hub = await startHub({ [PATH]: CONTENT }, { [PATH]: fault });
  const { endpoint, requests } = hub;
  const platform = { ...nodeKeeping(fetch, store), ...changes };
  const address = {
    url: `${endpoint}/lab/clip/resolve/main/model.safetensors`,
    name: 'model.safetensors',
  };
  return { keeper: createKeeper(platform), platform, address, requests };
}

describe('a file that is kept', () => {
  test('is brought range by range, near ones in one request, and read as the server has it', async () => {
    const { keeper, address, requests } = await serve();
    const { file } = await keeper.hold(address, KEEP);
    await file.ensure([[300_000, 310_000]]);
    expect(await file.read(300_000, 310_000)).toEqual(CONTENT.slice(300_000, 310_000));
    await file.ensure([[0, file.size]]);
    const ranges = requests.map(({ range }) => range);
    expect(ranges).toEqual(['bytes=0-65535', 'bytes=300000-309999', 'bytes=65536-399999']);
    expect(Buffer.compare(await file.read(0, file.size), CONTENT)).toBe(0);
  });

  test('is there for the next keeper, which asks nothing', async () => {
    const { keeper, platform, address, requests } = await serve();
    const first = await keeper.hold(address, KEEP);
    await first.file.ensure([[0, first.file.size]]);
    const before = requests.length;
    const { file } = await createKeeper(platform).hold(address, KEEP);
    expect(Buffer.compare(await file.read(0, file.size), CONTENT)).toBe(0);
    expect(requests).toHaveLength(before);
  });

  test('cannot be deleted while somebody holds it', async () => {
    const { keeper, address } = await serve();
    const held = await keeper.hold(address, KEEP);
    await expect(keeper.forget(address.url)).rejects.toMatchObject({ code: 'kept-in-use' });
    await held.release();
    await keeper.forget(address.url);
    expect((await keeper.kept()).files).toEqual([]);
    await expect(keeper.forget(address.url)).rejects.toMatchObject({ code: 'kept-unknown' });
  });

  test('that was cut off by a cancel keeps its part, and goes on from there', async () => {
    const { keeper, address, requests } = await serve();
    const controller = new AbortController();
    const { file } = await keeper.hold(address, KEEP);
    const call = file.ensure([[0, file.size]], {
      signal: controller.signal,
      onProgress: ({ stage, done }) => {
        if (stage === 'download' && done > 65_536) controller.abort();
      },
    });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    const [part] = (await keeper.kept()).files;
    expect(part?.complete).toBe(false);
    await file.ensure([[0, file.size]]);
    expect(requests.at(-1)?.range).toBe(`bytes=${part?.bytes}-${CONTENT.length - 1}`);
    expect(Buffer.compare(await file.read(0, file.size), CONTENT)).toBe(0);
  });
});

test('two tabs that need the same file at once download it once', async () => {
  const { platform, address, requests } = await serve();
  // Two keepers over one storage and its locks, as two tabs have them.
  const files = await Promise.all(
    [1, 2].map(async () => {
      const { file } = await createKeeper(platform).hold(address, KEEP);
      await file.ensure([[0, file.size]]);
      return file;
    }),
  );
  for (const file of files) expect(Buffer.compare(await file.read(0, file.size), CONTENT)).toBe(0);
  expect(requests.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(CONTENT.length);
});

test('a file whose bytes the browser has cleared is brought again', async () => {
  const store = disk();
  const { keeper, address } = await serve({}, {}, store);
  const { file } = await keeper.hold(address, KEEP);
  await file.ensure([[0, file.size]]);
  const data = (await store.names()).find((name) => name.endsWith('.data'));
  await store.remove(data ?? '');
  expect(await file.read(300_000, 300_100)).toEqual(CONTENT.slice(300_000, 300_100));
});

test('a file has its length before the bytes come, also where only a part of it is wanted: growing is slow in browsers', async () => {
  const store = disk();
  const grown: number[] = [];
  const open: FileStore['open'] = async (name) => {
    let length = await store.size(name);
    const writer = await store.open(name);
    const truncate: typeof writer.truncate = (size) => {
      length = size;
      writer.truncate(size);
    };
    const write: typeof writer.write = (bytes, at) => {
      // The first look, when the length of the file is not known yet, takes 64 KiB.
      if (at + bytes.length > Math.max(length, 1 << 16)) grown.push(at);
      writer.write(bytes, at);
    };
    return { ...writer, truncate, write };
  };
  const { keeper, address } = await serve({}, {}, { ...store, open });
  const { file } = await keeper.hold(address, KEEP);
  const parts = [[150_000, 200_000] as const, [300_000, 390_000] as const];
  await file.ensure(parts);
  expect(grown).toEqual([]);
  for (const [begin, end] of parts)
    expect(await file.read(begin, end)).toEqual(CONTENT.slice(begin, end));
});

/** A disk with room for 200,000 bytes, which takes what fits of the last write. */
function fullDisk(): FileStore {
  const store = disk();
  const sizes = new Map<string, number>();
  const open: FileStore['open'] = async (name) => {
    const writer = await store.open(name);
    const truncate: typeof writer.truncate = (size) => {
      writer.truncate(size);
      sizes.set(name, Math.min(size, sizes.get(name) ?? 0));
    };
    const write: typeof writer.write = (bytes, at) => {
      const size = sizes.get(name) ?? 0;
      const free = 200_000 - [...sizes.values()].reduce((sum, one) => sum + one, 0);
      const taken = bytes.subarray(0, Math.max(0, size + free - at));
      writer.write(taken, at);
      sizes.set(name, Math.max(size, at + taken.length));
      requireWritten(taken.length, bytes);
    };
    return { ...writer, truncate, write };
  };
  return { ...store, open };
}

test('a disk that refuses in the middle of a download says what is missing, whatever it claims to have', async () => {
  const space = { available: async () => 10e9 };
  const { keeper, address } = await serve({}, { space }, fullDisk());
  const { file } = await keeper.hold(address, KEEP);
  const failure = await file.ensure([[0, file.size]]).catch((error: unknown) => error);
  const [part] = (await keeper.kept()).files;
  expect(part?.bytes).toBeGreaterThan(0);
  expect(failure).toMatchObject({
    code: 'storage-full',
    details: { missing: CONTENT.length - (part?.bytes ?? 0) },
  });
});

describe('a file that goes on from memory after the disk was full', () => {
  const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
  const IN_MEMORY = { keep: false, peek: false } as const;

  /** The part on the disk, and the requests after it. */
  async function refused(fault: Fault = {}) {
    const store = fullDisk();
    const { keeper, address, requests } = await serve(fault, {}, store);
    const known = { ...address, size: CONTENT.length, sha256: SHA256 };
    const first = await keeper.hold(known, KEEP);
    const failing = first.file.ensure([[0, CONTENT.length]]);
    await expect(failing).rejects.toMatchObject({ code: 'storage-full' });
    await first.release();
    const [part] = (await keeper.kept()).files;
    return { store, keeper, known, requests, bytes: part?.bytes ?? 0, before: requests.length };
  }

  test('takes what the disk has, and asks the server for the rest only', async () => {
    const { keeper, known, requests, bytes, before } = await refused();
    const { file } = await keeper.hold(known, IN_MEMORY);
    await file.ensure([[0, file.size]]);
    const ranges = requests.slice(before).map(({ range }) => range);
    expect(ranges).toEqual([`bytes=${bytes}-${CONTENT.length - 1}`]);
    expect(file.record().checked).toBe(true);
    expect(Buffer.compare(await file.read(0, file.size), CONTENT)).toBe(0);
    expect((await keeper.kept()).files[0]?.bytes).toBe(bytes);
  });

  test('whose server has another version by now starts anew at the next try', async () => {
    const fault = { changingEtag: false };
    const { keeper, known, requests } = await refused(fault);
    fault.changingEtag = true;
    const held = await keeper.hold(known, IN_MEMORY);
    const failing = held.file.ensure([[0, held.file.size]]);
    await expect(failing).rejects.toMatchObject({ code: 'download-changed' });
    await held.release();
    expect((await keeper.kept()).files).toEqual([]);
    fault.changingEtag = false;
    const before = requests.length;
    const { file } = await keeper.hold(known, IN_MEMORY);
    await file.ensure([[0, file.size]]);
    expect(requests[before]?.range).toBe('bytes=0-65535');
  });

  test('of which the disk spoiled a byte is found by its hash, and deleted', async () => {
    const { store, keeper, known } = await refused();
    const data = (await store.names()).find((name) => name.endsWith('.data')) ?? '';
    const writer = await store.open(data);
    writer.write(new Uint8Array([1, 2, 3]), 100_000);
    writer.close();
    const held = await keeper.hold(known, IN_MEMORY);
    const failing = held.file.ensure([[0, held.file.size]]);
    await expect(failing).rejects.toMatchObject({ code: 'download-wrong-hash' });
    await held.release();
    expect((await keeper.kept()).files).toEqual([]);
  });
});

test('a busy server is asked again after the delay that it names', async () => {
  const pauses: number[] = [];
  const fault = { status: { code: 503, times: 2, retryAfter: 7 } };
  const pause = async (ms: number): Promise<void> => void pauses.push(ms);
  const network = { fetch, now: () => 0, pause };
  const { keeper, address } = await serve(fault, { network });
  await keeper.hold(address, KEEP);
  expect(pauses).toEqual([7000, 7000]);
});

test('a full disk is found before the download, with the bytes that are missing', async () => {
  const { keeper, address } = await serve({}, { space: { available: async () => 100_000 } });
  const { file } = await keeper.hold(address, KEEP);
  await expect(file.ensure([[0, file.size]])).rejects.toMatchObject({
    code: 'storage-full',
    details: { missing: CONTENT.length - 65_536 - 100_000 },
  });
  const inMemory = await keeper.hold(address, { keep: false, peek: false });
  await inMemory.file.ensure([[0, inMemory.file.size]]);
  expect(await inMemory.file.read(0, 9)).toEqual(CONTENT.slice(0, 9));
});

describe('a look', () => {
  const LOOK = { keep: true, peek: true } as const;

  test('keeps nothing', async () => {
    const { keeper, address } = await serve();
    const held = await keeper.hold(address, LOOK);
    await held.release();
    expect((await keeper.kept()).files).toEqual([]);
  });

  test('asks plainly, which a browser sends without asking for leave first', async () => {
    const sent: string[][] = [];
    const network = {
      ...nodeKeeping(fetch).network,
      fetch: (url: string | URL | globalThis.Request, init?: RequestInit) => {
        sent.push([...new Headers(init?.headers).keys()]);
        return fetch(url, init);
      },
    };
    const { keeper, address } = await serve({}, { network });
    const { file } = await keeper.hold(address, LOOK);
    await file.read(300_000, 300_100);
    expect(sent).toEqual([['range'], ['range']]);
  });

  test('into a file that is replaced meanwhile says so', async () => {
    const { keeper, address } = await serve({ changingEtag: true });
    const { file } = await keeper.hold(address, LOOK);
    await expect(file.read(300_000, 300_100)).rejects.toMatchObject({ code: 'download-changed' });
  });
});

test('a part of another version is thrown away', async () => {
  const { keeper, address } = await serve({ changingEtag: true });
  const { file } = await keeper.hold(address, KEEP);
  await expect(file.ensure([[0, file.size]])).rejects.toMatchObject({ code: 'download-changed' });
  expect((await keeper.kept()).files).toEqual([]);
});

describe('a file of the page’s own server', () => {
  const own = async (store = disk()) => {
    const world = await serve({}, {}, store);
    const origin = new URL(world.address.url).origin;
    const platform = { ...world.platform, origin };
    return { ...world, platform, keeper: createKeeper(platform) };
  };

  test('is kept as any other, part by part and once', async () => {
    const { keeper, platform, address, requests } = await own();
    const held = await keeper.hold(address, KEEP);
    await held.file.ensure([[0, held.file.size]]);
    expect(requests.every(({ range }) => range !== null)).toBe(true);
    await held.release();
    const { file } = await createKeeper(platform).hold(address, KEEP);
    expect(Buffer.compare(await file.read(0, file.size), CONTENT)).toBe(0);
    expect((await keeper.kept()).files).toMatchObject([{ complete: true, bytes: CONTENT.length }]);
    // A question whether it is still that file, and no byte more.
    const parts = requests.filter(({ range }) => range !== null);
    expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(CONTENT.length);
    expect(requests.length - parts.length).toBe(1);
  });

  test('is brought anew where the server has another one by now, and does without a server that is silent', async () => {
    const { keeper, platform, address } = await own();
    const held = await keeper.hold(address, KEEP);
    await held.file.ensure([[0, held.file.size]]);
    await held.release();
    const tagged =
      (etag: string): typeof fetch =>
      async (url, init) =>
        init?.method === 'HEAD'
          ? new Response(null, { headers: { ETag: etag } })
          : fetch(url, init);
    const visit = async (answer: typeof fetch) => {
      const network = { ...platform.network, fetch: answer };
      const { file, release } = await createKeeper({ ...platform, network }).hold(address, KEEP);
      const came = file.received();
      await file.ensure([[0, file.size]]);
      await release();
      return came;
    };
    expect(await visit(tagged('"another"'))).toBe(65_536);
    const { validator } = (await keeper.recordOf(address.url)) ?? {};
    expect(await visit(tagged(`W/${validator}`))).toBe(0);
    expect(await visit(() => Promise.reject(new TypeError('offline')))).toBe(0);
  });

  test('that comes with the page is left to its service worker', async () => {
    const { keeper, address } = await own();
    const url = new URL('/models/mini/image.safetensors', address.url).href;
    await keeper.hold({ url, name: 'image.safetensors' }, KEEP).catch(() => undefined);
    expect((await keeper.kept()).files).toEqual([]);
  });
});

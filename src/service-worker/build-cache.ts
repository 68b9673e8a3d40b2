import { arrivedCacheName, CHECKED } from '../browser/arrived.ts';
import { type BuildFile, type BuildList, listPath, readBuildList } from './build-list.ts';
import { bytesUnlessSilent, unlessSilent } from './silence.ts';

/** What keeping a build takes from where it runs; a test gives its own. */
export interface Keeping {
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete'>;
  readonly fetch: typeof fetch;
  /** Address of the page's folder, with a slash at its end. */
  readonly folder: string;
}

/** The files of one build, kept in a cache of its own. Whatever stands in it is what the build's list says, byte for byte. */
export interface BuildCache {
  /** The build's own list. @throws TypeError where it is neither kept nor to be had */
  list(): Promise<BuildList>;
  /** The kept file; `undefined` where it is not, or is not the one of the list. */
  kept(file: BuildFile): Promise<Response | undefined>;
  /** Brings files here, from another kept build where that has the same; resolves to those that are not to be had. */
  keep(files: readonly BuildFile[]): Promise<readonly BuildFile[]>;
  /** The kept file, or else the server's, which is kept where it is the right one; a 404 where it is another. */
  answer(file: BuildFile, request: Request, late: Late): Promise<Response>;
}

/** Goes on after the answer is given. */
type Late = (work: Promise<unknown>) => void;

/** Files at a time; more only take each other's bandwidth. */
const AT_ONCE = 6;

/** Every cache of this page; other pages of the same origin have theirs. */
function prefixOf(folder: string): string {
  return `zero-shot ${new URL(folder).pathname} build `;
}

export function cacheName(folder: string, build: string): string {
  return prefixOf(folder) + build;
}

/** Names of the builds of which something is kept. */
export async function keptBuilds({ caches, folder }: Keeping): Promise<readonly string[]> {
  const prefix = prefixOf(folder);
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

/** One build's cache, and what of the build is in it. */
interface Shelf {
  readonly keeping: Keeping;
  readonly build: string;
  open(): Promise<Cache>;
  at(path: string): string;
}

async function fetchList({ keeping, build, open, at }: Shelf): Promise<BuildList> {
  const address = at(listPath(build));
  const cache = await open();
  const response =
    (await cache.match(address)) ??
    (await unlessSilent(keeping.fetch(address, { cache: 'no-cache' })));
  const text = new TextDecoder().decode(await bytesUnlessSilent(response));
  const list = readBuildList(JSON.parse(text), build);
  await cache.put(address, sealed(text, response, ''));
  return list;
}

async function keptOn(shelf: Shelf, file: BuildFile): Promise<Response | undefined> {
  const cache = await shelf.open();
  const address = shelf.at(file.path);
  const found = await cache.match(address);
  if (!found || found.headers.get(CHECKED) === file.sha256) return found;
  // Kept as it went by; now it is looked at.
  const bytes = await found.arrayBuffer();
  if (!(await isRight(file, bytes, shelf.build))) {
    await cache.delete(address);
    return undefined;
  }
  return put(shelf, file, bytes, found);
}

/**
 * Keeps it, and gives what the cache then has: what a browser compiles of it is kept with that alone. Also where there is no room
 * to keep it: then it is only handed on.
 */
async function put(
  { open, at }: Shelf,
  file: BuildFile,
  bytes: ArrayBuffer,
  like: Response,
): Promise<Response> {
  const checked = sealed(bytes, like, file.sha256);
  const cache = await open();
  const kept = await cache.put(at(file.path), checked.clone()).then(
    () => cache.match(at(file.path)),
    () => undefined,
  );
  return kept ?? checked;
}

/** The same file, as the page's worker has just received it or another build has it. */
async function fromOtherCache(shelf: Shelf, file: BuildFile): Promise<Response | undefined> {
  const { keeping, build, at } = shelf;
  const others = (await keptBuilds(keeping)).filter((name) => name !== build);
  const names = others.map((one) => cacheName(keeping.folder, one));
  for (const name of [arrivedCacheName(keeping.folder), ...names]) {
    const found = await (await keeping.caches.open(name)).match(at(file.path));
    const bytes = await found?.arrayBuffer();
    if (found && bytes && (await isRight(file, bytes, build)))
      return put(shelf, file, bytes, found);
  }
  return undefined;
}

/** What goes by, as it goes: it is looked at when it is first asked for, so that a first visit's models do not wait for it. */
async function keepAside(shelf: Shelf, file: BuildFile, copy: Response): Promise<undefined> {
  await (await shelf.open()).put(shelf.at(file.path), copy).catch(() => undefined);
}

/** Whatever of it the browser still has will do, and the server is asked where that is another file. */
async function download(shelf: Shelf, file: BuildFile): Promise<Response | undefined> {
  for (const cache of ['force-cache', 'reload'] as const) {
    const asked = unlessSilent(shelf.keeping.fetch(shelf.at(file.path), { cache }));
    const response = await asked.catch(() => undefined);
    if (response?.status !== 200) continue;
    const bytes = await bytesUnlessSilent(response).catch(() => undefined);
    if (bytes && (await isRight(file, bytes, shelf.build)))
      return put(shelf, file, bytes, response);
  }
  return undefined;
}

/** What is on its way from the server: asked for once, however many want it at the same time. */
function createArrivals(shelf: Shelf) {
  const arriving = new Map<string, Promise<Response | undefined>>();
  const remember = (file: BuildFile, coming: Promise<Response | undefined>) => {
    arriving.set(file.path, coming);
    return coming.finally(() => arriving.delete(file.path));
  };
  return {
    remember,
    coming: async (file: BuildFile) => {
      const coming = arriving.get(file.path);
      return coming && ((await coming)?.clone() ?? keptOn(shelf, file));
    },
    fromServer: async (file: BuildFile) => {
      const coming = arriving.get(file.path) ?? remember(file, download(shelf, file));
      return (await coming)?.clone();
    },
  };
}

export function createBuildCache(build: string, keeping: Keeping): BuildCache {
  const { caches, fetch, folder } = keeping;
  const shelf: Shelf = {
    keeping,
    build,
    open: () => caches.open(cacheName(folder, build)),
    at: (path) => new URL(path, folder).href,
  };
  const { remember, coming, fromServer } = createArrivals(shelf);
  let listed: Promise<BuildList> | undefined;

  async function bring(file: BuildFile): Promise<boolean> {
    if (await keptOn(shelf, file)) return true;
    if (!(await fromOtherCache(shelf, file))) await fromServer(file);
    // There may have been no room for it.
    return (await keptOn(shelf, file)) !== undefined;
  }

  return {
    list: () => {
      listed ??= fetchList(shelf);
      // What failed is tried again the next time.
      listed.catch(() => {
        listed = undefined;
      });
      return listed;
    },
    kept: (file) => keptOn(shelf, file),
    async keep(files) {
      const missing: BuildFile[] = [];
      // The largest last: the page may still be receiving them.
      const queue = files.toSorted((a, b) => a.bytes - b.bytes);
      const work = async (): Promise<void> => {
        for (let file = queue.shift(); file; file = queue.shift())
          if (!(await bring(file).catch(() => false))) missing.push(file);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return missing;
    },
    async answer(file, request, late) {
      const here = await keptOn(shelf, file);
      if (here) return part(here, request);
      if (request.headers.has('range')) return unlessSilent(fetch(request));
      // What a page starts with is checked before it runs; the large rest is handed on while it comes.
      if (file.keep === 'shell') return (await fromServer(file)) ?? gone(file);
      const arriving = await coming(file);
      if (arriving) return part(arriving, request);
      const response = await unlessSilent(fetch(request));
      // A busy server may be asked again; what it says goes to whoever asked.
      if (response.status !== 200) return response;
      if (!mayBe(file, response)) return gone(file);
      late(remember(file, keepAside(shelf, file, response.clone())));
      return onItsWay(response);
    },
  };
}

/** Hosts may write something of their own into the front page: it is the build's if it names it. */
async function isRight(file: BuildFile, bytes: ArrayBuffer, build: string): Promise<boolean> {
  if (file.path === 'index.html') return new TextDecoder().decode(bytes).includes(build);
  if (bytes.byteLength !== file.bytes) return false;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === file.sha256;
}

/** What the head of an answer can tell: a web page under another file's address is not that file. */
function mayBe(file: BuildFile, { headers }: Response): boolean {
  const length = headers.get('Content-Length');
  const encoded = headers.has('Content-Encoding');
  const page = headers.get('Content-Type')?.startsWith('text/html') ?? false;
  return !page && (length === null || encoded || Number(length) === file.bytes);
}

/** Tells the page's worker that this is being kept. */
function onItsWay({ body, status, headers }: Response): Response {
  const marked = new Headers(headers);
  marked.set(CHECKED, '');
  return new Response(body, { status, headers: marked });
}

/** With its type and its true length only: what else the host said was about its own way of sending. */
function sealed(body: ArrayBuffer | string, { headers }: Response, sha256: string): Response {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return new Response(bytes, {
    headers: {
      'Content-Type': headers.get('Content-Type') ?? 'application/octet-stream',
      'Content-Length': String(bytes.byteLength),
      [CHECKED]: sha256,
    },
  });
}

/** The bytes that a request asks for, of a file that is here whole. */
async function part(whole: Response, { headers }: Request): Promise<Response> {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.get('range') ?? '') ?? [];
  if (first === undefined) return whole;
  const blob = await whole.blob();
  const begin = Number(first);
  const end = Math.min(last ? Number(last) + 1 : blob.size, blob.size);
  if (begin >= end)
    return new Response(null, {
      status: 416,
      headers: { 'Content-Range': `bytes */${blob.size}` },
    });
  return new Response(blob.slice(begin, end), {
    status: 206,
    headers: {
      'Content-Type': whole.headers.get('Content-Type') ?? 'application/octet-stream',
      'Content-Length': String(end - begin),
      'Content-Range': `bytes ${begin}-${end - 1}/${blob.size}`,
    },
  });
}

function gone({ path }: BuildFile): Response {
  return new Response(`${path} of this build is not on the server.`, { status: 404 });
}

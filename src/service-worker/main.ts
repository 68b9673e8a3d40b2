/// <reference lib="webworker" />
import { arrivedCacheName } from '../browser/arrived.ts';
import { type BuildCache, cacheName, createBuildCache, keptBuilds } from './build-cache.ts';
import { BUILD_MARK, type BuildFile, type BuildList, fileAt } from './build-list.ts';
import { buildOf } from './clients.ts';
import { framePolicy } from './frame-policy.ts';
import { isolated } from './isolated.ts';
import type { ToServiceWorker } from './messages.ts';
import { answerOther, otherCacheName } from './other-files.ts';
import { isShared, receiveShared } from './receive-shared.ts';

declare const self: ServiceWorkerGlobalScope;

/** The build that this service worker came with. It serves that build and no other, until the visitor wants a newer one. */
const BUILD: string = BUILD_MARK;

/** The cache of earlier versions of this page, which kept whatever went by. */
const BEFORE_BUILDS = 'page-v1';

const folder = self.registration.scope;
const keeping = { caches, fetch: self.fetch.bind(self), folder };
const caching = new Map<string, BuildCache>();
const own = cacheOf(BUILD);

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  const { kind } = event.data as ToServiceWorker;
  if (kind === 'take-over') event.waitUntil(self.skipWaiting());
  else event.waitUntil(kind === 'keep-shell' ? keepShell() : keepRest());
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (isShared(request, folder)) {
    event.respondWith(receiveShared(request, folder, caches));
    return;
  }
  if (request.method !== 'GET' || !request.url.startsWith(folder)) return;
  const policy = framePolicy(request, keeping.fetch);
  event.respondWith(answer(event).then(async (response) => isolated(response, await policy)));
});

function cacheOf(build: string): BuildCache {
  const cache = caching.get(build) ?? createBuildCache(build, keeping);
  caching.set(build, cache);
  return cache;
}

/** A first visit waits for nothing but the list; a newer build takes nobody's place before it is here whole. */
async function install(): Promise<void> {
  const { files } = await own.list();
  if (!self.registration.active) {
    await self.skipWaiting();
    return;
  }
  const missing = await keepShell();
  const used = await usedFiles(files);
  const absent = [...missing, ...(await own.keep(used))];
  if (absent.length > 0) throw new Error(`Not on the server: ${absent[0]?.path}`);
}

/** What of the large rest is kept of the build before: the visitor has used it, and will want it again. */
async function usedFiles(files: readonly BuildFile[]): Promise<readonly BuildFile[]> {
  const before = await Promise.all(
    (await keptBuilds(keeping))
      .filter((build) => build !== BUILD)
      .map(async (build) => {
        const cache = await caches.open(cacheName(folder, build));
        return (await cache.keys()).map(({ url }) => url);
      }),
  );
  const used = new Set(before.flat());
  return files.filter(({ keep, path }) => keep !== 'shell' && used.has(new URL(path, folder).href));
}

async function activate(): Promise<void> {
  await caches.delete(BEFORE_BUILDS);
  await forgetOldBuilds();
  await self.clients.claim();
}

/** Resolves to those of the page's own files that are not to be had. */
async function keepShell(): Promise<readonly BuildFile[]> {
  const { files } = await own.list();
  return own.keep(files.filter(({ keep }) => keep === 'shell'));
}

async function keepRest(): Promise<void> {
  const { files } = await own.list();
  await own.keep(files.filter(({ keep }) => keep !== 'asked'));
  await caches.delete(arrivedCacheName(folder));
  await forgetOldBuilds();
}

/** Only builds that no tab uses go, and none while a newer one is on its way. */
async function forgetOldBuilds(): Promise<void> {
  if (self.registration.installing || self.registration.waiting) return;
  const builds = await keptBuilds(keeping);
  if (builds.length < 2) return;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const used = await Promise.all(windows.map((client) => buildOf(client, [])));
  // A tab that does not say its build may be of any.
  if (used.includes(null)) return;
  const old = builds.filter((build) => build !== BUILD && !used.includes(build));
  for (const build of old) caching.delete(build);
  await Promise.all(old.map((build) => caches.delete(cacheName(folder, build))));
}

async function answer(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const found = await fileFor(event).catch(() => null);
  const late = (work: Promise<unknown>): void => event.waitUntil(work);
  const other = async () =>
    answerOther(request, await caches.open(otherCacheName(folder)), keeping.fetch, late);
  if (!found) return other();
  const response = await cacheOf(found.build).answer(found.file, request, late);
  // Where the browser has cleared what was kept, the server's newer page is better than none.
  return response.status === 404 && request.mode === 'navigate' ? other() : response;
}

/** The file that a request means, of the build that the asking tab belongs to; `null` for what is of no build. */
async function fileFor({ request, clientId }: FetchEvent) {
  const inList = (list: BuildList) => {
    const file = fileAt(list, folder, request.url);
    return file ? [{ build: list.build, file }] : [];
  };
  const [mine] = inList(await own.list());
  if (mine && request.mode === 'navigate') return mine;
  const others = (await keptBuilds(keeping)).filter((build) => build !== BUILD);
  if (others.length === 0) return mine ?? null;
  const lists = await listsOf(others);
  const theirs = lists.flatMap(inList);
  if (theirs.every(({ file }) => file.sha256 === mine?.file.sha256)) return mine ?? null;
  if (!mine && theirs.length === 1) return theirs[0] ?? null;
  const client = await self.clients.get(clientId);
  const build = client && (await buildOf(client, [await own.list(), ...lists]));
  return theirs.find((file) => file.build === build) ?? mine ?? null;
}

/** A build of which not even the list is here has nothing to give. */
async function listsOf(builds: readonly string[]): Promise<readonly BuildList[]> {
  const lists = builds.map((build) =>
    cacheOf(build)
      .list()
      .catch(() => []),
  );
  return (await Promise.all(lists)).flat();
}

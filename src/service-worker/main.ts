/// <reference lib="webworker" />
import { CONTENT_SECURITY_POLICY, ISOLATION_HEADERS } from './security-headers.ts';

declare const self: ServiceWorkerGlobalScope;

/** Raised when the way of keeping changes; old caches go. */
const CACHE = 'page-v1';

self.addEventListener('install', () => {
  void self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const own = new URL(request.url).origin === self.location.origin;
  // A range is a part of a file: it must reach the server, and must not be kept as the whole.
  if (request.method !== 'GET' || !own || request.headers.has('range')) return;
  event.respondWith(answer(event));
});

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Files with a hash in their name never change: the kept copy answers. All else is asked for, and the copy stands in offline. */
async function answer(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const cache = await caches.open(CACHE);
  const immutable = /\/assets\/.+-[\w-]{8}\.\w+$/.test(new URL(request.url).pathname);
  const kept = await cache.match(request, { ignoreVary: true });
  if (immutable && kept) return isolated(kept);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && fresh.status === 200) {
      event.waitUntil(cache.put(request, fresh.clone()).catch(() => undefined));
    }
    return isolated(fresh);
  } catch (error) {
    if (kept) return isolated(kept);
    throw error;
  }
}

/** The answer with the headers that a static host cannot set: isolation for threads, and the policy for worker scripts. */
function isolated(response: Response): Response {
  if (response.status === 0 || response.headers.has('Cross-Origin-Embedder-Policy'))
    return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION_HEADERS)) headers.set(name, value);
  headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  const bodyless = response.status === 204 || response.status === 304;
  return new Response(bodyless ? null : response.body, {
    status: response.status,
    statusText: response.statusText,
    headers,
  });
}

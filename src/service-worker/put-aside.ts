// The page reads what stands here by names of its own (`src/browser/shared-pictures.ts`): a script that both shared would be one
// more that a service worker has to fetch before it can serve any.

/** Shared to the page at once; a phone's share menu takes more, which would keep the page busy for minutes. */
export const MOST_SHARED = 50;
/** Bytes of one file. A photograph of 100 million pixels, the most that the page reads, is smaller. */
export const LARGEST_SHARED = 100_000_000;
/** Bytes of all of them together, which lie in the browser's storage until the page has taken them. */
const MOST_SHARED_BYTES = 300_000_000;

/** The header that carries a shared file's name, encoded as in an address. */
const NAME = 'Zero-Shot-Name';
/** Stands beside the files where some were left out, and says how many, and how many and how large they may be. */
const LEFT_OUT = 'left-out';

function cacheName(folder: string): string {
  return `zero-shot ${new URL(folder).pathname} shared`;
}

/**
 * Puts shared files aside for the page that opens next. What was put aside before and never taken goes.
 *
 * @param folder address of the page's folder
 */
export async function putAside(
  caches: Pick<CacheStorage, 'open' | 'delete'>,
  folder: string,
  given: readonly File[],
): Promise<void> {
  await caches.delete(cacheName(folder));
  const cache = await caches.open(cacheName(folder));
  let [bytes, leftOut] = [0, 0];
  for (const [index, file] of given.entries()) {
    const fits =
      index - leftOut < MOST_SHARED &&
      file.size <= LARGEST_SHARED &&
      bytes + file.size <= MOST_SHARED_BYTES;
    if (fits && (await keep(cache, new URL(`shared/${index}`, folder).href, file)))
      bytes += file.size;
    else leftOut++;
  }
  if (leftOut > 0)
    await cache.put(
      new URL(`shared/${LEFT_OUT}`, folder).href,
      Response.json({ count: leftOut, most: MOST_SHARED, mb: LARGEST_SHARED / 1e6 }),
    );
}

/** Whether there was room for it. */
async function keep(cache: Cache, address: string, file: File): Promise<boolean> {
  try {
    const headers = { 'Content-Type': file.type, [NAME]: encodeURIComponent(file.name) };
    await cache.put(address, new Response(file, { headers }));
    return true;
  } catch {
    return false;
  }
}

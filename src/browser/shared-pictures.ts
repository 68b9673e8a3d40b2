/** The service worker's names, which it gives in `src/service-worker/put-aside.ts`; the test there holds both to each other. */
const NAME = 'Zero-Shot-Name';
const LEFT_OUT = '/left-out';

/** What was shared to the page. */
export interface Shared {
  readonly files: readonly File[];
  /** How many more there were, and how many and how large they may be; `null` where all were taken. */
  readonly leftOut: {
    readonly count: number;
    readonly most: number;
    readonly mb: number;
  } | null;
}

/**
 * What the service worker has put aside, in the order in which it was shared; it is gone from there afterwards.
 *
 * @param folder address of the page's folder
 */
export async function takeAside(
  caches: Pick<CacheStorage, 'open' | 'delete'>,
  folder: string,
): Promise<Shared> {
  const place = `zero-shot ${new URL(folder).pathname} shared`;
  const cache = await caches.open(place);
  const files: File[] = [];
  let leftOut: Shared['leftOut'] = null;
  for (const { url } of await cache.keys()) {
    const held = await cache.match(url);
    if (!held) continue;
    if (url.endsWith(LEFT_OUT)) leftOut = (await held.json()) as Shared['leftOut'];
    else {
      // In memory: the files must outlive the place that they lie in.
      const name = decodeURIComponent(held.headers.get(NAME) ?? '');
      const type = held.headers.get('Content-Type') ?? '';
      files.push(new File([await held.arrayBuffer()], name, { type }));
    }
  }
  await caches.delete(place);
  return { files, leftOut };
}

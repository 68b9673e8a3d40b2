import { arrivedCacheName, CHECKED } from '../../browser/arrived.ts';
import { letGo } from './request.ts';

/** What this needs of a worker. */
export interface ArrivalPlace {
  readonly fetch: typeof fetch;
  /** `undefined` where the page came without https. */
  readonly caches?: Pick<CacheStorage, 'open'> | undefined;
  /** Address of the worker's own script, in a folder of the page's folder. */
  readonly location: { readonly href: string };
}

/** The large files of a first visit: the runtime and the built-in model. */
const LARGE = /^(assets\/[^/]+\.wasm|models\/mini\/[^/]+)$/;

/** What servers tell a version of a file by. */
const MARKS = ['ETag', 'Last-Modified'];

/** Whether what is kept is what comes, so that some forty megabytes need not be written again. */
function isSame({ headers: kept }: Response, { headers }: Response): boolean {
  const all = [...MARKS, 'Content-Length'];
  return (
    MARKS.some((one) => kept.has(one)) && all.every((one) => kept.get(one) === headers.get(one))
  );
}

/**
 * `fetch`, keeping the large files of the page on a first visit, when no service worker stands between page and server
 * yet: otherwise it would have to download them once more.
 */
export function keepArrived(place: ArrivalPlace): typeof fetch {
  const { caches, location } = place;
  const folder = new URL('../', location.href).href;
  const keep = async (address: string, response: Response): Promise<void> => {
    const cache = await caches?.open(arrivedCacheName(folder));
    const before = await cache?.match(address);
    if (before && isSame(before, response)) letGo(response.body);
    else await cache?.put(address, response);
  };
  return async (input, init) => {
    const response = await place.fetch(input, init);
    const address = new URL(input instanceof Request ? input.url : input, location.href).href;
    const mine = address.startsWith(folder) && LARGE.test(address.slice(folder.length));
    if (caches && mine && response.status === 200 && !response.headers.has(CHECKED))
      keep(address, response.clone()).catch(() => undefined);
    return response;
  };
}

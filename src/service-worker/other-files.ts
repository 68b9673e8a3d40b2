import { unlessSilent } from './silence.ts';

/** Cache of what lies beside the page and is of no build, such as a room's own checkpoints. */
export function otherCacheName(folder: string): string {
  return `zero-shot ${new URL(folder).pathname} other`;
}

/**
 * A file that is of no build: the server's, where it has changed or is not kept; else the kept one, which also stands in
 * where nothing answers.
 */
export async function answerOther(
  request: Request,
  cache: Pick<Cache, 'match' | 'put'>,
  fetch: typeof globalThis.fetch,
  late: (work: Promise<unknown>) => void,
): Promise<Response> {
  if (request.headers.has('range')) return unlessSilent(fetch(request));
  const kept = await cache.match(request, { ignoreVary: true });
  const asked = kept ? conditional(request, kept) : request;
  const fresh = await unlessSilent(fetch(asked)).catch(() => undefined);
  if (kept && (!fresh || fresh.status === 304)) return kept;
  if (!fresh) return Response.error();
  if (fresh.status === 200) late(cache.put(request, fresh.clone()).catch(() => undefined));
  return fresh;
}

/** Asks whether the kept file is still the server's; where it is, no byte of it comes. */
function conditional(request: Request, { headers }: Response): Request {
  // A navigation cannot be asked for by a script with headers of its own.
  if (request.mode === 'navigate') return request;
  const asked = new Headers(request.headers);
  const [tag, date] = [headers.get('ETag'), headers.get('Last-Modified')];
  if (tag !== null) asked.set('If-None-Match', tag);
  else if (date !== null) asked.set('If-Modified-Since', date);
  else return request;
  return new Request(request, { headers: asked });
}

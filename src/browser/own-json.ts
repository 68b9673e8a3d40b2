import { fetchSmall } from '../engine/silence.ts';
import { attempt } from '../engine/attempt.ts';

/**
 * A list that lies beside the page, as `read` understands it. Everything else is as good as no list: one that does not
 * come, a web page under its address, half of one, another shape (`read` gives `null`, or throws).
 */
export async function readOwnJson<T>(
  fetch: typeof globalThis.fetch,
  url: string,
  read: (json: unknown) => T | null,
): Promise<T | null> {
  const found = await attempt(
    async () => read(JSON.parse(await (await fetchSmall(fetch, url)).text()) as unknown),
    () => undefined,
  );
  return found ?? null;
}

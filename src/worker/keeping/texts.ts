import { EngineError } from '../../engine/errors.ts';
import { type FileStore, readText, writeText } from './file-store.ts';
import { keyOf } from './kept-record.ts';
import { receiveText } from './receive-text.ts';
import { isUnreachable, type Network, request } from './request.ts';

/** Small files beside the weights (configurations, tokenizers, listings), kept whole. */
export interface Texts {
  /**
   * A text, `null` where the server has none. `kept` first looks into the storage (and also believes that there was none),
   * `network` does so only where nothing answers.
   */
  get(url: string, options: TextOptions): Promise<string | null>;
  /** The kept text of an address, or `null`, without asking the network. */
  peek(url: string): Promise<string | null>;
  /** Keeps a text that was made here, where there is room. */
  put(url: string, text: string): Promise<void>;
  /** Deletes the texts in the folder of `url` unless other kept files are in it. */
  forgetBeside(url: string, others: readonly { readonly url: string }[]): Promise<void>;
}

export interface TextOptions {
  readonly prefer: 'kept' | 'network';
  readonly keep: boolean;
  readonly signal: AbortSignal | undefined;
}

interface Context {
  readonly store: FileStore | null;
  readonly network: Network;
  readonly isOwn: (url: string) => boolean;
}

interface KeptText {
  readonly url: string;
  readonly text: string | null;
}

const TEXT = '.text';

/** Texts from the web, kept in `store`; those of the page's own origin are kept by its service worker. */
export function createTexts({ store, network, isOwn }: Context): Texts {
  const nameOf = async (url: string): Promise<string> => (await keyOf(url)) + TEXT;

  async function fromStore(url: string): Promise<KeptText | null> {
    const json = store && (await readText(store, await nameOf(url)));
    return parse(json);
  }

  async function fromNetwork(url: string, signal: AbortSignal | undefined): Promise<string | null> {
    try {
      return await download(url, network, signal);
    } catch (error) {
      if (error instanceof EngineError && error.details['status'] === 404) return null;
      throw error;
    }
  }

  async function put(url: string, text: string | null): Promise<void> {
    // Without room for it, the next visit asks again.
    if (!store) return;
    await writeText(store, await nameOf(url), JSON.stringify({ url, text })).catch(() => undefined);
  }

  return {
    peek: async (url) => (await fromStore(url))?.text ?? null,
    put,
    async get(url, { prefer, keep, signal }) {
      const kept = isOwn(url) ? null : await fromStore(url);
      if (kept && prefer === 'kept') return kept.text;
      try {
        const text = await fromNetwork(url, signal);
        if (keep && !isOwn(url)) await put(url, text);
        return text;
      } catch (error) {
        signal?.throwIfAborted();
        if (kept && isUnreachable(error)) return kept.text;
        throw error;
      }
    },
    async forgetBeside(url, others) {
      if (!store) return;
      const place = placeOf(url);
      if (others.some((other) => placeOf(other.url) === place)) return;
      for (const name of await store.names()) {
        if (!name.endsWith(TEXT)) continue;
        const kept = parse(await readText(store, name));
        if (!kept || placeOf(kept.url) === place) await store.remove(name);
      }
    },
  };
}

function parse(json: string | null): KeptText | null {
  try {
    return JSON.parse(json ?? 'null') as KeptText | null;
  } catch {
    return null;
  }
}

/** The repository of an address on a hub (its listing included), or the folder of another address. */
function placeOf(address: string): string {
  const { origin, pathname } = new URL(address);
  const repo = /^(?:\/api\/models)?(\/.+?)\/(?:resolve|tree)\//.exec(pathname)?.[1];
  return origin + (repo ?? pathname.replace(/[^/]*$/, ''));
}

async function download(
  url: string,
  network: Network,
  signal: AbortSignal | undefined,
): Promise<string> {
  const answer = await request({ url, range: null, validator: null, signal }, network);
  return receiveText(answer, signal);
}

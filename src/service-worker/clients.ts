import type { BuildList } from './build-list.ts';
import type { WhichBuild } from './messages.ts';

/** What this needs to know of a tab or a worker. */
export interface AskedClient {
  readonly type: string;
  readonly url: string;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** A page that does not answer for so long does not know the question. */
const PATIENCE_MS = 1000;

/** The build that a tab or one of its workers belongs to; `null` where it does not say. */
export function buildOf(client: AskedClient, lists: readonly BuildList[]): Promise<string | null> {
  // A worker cannot be asked, but the name of its script is of one build only.
  if (client.type !== 'window') return Promise.resolve(ownerOf(client.url, lists));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const settle = (build: string | null): void => {
      clearTimeout(timer);
      port1.close();
      resolve(build);
    };
    const timer = setTimeout(() => settle(null), PATIENCE_MS);
    port1.addEventListener('message', ({ data }) => settle(typeof data === 'string' ? data : null));
    port1.start();
    client.postMessage({ kind: 'which-build' } satisfies WhichBuild, [port2]);
  });
}

function ownerOf(script: string, lists: readonly BuildList[]): string | null {
  const { pathname } = new URL(script);
  const owners = lists.filter(({ files }) =>
    files.some(({ path }) => pathname.endsWith(`/${path}`)),
  );
  return owners.length === 1 ? (owners[0]?.build ?? null) : null;
}

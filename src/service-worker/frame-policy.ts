import { CONTENT_SECURITY_POLICY } from './security-headers.ts';
import { unlessSilent } from './silence.ts';

/** Ways in which a page is put into another one. */
const INSIDE: ReadonlySet<RequestDestination> = new Set(['iframe', 'frame', 'embed', 'object']);

const IN_PAGE = { 'Content-Security-Policy': CONTENT_SECURITY_POLICY };

/**
 * The headers that say who may show an answer. A kept page knows nothing of its host's, so whoever wants to show it inside
 * another page is judged by what the host says now; where that cannot be asked, only the page's own origin may.
 *
 * @param fetch asked for the same address, past what is kept
 */
export async function framePolicy(
  { destination, url }: Pick<Request, 'destination' | 'url'>,
  fetch: typeof globalThis.fetch,
): Promise<Readonly<Record<string, string>>> {
  if (!INSIDE.has(destination)) return IN_PAGE;
  const host = await unlessSilent(fetch(url, { cache: 'no-cache' })).catch(() => null);
  if (!host?.ok) return policyWith("frame-ancestors 'self'");
  await host.body?.cancel();
  const { headers } = host;
  const policy = headers.get('Content-Security-Policy') ?? '';
  // A host may send several policies; each of them holds.
  const ancestors = [...policy.matchAll(/(?:^|[;,])\s*(frame-ancestors\b[^;,]*)/gi)];
  const others = ['X-Frame-Options', 'Cross-Origin-Resource-Policy'].flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return {
    ...policyWith(...ancestors.map(([, directive = '']) => directive.trim())),
    ...(Object.fromEntries(others) as Record<string, string>),
  };
}

/** A header with several policies, of which a browser follows all. */
function policyWith(...more: readonly string[]): Readonly<Record<string, string>> {
  return { 'Content-Security-Policy': [CONTENT_SECURITY_POLICY, ...more].join(', ') };
}

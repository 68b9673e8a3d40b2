import { ISOLATION_HEADERS } from './security-headers.ts';

/**
 * The answer with the headers that a static host cannot set: isolation for threads, and the policy for worker scripts. A program
 * of WebAssembly needs neither, and goes out as it came: what browsers compile of it they keep with the very answer of the network or a
 * cache, and never with one that was made here.
 */
export function isolated(response: Response, policy: Readonly<Record<string, string>>): Response {
  const { status, statusText, body } = response;
  const isProgram = response.headers.get('Content-Type')?.startsWith('application/wasm');
  if (status === 0 || isProgram || response.headers.has('Cross-Origin-Embedder-Policy'))
    return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries({ ...ISOLATION_HEADERS, ...policy }))
    headers.set(name, value);
  const bodyless = status === 204 || status === 304;
  return new Response(bodyless ? null : body, { status, statusText, headers });
}

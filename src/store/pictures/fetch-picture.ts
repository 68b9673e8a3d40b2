import { attempt } from '../../engine/attempt.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import { blobUnlessSilent, fetchUnlessSilent, SILENCE_SECONDS } from '../../engine/silence.ts';
import type { Notify } from '../types.ts';

type Problem = 'url.invalid' | 'url.refused' | 'url.silent' | 'url.page' | 'url.status';

/**
 * A picture from another site, where that site allows it; `undefined` where it does not come, after `notify` told why.
 * Neither the address of this page nor a cookie goes there.
 */
export async function fetchPicture(
  text: string,
  fetch: typeof globalThis.fetch,
  notify: Notify,
): Promise<File | undefined> {
  const refuse = (problem: Problem, values: Parameters<Notify>[1] = {}): undefined => {
    notify(problem, values, { tone: 'problem' });
    return undefined;
  };
  const url = URL.parse(text);
  if (!url || !/^(https?|data|blob):$/.test(url.protocol)) return refuse('url.invalid');
  const { host } = url;
  const failed = ({ code }: EngineErrorData): undefined =>
    code === 'download-silent'
      ? refuse('url.silent', { host, seconds: SILENCE_SECONDS })
      : refuse('url.refused', { host });
  const response = await attempt(
    () =>
      fetchUnlessSilent(fetch, url.href, { referrerPolicy: 'no-referrer', credentials: 'omit' }),
    failed,
  );
  if (!response) return undefined;
  if (!response.ok) return refuse('url.status', { host, status: response.status });
  const blob = await attempt(() => blobUnlessSilent(url.href, response), failed);
  if (!blob) return undefined;
  if (blob.type.startsWith('text/html')) return refuse('url.page', { host });
  return new File([blob], nameOf(url), { type: blob.type });
}

/** The last part of an address, readable; addresses that hold the picture itself have no name. */
function nameOf({ protocol, pathname, host }: URL): string {
  if (protocol === 'data:' || protocol === 'blob:') return 'picture';
  const last = pathname.split('/').at(-1) || host;
  // Unlike `decodeURI`, this takes a stray percent sign as it is.
  return (
    new URLSearchParams(`name=${last.replaceAll(/[+&]/g, encodeURIComponent)}`).get('name') ?? last
  );
}

import { fetchUnlessSilent } from '../../engine/silence.ts';
import type { KeptRecord } from './kept-record.ts';
import type { Network } from './request.ts';

/** Whether a server has another file by now than the one that is kept; where it does not say, the kept one is as good. */
export async function isReplaced(
  { url, size, validator }: Pick<KeptRecord, 'url' | 'size' | 'validator'>,
  { fetch }: Pick<Network, 'fetch'>,
): Promise<boolean> {
  try {
    const options = { method: 'HEAD', cache: 'no-store' } as const;
    const { ok, headers } = await fetchUnlessSilent(fetch, url, options);
    if (!ok) return false;
    const now = headers.get('ETag') ?? headers.get('Last-Modified');
    if (now !== null && validator !== null) return strong(now) !== strong(validator);
    const length = headers.has('Content-Encoding') ? null : headers.get('Content-Length');
    return length !== null && size !== null && Number(length) !== size;
  } catch {
    return false;
  }
}

/** Servers call one file weakly and strongly the same. */
function strong(tag: string): string {
  return tag.replace(/^W\//, '');
}

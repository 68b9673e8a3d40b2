import { EngineError } from '../../engine/errors.ts';

/**
 * The address as it came, when it is whole: the page completes addresses before they cross to the worker, whose own
 * address is another one.
 * @throws EngineError `invalid-input`
 */
export function requireAddress(address: string): string {
  if (URL.canParse(address) && /^(https?|blob):$/.test(new URL(address).protocol)) return address;
  throw new EngineError('invalid-input', `${address} is not an address of a file on the web.`, {
    url: address,
  });
}

/** Address of a neighbour in the same folder; a `blob:` has none. */
export function beside(url: string, name: string): string | null {
  return url.startsWith('blob:') ? null : new URL(name, url).href;
}

/** The file's name, without folders and query. */
export function fileName(url: string): string {
  return lastParts(url, 1);
}

/** The last `count` parts of the path: file names are often the same, folders are not. */
export function lastParts(url: string, count: number): string {
  const parts = new URL(url).pathname.split('/').slice(-count).join('/');
  try {
    return decodeURIComponent(parts);
  } catch {
    // A lone per cent sign is legal in an address.
    return parts;
  }
}

/** Where the page's worker puts what it received of the page's own files while no service worker stood between. */
export function arrivedCacheName(folder: string): string {
  return `zero-shot ${new URL(folder).pathname} arrived`;
}

/** The service worker's answers carry it: a digest, or nothing while the file is still on its way into the cache. */
export const CHECKED = 'Zero-Shot-Sha256';

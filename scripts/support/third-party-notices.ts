import type { Plugin, Rolldown } from 'vite';
import { type Notice, noticesFor, writeNotices } from './notices.ts';

/** The help names this address. */
const FILE = 'THIRD-PARTY-NOTICES.txt';

export interface NoticePlugins {
  /** For the build itself: writes the file. */
  readonly page: () => Plugin;
  /** For each worker's own build, which the page's build starts and ends before it is done. */
  readonly worker: () => Plugin;
}

/**
 * Writes the notices of everything that the build ships: what is bundled into page, worker and service worker, the files
 * copied beside them, and the drawings. A package without a licence text fails the build.
 * @param others what is shipped and comes from no package and no list of words
 */
export function thirdPartyNotices(others: readonly Notice[] = []): NoticePlugins {
  const files = new Set<string>();
  const collect = (root: string, bundle: Rolldown.OutputBundle): void => {
    for (const output of Object.values(bundle)) {
      if (output.type === 'chunk') for (const id of output.moduleIds) files.add(id);
      // The runtime is copied as it is: nothing of it is a module of the bundle.
      else for (const path of output.originalFileNames) files.add(`${root}/${path}`);
    }
  };
  return {
    worker: () => {
      let root = '';
      return {
        name: 'third-party-notices-of-worker',
        apply: 'build',
        configResolved: (config) => {
          root = config.root;
        },
        generateBundle: (_, bundle) => collect(root, bundle),
      };
    },
    page: () => {
      let root = '';
      return {
        name: 'third-party-notices',
        apply: 'build',
        enforce: 'post',
        configResolved: (config) => {
          root = config.root;
        },
        generateBundle: {
          order: 'post',
          handler(_, bundle) {
            collect(root, bundle);
            const source = writeNotices([...noticesFor(files, `${root}/src/`), ...others]);
            this.emitFile({ type: 'asset', fileName: FILE, source });
          },
        },
      };
    },
  };
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import {
  BUILD_MARK,
  type BuildFile,
  type BuildList,
  listPath,
} from '../../src/service-worker/build-list.ts';

const SERVICE_WORKER = 'service-worker.js';
/** Checkpoints that somebody put beside the page with `npm run models` are no part of a build. */
const OTHER_MODELS = /^models\/(?!mini\/)/;

/**
 * Writes down what the build consists of, for the service worker to keep, and gives page and service worker the
 * build's name: a digest of all its files.
 */
export function listBuild(): Plugin {
  let publicFolder = '';
  return {
    name: 'list-build',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => {
      publicFolder = config.publicDir;
    },
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { name: 'build', content: BUILD_MARK }, injectTo: 'head' },
    ],
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const contents = new Map<string, string | Uint8Array>(filesIn(publicFolder));
        for (const output of Object.values(bundle))
          contents.set(output.fileName, output.type === 'chunk' ? output.code : output.source);
        const build = digest(
          [...contents]
            .map(([path, content]) => `${path} ${digest(content)}\n`)
            .toSorted()
            .join(''),
        ).slice(0, 12);
        for (const output of Object.values(bundle)) {
          if (output.type === 'chunk' && output.fileName === SERVICE_WORKER) {
            // What it shared with the page would have to come before it could serve anything.
            if (output.imports.length > 0)
              this.error(`The service worker shares ${output.imports.join(', ')} with the page.`);
            output.code = output.code.replaceAll(BUILD_MARK, build);
          }
          if (output.type === 'asset' && output.fileName === 'index.html')
            output.source = String(output.source).replaceAll(BUILD_MARK, build);
        }
        const page = bundle['index.html'];
        if (page?.type !== 'asset') this.error('The build has no page.');
        contents.set('index.html', page.source);
        contents.delete(SERVICE_WORKER);
        const files = [...contents].map(([path, content]) => describe(path, content));
        const list: BuildList = { build, files };
        this.emitFile({ type: 'asset', fileName: listPath(build), source: JSON.stringify(list) });
      },
    },
  };
}

function describe(path: string, content: string | Uint8Array): BuildFile {
  const bytes = Buffer.byteLength(content);
  return { path, bytes, sha256: digest(content), keep: whenToKeep(path) };
}

function whenToKeep(path: string): BuildFile['keep'] {
  // The runtime for WebGPU is twice as large as the other one, and most laptops of a room never start it; few of
  // them train on vectors of photographs.
  if (/asyncify.*\.wasm$|-vectors\.safetensors$/.test(path)) return 'asked';
  return /\.wasm$|\.txt$|^models\/|^samples\/.*\.(webp|png)$/.test(path) ? 'rest' : 'shell';
}

function filesIn(folder: string): [string, Uint8Array][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path): [string, string] => [path.slice(folder.length + 1).replaceAll('\\', '/'), path])
    .filter(([name]) => !OTHER_MODELS.test(name))
    .map(([name, path]) => [name, readFileSync(path)]);
}

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

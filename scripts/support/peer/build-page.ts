import { cpSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The address of the page below the product's own. */
export const PEER_PAGE = 'bench-peer/index.html';

/**
 * A copy of the production build in `folder`, with a page of transformers.js beside it: one origin, one set of headers. On
 * WASM it runs on the same files of onnxruntime-web as the product, which are half as large as those it would take itself.
 */
export async function buildPeerPage(dist: string, folder: string, webgpu: boolean): Promise<void> {
  cpSync(dist, folder, { recursive: true });
  const runtime = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
  const kind = webgpu ? 'ort-wasm-simd-threaded.asyncify' : 'ort-wasm-simd-threaded';
  const file = (name: string) => join(runtime, name);
  await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: './',
    logLevel: 'error',
    resolve: {
      alias: [
        {
          find: /^onnxruntime-web\/ort-wasm-simd-threaded\.(mjs|wasm)/,
          replacement: file(`${kind}.$1`),
        },
        {
          find: /^onnxruntime-web\/webgpu$/,
          replacement: file(webgpu ? 'ort.webgpu.min.mjs' : 'ort.wasm.min.mjs'),
        },
      ],
    },
    build: {
      outDir: join(folder, dirname(PEER_PAGE)),
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('page.ts', import.meta.url)),
        output: { entryFileNames: 'page.js', assetFileNames: '[name][extname]' },
      },
    },
  });
  writeFileSync(
    join(folder, PEER_PAGE),
    '<!doctype html><meta charset="utf-8"><title>transformers.js</title><script type="module" src="page.js"></script>',
  );
}

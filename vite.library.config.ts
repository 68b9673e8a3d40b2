import { defineConfig, type Plugin } from 'vite';
import { ENGINE_ALIASES, engineWorker } from './scripts/support/engine-build.ts';
import { kernels } from './scripts/support/kernels.ts';
import { thirdPartyNotices } from './scripts/support/third-party-notices.ts';

const notices = thirdPartyNotices();

/** What an embedder imports, by the name of its file. */
const ENTRIES = {
  engine: 'src/library/engine.ts',
  'zero-shot-compare': 'src/component/zero-shot-compare.ts',
};

/**
 * The library: `engine.js` with its worker and its runtime beside it, found by `import.meta.url`. The names that an
 * embedder writes down never change; what only these files ask for has its content in its name.
 */
export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [kernels(), typesBeside(), notices.page()],
  resolve: { alias: ENGINE_ALIASES },
  worker: {
    ...engineWorker(notices),
    rolldownOptions: {
      output: {
        // The engine's worker starts threads of its own.
        entryFileNames: ({ name }) => (name === 'main' ? 'worker.js' : 'parts/[name]-[hash].js'),
        chunkFileNames: 'parts/[name]-[hash].js',
        assetFileNames: ({ names }) => assetName(names),
      },
    },
  },
  build: {
    outDir: 'dist-library',
    target: 'es2023',
    // `light-dark()` stays as it is: lowered, it would follow only a `color-scheme` in the same style sheet, not the page's.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Nothing is inlined: a data: script would need a weaker policy.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: ENTRIES,
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'parts/[name]-[hash].js',
        assetFileNames: ({ names }) => assetName(names),
      },
    },
  },
});

/** The types of `engine.js` are looked for in `engine.d.ts`; what it names is written by `tsc -p tsconfig.library.json`. */
function typesBeside(): Plugin {
  return {
    name: 'types-beside',
    generateBundle() {
      for (const [name, source] of Object.entries(ENTRIES)) {
        const path = source.replace(/^src/, './types');
        this.emitFile({
          type: 'asset',
          fileName: `${name}.d.ts`,
          source: `export * from '${path}';\n`,
        });
      }
    },
  };
}

/** The runtime's files keep their names: somebody who puts them elsewhere must find them by those. */
function assetName(names: readonly string[]): string {
  return names.some((name) => name.startsWith('ort'))
    ? 'runtime/[name][extname]'
    : 'parts/[name]-[hash][extname]';
}

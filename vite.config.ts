import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { firstModules } from './scripts/support/first-modules.ts';
import { ENGINE_ALIASES, engineWorker } from './scripts/support/engine-build.ts';
import { kernels } from './scripts/support/kernels.ts';
import { listBuild } from './scripts/support/list-build.ts';
import { otherNotices } from './scripts/support/other-notices.ts';
import { thirdPartyNotices } from './scripts/support/third-party-notices.ts';
import {
  CONTENT_SECURITY_POLICY,
  ISOLATION_HEADERS,
  SECURITY_HEADERS,
} from './src/service-worker/security-headers.ts';

/** Writes the policy into the built page, for static hosts that cannot set headers. Dev needs inline scripts for hot reload. */
function policyInPage(): Plugin {
  return {
    name: 'policy-in-page',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** What the page needs before it answers. */
const first = firstModules('src/app/main.tsx');

const notices = thirdPartyNotices(otherNotices());

export default defineConfig({
  // Relative addresses: the built page works in any folder of any host.
  base: './',
  // The list of the build holds the notices too.
  plugins: [kernels(), react(), policyInPage(), notices.page(), listBuild()],
  resolve: { alias: ENGINE_ALIASES },
  worker: engineWorker(notices),
  // Found only once the worker asks for it, it would make a new clone's first page load again, and lose what was dropped on it.
  optimizeDeps: { include: ['@xenova/transformers', 'hash-wasm'] },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: SECURITY_HEADERS },
  build: {
    target: 'es2023',
    // Nothing is inlined: a data: font or script would need a weaker policy.
    assetsInlineLimit: 0,
    // Every browser that runs this target preloads modules by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { page: 'index.html', 'service-worker': 'src/service-worker/main.ts' },
      // A part that somebody also imports statically would come with the first download, and nobody would notice.
      onwarn: (warning, warn) => {
        if (warning.code === 'INEFFECTIVE_DYNAMIC_IMPORT') throw new Error(warning.message);
        warn(warning);
      },
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'first',
              test: (id) =>
                first.has(id) || /node_modules\/(?:react|react-dom|scheduler|zustand)\//.test(id),
            },
          ],
        },
        // The service worker's address must never change, or old visitors would keep the old page.
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
      },
    },
  },
});

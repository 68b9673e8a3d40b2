import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, WEBGPU_ARGS, chromiumPath } from './e2e/support/chromium.ts';

/** Two runs beside each other take a port and a build folder each. */
const PORT = Number(process.env['E2E_PORT'] ?? 4173);
const DIST = process.env['E2E_DIST'] ?? 'dist';

/** Everything runs on the production build in a real Chromium: on WASM, and once more on WebGPU where a story asks for it. */
export default defineConfig({
  testDir: 'e2e',
  // A folder of its own: Playwright empties it, and the unit tests' result lies beside it.
  outputDir: 'test-results/e2e',
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // A story waits for a page half of its time. Two at once share the server and nothing else: what a story serves, writes
  // or builds has a port and a folder of its own. Inside of a file they go one after the other.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['E2E_REPORT'] ?? 'test-results/e2e.json' }],
  ],
  use: {
    baseURL: `http://localhost:${PORT}/`,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    // A trace films the page all the time, which costs the encoders a core; ask for one with --trace on.
    trace: 'off',
    contextOptions: { reducedMotion: 'reduce' },
    // The references and the faults are served by routes, which a service worker would hide; its own story allows it.
    serviceWorkers: 'block',
  },
  projects: [
    // What takes longest begins first, or one of the two lanes would wait for it at the end.
    {
      name: 'webgpu',
      testMatch: /engine|webgpu/,
      // A graphics card that a processor plays takes minutes where it has other work, too.
      timeout: 480_000,
      use: { launchOptions: { executablePath: chromiumPath(), args: WEBGPU_ARGS } },
    },
    {
      name: 'wasm',
      testIgnore: /webgpu/,
      use: {
        launchOptions: {
          executablePath: chromiumPath(),
          args: [...CHROMIUM_ARGS, '--disable-gpu'],
        },
      },
    },
  ],
  webServer: {
    command: `npx vite preview --outDir ${DIST} --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: false,
  },
});

import { defineConfig } from 'vitest/config';
import { kernels } from './scripts/support/kernels.ts';

/** Functions of what they are given: no test of them changes what another one sees, so a worker keeps their modules. */
const PURE = ['src/core/**/*.test.ts', 'src/words/**/*.test.ts'];

export default defineConfig({
  plugins: [kernels()],
  test: {
    environment: 'node',
    setupFiles: ['src/testing/setup.ts'],
    testTimeout: 60_000,
    // Nobody looks at the page while they run: no core is kept free.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'core', include: PURE, isolate: false } },
      { extends: true, test: { name: 'page', include: ['src/**/*.test.{ts,tsx}'], exclude: PURE } },
    ],
  },
});

import { defineConfig } from 'vitest/config';
import { kernels } from './scripts/support/kernels.ts';

export default defineConfig({
  plugins: [kernels()],
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
    setupFiles: ['src/testing/setup.ts'],
    testTimeout: 60_000,
  },
});

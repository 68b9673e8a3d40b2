import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { compileKernel, type KernelVariant } from './compile-kernel.ts';

const KERNEL = /^(.*\.as\.ts)\?kernel(?:=((?:simd|relaxed|fused)(?:-shared)?))?$/;

/**
 * `import url from './x.as.ts?kernel'` compiles x.as.ts to WebAssembly and gives its address, `?kernel=relaxed` and others variants of it.
 * In a build each is an asset like any other; a server and tests have it in the address itself, which Node can fetch too.
 */
export function kernels(): Plugin {
  let build = false;
  return {
    name: 'kernels',
    enforce: 'pre',
    configResolved: ({ command }) => {
      build = command === 'build';
    },
    resolveId: (id, importer) =>
      KERNEL.test(id) && importer ? resolve(dirname(importer), id) : null,
    async load(id) {
      const [, source, variant = 'simd'] = KERNEL.exec(id) ?? [];
      if (source === undefined) return null;
      this.addWatchFile(source);
      const compiled = await compileKernel(source, variant as KernelVariant);
      if (build) return `export { default } from ${JSON.stringify(`${compiled}?url`)};`;
      const bytes = await readFile(compiled, 'base64');
      return `export default ${JSON.stringify(`data:application/wasm;base64,${bytes}`)};`;
    },
  };
}

import { fileURLToPath } from 'node:url';
import type { UserConfig } from 'vite';
import { kernels } from './kernels.ts';
import type { NoticePlugins } from './third-party-notices.ts';
import { tokenizerAlone } from './tokenizer-alone.ts';

/** The tokenizer's package would bring a second copy of the runtime, which it only needs for models. */
export const ENGINE_ALIASES = [
  {
    find: /^onnxruntime-web\/webgpu$/,
    replacement: fileURLToPath(new URL('../../src/worker/texts/no-runtime.ts', import.meta.url)),
  },
];

/** How the engine's worker is built, for the page as for the library. It imports the runtime on demand, which needs code splitting. */
export function engineWorker(notices: NoticePlugins): NonNullable<UserConfig['worker']> {
  return { format: 'es', plugins: () => [kernels(), tokenizerAlone(), notices.worker()] };
}

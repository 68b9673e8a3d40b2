import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const TOKENIZER = '../../node_modules/@xenova/transformers/src/models/clip/tokenization_clip.js';
const EMPTY = '\0empty';

/**
 * Of `@xenova/transformers` the worker uses CLIP's tokenizer alone, but the package has one door, behind which two hundred models
 * cannot be shaken off: 127 kB, gzipped, for 42. The build goes to the tokenizer's own file in the same package, and
 * leaves out what the package's own build for browsers leaves out.
 */
export function tokenizerAlone(): Plugin {
  return {
    name: 'tokenizer-alone',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => {
      if (id === '@xenova/transformers') return fileURLToPath(new URL(TOKENIZER, import.meta.url));
      return id === './onnx-node.js' ? EMPTY : null;
    },
    load: (id) => (id === EMPTY ? 'export default {};' : null),
  };
}

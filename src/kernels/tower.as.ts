// AssemblyScript: compiled to WebAssembly by the build (`scripts/support/kernels.ts`). Addresses are bytes of its memory, which its
// caller lays out. All widths are multiples of four.

export { inputsAtOnce, linear } from './linear.as';
export { attend, layerNorm, multiply } from './attention.as';

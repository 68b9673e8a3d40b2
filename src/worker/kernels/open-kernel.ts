import { fetchSmall } from '../../engine/silence.ts';

/** A kernel that runs, with its memory. */
export interface Kernel<Functions> {
  readonly functions: Functions;
  readonly memory: WebAssembly.Memory;
  /** Another of the same, with a memory of its own: nothing is fetched or compiled again. */
  twin(): Promise<Kernel<Functions>>;
}

/** The first addresses are the compiler's; what lies from here on is the caller's. */
export const FIRST_FREE = 1024;

const PAGE_BYTES = 2 ** 16;

/**
 * Starts the first of several variants of one kernel that this browser can compile, the most demanding first: a browser
 * without relaxed SIMD, or without SIMD at all, refuses what holds it, and nothing else of a kernel is downloaded then.
 *
 * @param addresses as `import url from './x.as.ts?kernel'` gives them
 * @returns `null` where the browser can compile none
 * @throws EngineError `download-silent`, `download-status`; TypeError where a file cannot be fetched
 */
export async function openKernel<Functions>(
  addresses: readonly string[],
): Promise<Kernel<Functions> | null> {
  for (const address of addresses) {
    const module = await compileKernel(address);
    if (module) return startKernel(module);
  }
  return null;
}

/**
 * @returns `null` where the browser lacks its instructions
 * @throws EngineError `download-silent`, `download-status`; TypeError where the file cannot be fetched
 */
export async function compileKernel(address: string): Promise<WebAssembly.Module | null> {
  const code = await (await fetchSmall(fetch, address)).arrayBuffer();
  return WebAssembly.validate(code) ? WebAssembly.compile(code) : null;
}

async function startKernel<Functions>(module: WebAssembly.Module): Promise<Kernel<Functions>> {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return { functions: exports as Functions, memory, twin: () => startKernel(module) };
}

/** Makes the memory at least `bytes` long; views of it that were made before are then of no use. */
export function reserve(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
}

import type * as OrtModule from 'onnxruntime-web/wasm';
import wasmModule from 'onnxruntime-web/wasm?url';
import wasmBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import webgpuModule from 'onnxruntime-web/webgpu?url';
import webgpuBinary from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';

/** The runtime's programming interface; both builds have the same. */
export type Ort = typeof OrtModule;

/** Which build of the runtime: the one without WebGPU is half as large. */
export type OrtBuild = 'wasm' | 'webgpu';

/**
 * Loads a new, unstarted instance of the runtime. The caller sets its threads; it starts with its first session.
 * `onBytes` follows the download of the program.
 */
export type LoadOrt = (
  build: OrtBuild,
  options?: {
    readonly signal?: AbortSignal;
    readonly onBytes?: (done: number, total: number) => void;
  },
) => Promise<Ort>;

const FILES: Readonly<Record<OrtBuild, { readonly module: string; readonly binary: string }>> = {
  wasm: { module: wasmModule, binary: wasmBinary },
  webgpu: { module: webgpuModule, binary: webgpuBinary },
};

let instances = 0;

/**
 * The package's own files, untouched, from the page's own origin: the module starts itself again as the script of its
 * threads, which a bundled copy could not. Another fragment makes another instance of the same file: one whose start
 * failed can never be started again.
 */
export const loadOrt: LoadOrt = async (build, { signal, onBytes } = {}) => {
  const { module, binary } = FILES[build];
  await warm(binary, signal, onBytes);
  instances++;
  const ort = (await import(/* @vite-ignore */ `${module}#${instances}`)) as Ort;
  ort.env.wasm.wasmPaths = { wasm: binary };
  return ort;
};

/**
 * Brings the program into the browser's cache, where the runtime then finds it. So the time-out of a start does not
 * count the download, and there is progress to show.
 */
async function warm(
  address: string,
  signal: AbortSignal | undefined,
  onBytes: ((done: number, total: number) => void) | undefined,
): Promise<void> {
  const response = await fetch(address, { signal: signal ?? null });
  const total = Number(response.headers.get('Content-Length') ?? 0);
  const encoded = response.headers.has('Content-Encoding');
  const reader = response.body?.getReader();
  let done = 0;
  for (let chunk = await reader?.read(); chunk?.value; chunk = await reader?.read()) {
    done += chunk.value.length;
    onBytes?.(done, encoded ? 0 : total);
  }
}

import type * as OrtModule from 'onnxruntime-web/wasm';
import wasmModule from 'onnxruntime-web/wasm?url';
import wasmBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import webgpuModule from 'onnxruntime-web/webgpu?url';
import webgpuBinary from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { SILENCE_SECONDS } from '../../engine/silence.ts';
import { within } from '../../core/waiting/within.ts';
import { type Network, noAnswer } from '../keeping/request.ts';
import { standIn } from './compiled-program.ts';
import { fetchProgram, notFetched, type Program } from './fetch-program.ts';

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

interface RuntimeFiles {
  readonly module: string;
  readonly binary: string;
}

const FILES: Readonly<Record<OrtBuild, RuntimeFiles>> = {
  wasm: { module: wasmModule, binary: wasmBinary },
  webgpu: { module: webgpuModule, binary: webgpuBinary },
};

/**
 * The package's own files, untouched, from the page's own origin: the module starts itself again as the script of its
 * threads, which a bundled copy could not. Another fragment makes another instance of the same file: one whose start
 * failed can never be started again. The program is fetched and compiled once and handed to every instance, so that the time-out of a
 * start does not count a download, and there is progress to show.
 * @param folder address of a folder that holds these files, if they are not where the build put them
 */
export function createOrtLoader(network: Network, folder: () => string | undefined): LoadOrt {
  const programs = new Map<OrtBuild, Program>();
  let instances = 0;
  return async (build, { signal, onBytes } = {}) => {
    const { module, binary } = filesIn(folder(), FILES[build]);
    const program =
      programs.get(build) ?? (await fetchProgram({ url: binary, signal, onBytes }, network));
    programs.set(build, program);
    program.module.catch(() => programs.delete(build));
    instances++;
    const ort = await importModule(`${module}#${instances}`, signal);
    ort.env.wasm.wasmBinary = standIn(program.module);
    return ort;
  };
}

/** The same names in another folder, with or without a slash at its end. */
export function filesIn(folder: string | undefined, files: RuntimeFiles): RuntimeFiles {
  if (folder === undefined) return files;
  const moved = (address: string): string =>
    new URL(address.replace(/[?#].*$/, '').replace(/^.*\//, ''), folder.replace(/\/*$/, '/')).href;
  return { module: moved(files.module), binary: moved(files.binary) };
}

async function importModule(address: string, signal: AbortSignal | undefined): Promise<Ort> {
  try {
    const loading = import(/* @vite-ignore */ address) as Promise<Ort>;
    const late = (): never => {
      throw noAnswer(address, `Nothing came for ${SILENCE_SECONDS} seconds.`);
    };
    return await within(SILENCE_SECONDS * 1000, loading, late, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw notFetched(error, address);
  }
}

import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import type { KernelThread } from '../worker/kernels/kernel-tower.ts';

/** What of a browser's worker the thread uses. */
const SCOPE = `const { parentPort } = require('node:worker_threads');
globalThis.self = {
  addEventListener: (kind, heard) => parentPort.on(kind, (data) => heard({ data })),
  postMessage: (data) => parentPort.postMessage(data),
};`;

/** The code of a kernel's thread, in one piece. */
async function threadCode(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('../worker/kernels/kernel-thread.ts', import.meta.url)),
        formats: ['iife'],
        name: 'thread',
      },
    },
  });
  const [{ output: [chunk] } = { output: [] }] = Array.isArray(made) ? made : [];
  if (!chunk) throw new Error('The thread was not built.');
  return chunk.code;
}

/** Threads of the kernels as a browser has them, in Node: each has said that it is there. */
export async function kernelThreads(count: number): Promise<readonly KernelThread[]> {
  const code = `${SCOPE}\n${await threadCode()}`;
  const workers = Array.from({ length: count }, () => new Worker(code, { eval: true }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return workers.map((worker) => ({
    postMessage: (message: unknown) => worker.postMessage(message, []),
    addEventListener: () => undefined,
    terminate: () => void worker.terminate(),
  }));
}

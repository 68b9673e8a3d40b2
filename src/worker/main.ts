import type { FolderMessage, MessageEndpoint } from '../engine/protocol.ts';
import { serveEngine } from '../engine/server.ts';
import { tellAlive } from '../engine/tell-alive.ts';
import { createWorkerEngine } from './engine.ts';
import { browserNetwork } from './keeping/browser-network.ts';
import { openKeeping } from './keeping/open-keeping.ts';
import { startSimdPixels } from './pictures/start-simd-pixels.ts';
import { createPictureReader } from './pictures/read-picture.ts';
import { createOrtLoader } from './runtime/load-ort.ts';
import { watchThreads } from './runtime/watch-threads.ts';

declare const self: DedicatedWorkerGlobalScope;

const endpoint: MessageEndpoint = {
  send: (message, transfer) => self.postMessage(message, { transfer }),
  listen: (listener) =>
    self.addEventListener('message', ({ data }) => {
      if (isFolder(data)) runtimeFolder = data.folder;
      else listener(data);
    }),
};

/** Where the page says that the runtime lies: before its first call, or never. */
let runtimeFolder: string | undefined;

function isFolder(message: unknown): message is FolderMessage {
  return (message as Partial<FolderMessage> | null)?.kind === 'folder';
}

void startSimdPixels();

const engine = createWorkerEngine({
  loadOrt: createOrtLoader(browserNetwork(self), () => runtimeFolder),
  watchThreads: () => watchThreads(globalThis),
  gpu: navigator.gpu,
  crossOriginIsolated: self.crossOriginIsolated,
  hardwareConcurrency: navigator.hardwareConcurrency,
  startKernelThread: () =>
    new Worker(new URL('./kernels/kernel-thread.ts', import.meta.url), {
      type: 'module',
      name: 'kernels',
    }),
  openKeeping: () => openKeeping(self),
  readPicture: createPictureReader(),
});

serveEngine(engine, endpoint);
tellAlive(endpoint);

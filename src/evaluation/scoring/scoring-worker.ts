import type { MessageEndpoint } from '../../engine/protocol.ts';
import { tellAlive } from '../../engine/tell-alive.ts';
import { serveScoring } from './serve-scoring.ts';

const endpoint: MessageEndpoint = {
  send: (message, transfer) => globalThis.postMessage(message, { transfer }),
  listen: (listener) => globalThis.addEventListener('message', ({ data }) => listener(data)),
};

serveScoring(endpoint);
tellAlive(endpoint);

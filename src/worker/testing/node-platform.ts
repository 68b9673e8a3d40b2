import { decode } from 'fast-png';
import { inspectPicture } from '../../core/image/inspect-picture.ts';
import { orient } from '../../core/image/orient.ts';
import type { KeeperPlatform } from '../keeping/keeper.ts';
import { localLocks } from '../keeping/locks.ts';
import type { EnginePlatform } from '../engine.ts';
import type { PictureReader } from '../pictures/read-picture.ts';
import type { LoadOrt } from '../runtime/load-ort.ts';

/** The runtime as Node finds it; there is no second instance, and one thread. */
const loadOrt: LoadOrt = () => import('onnxruntime-web/wasm');

/** Reads PNG of 8 bits a channel without the browser's decoder. */
const readPicture: PictureReader = async (bytes) => {
  const { format, orientation, animated, mode } = inspectPicture(bytes);
  const { width, height, data, channels, palette } = decode(bytes);
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    const colour = palette?.[data[i] ?? 0];
    const at = (channel: number): number =>
      data[i * channels + Math.min(channel, channels - 1)] ?? 0;
    for (let c = 0; c < 3; c++) rgba[i * 4 + c] = colour?.[c] ?? at(c);
    if (channels === 4) rgba[i * 4 + 3] = at(3);
  }
  const picture = orient({ width, height, data: rgba, mode }, orientation);
  return { picture, format, orientation, animated, canvasNoise: false, notes: [] };
};

/** What the engine needs to run in Node: real sessions on WASM with one thread, no network unless a test gives one. */
export function nodePlatform(fetch?: typeof globalThis.fetch): EnginePlatform {
  return {
    loadOrt,
    gpu: undefined,
    crossOriginIsolated: false,
    hardwareConcurrency: 1,
    startKernelThread: () => {
      throw new Error('There are no threads in this test.');
    },
    openKeeping: async () =>
      nodeKeeping(
        fetch ?? (() => Promise.reject(new TypeError('There is no network in this test.'))),
      ),
    readPicture,
  };
}

/** Files in memory, as in a private window, and a clock whose pauses end at once. */
export function nodeKeeping(
  fetch: typeof globalThis.fetch,
  store: KeeperPlatform['store'] = null,
): KeeperPlatform {
  return {
    store,
    locks: localLocks(),
    network: { fetch, now: () => Date.now(), pause: () => Promise.resolve() },
    space: { available: () => Promise.resolve(null) },
    estimate: () => Promise.resolve({ usage: null, quota: null }),
    origin: 'https://page.example',
  };
}

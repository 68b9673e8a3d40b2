import { describe, expect, test, vi } from 'vitest';
import type { DeviceNote } from '../../engine/contract.ts';
import { createBackendOpener, type Platform } from './backend.ts';
import type { Ort } from './load-ort.ts';

/** A runtime that multiplies matrices of 256 x 256, and fails when it is asked for more than one thread. */
function fakeOrt(): Ort {
  const wasm = { numThreads: 0 };
  const run = async ({ a, b }: Record<'a' | 'b', { data: Float32Array }>) => {
    const data = new Float32Array(256 * 256);
    for (let i = 0; i < 256; i++) {
      for (let k = 0; k < 256; k++) {
        data[i * 257] =
          (data[i * 257] ?? 0) + (a.data[i * 256 + k] ?? 0) * (b.data[k * 256 + i] ?? 0);
      }
    }
    return { c: { data } };
  };
  const create = async () => {
    if (wasm.numThreads > 1) throw new Error('The threads do not come up.');
    return { run, release: async () => undefined };
  };
  class Tensor {
    readonly data: unknown;
    constructor(_type: string, data: unknown) {
      this.data = data;
    }
  }
  return { env: { wasm }, InferenceSession: { create }, Tensor } as object as Ort;
}

function host(changes: Partial<Platform> = {}) {
  const builds: string[] = [];
  const platform: Platform = {
    loadOrt: async (build) => {
      builds.push(build);
      return fakeOrt();
    },
    gpu: undefined,
    crossOriginIsolated: true,
    hardwareConcurrency: 1,
    ...changes,
  };
  return { opener: createBackendOpener(platform), builds };
}

describe('opening a backend', () => {
  test('goes on with one thread where threads fail, in a new instance, and says why', async () => {
    const { opener, builds } = host({ hardwareConcurrency: 4 });
    const notes: DeviceNote[] = [];
    const backend = await opener.open('wasm', notes);
    expect(backend).toMatchObject({ kind: 'wasm', threads: 1 });
    expect(notes).toEqual([{ code: 'threads-failed', detail: 'The threads do not come up.' }]);
    expect(builds).toEqual(['wasm', 'wasm']);
  });

  test('uses a sound instance again, and never one that was discarded', async () => {
    const { opener, builds } = host();
    const first = await opener.open('wasm', []);
    await opener.open('wasm', []);
    expect(builds).toHaveLength(1);
    opener.discard(first);
    await opener.open('wasm', []);
    expect(builds).toHaveLength(2);
  });

  test('says what is missing for more speed', async () => {
    const notes: DeviceNote[] = [];
    const { opener } = host({ crossOriginIsolated: false });
    expect(await opener.open('auto', notes)).toMatchObject({ kind: 'wasm', threads: 1 });
    expect(notes.map(({ code }) => code)).toEqual(['no-webgpu', 'not-isolated']);
  });

  test('does not download the larger runtime without an adapter', async () => {
    const gpu = { requestAdapter: vi.fn<GPU['requestAdapter']>(async () => null) } as object as GPU;
    const { opener, builds } = host({ gpu });
    await opener.open('auto', []);
    expect(builds).toEqual(['wasm']);
  });

  test('takes a software adapter only when WebGPU is asked for by name', async () => {
    const lost = new Promise<never>(() => undefined);
    const device = { lost, destroy: () => undefined };
    const adapter = {
      info: { vendor: 'google', architecture: 'swiftshader', isFallbackAdapter: true },
      features: new Set(),
      limits: {},
      requestDevice: async () => device,
    };
    const gpu = { requestAdapter: async () => adapter } as object as GPU;
    const { opener } = host({ gpu });
    expect(await opener.open('auto', [])).toMatchObject({ kind: 'wasm' });
    expect(await opener.open('webgpu', [])).toMatchObject({
      kind: 'webgpu',
      adapter: 'google swiftshader',
    });
  });
});

import { makeHead } from '../../core/heads/make-head.ts';
import { twoSpaces } from '../../core/spaces/two-spaces.ts';
import type { Engine } from '../../engine/contract.ts';
import type { DeviceReport } from '../../engine/device.ts';
import { fakeEncoding, fakePictureCalls } from './fake-encoding.ts';
import { fakeInspecting } from './fake-inspecting.ts';
import { type FakeCall, fakeModel, fakeModels } from './fake-models.ts';

export interface FakeEngine extends Engine {
  readonly calls: readonly FakeCall[];
}

const DEVICE: DeviceReport = {
  kind: 'wasm',
  choice: 'auto',
  threads: 1,
  crossOriginIsolated: false,
  adapter: '',
  halfPrecision: false,
  notes: [],
};

/**
 * An engine without a runtime, for tests of what stands above it. Vectors are hashes of the words or bytes, so equal
 * inputs give equal rows. A source whose address or file name contains `vision` holds the image side only; its text side
 * then hashes with the seed, so that another seed answers differently. A picture that is empty or whose first byte is 0
 * cannot be read.
 */
export function createFakeEngine(): FakeEngine {
  const models = fakeModels();
  const { calls, note, model } = models;
  let device = DEVICE;
  return {
    calls,
    ...fakeEncoding(models),
    ...fakePictureCalls(models),
    ...fakeInspecting(models),
    async load(source, options = {}) {
      note('load', 1, options);
      return models.add((id) => fakeModel(id, source, options));
    },
    async device() {
      return device;
    },
    async setDevice(choice, options) {
      note('setDevice', models.count(), options);
      device = { ...device, choice, kind: choice === 'webgpu' ? 'webgpu' : 'wasm' };
      return device;
    },
    async release(id) {
      note('release', 1);
      models.remove(id);
    },
    async save(id, options) {
      note('save', 1, options);
      const { name } = model(id).model;
      return [{ name: 'model.safetensors', blob: new Blob([name, options.layout]) }];
    },
    async train(id, data, options) {
      note('train', data.labels.length, options);
      const made = models.add((other) => ({ ...model(id), id: other }));
      return { ...made, losses: [], looks: [] };
    },
    async fitHead(request) {
      note('fitHead', request.labels.length);
      return makeHead(request);
    },
    async twoSpaces(request) {
      note('twoSpaces', request.truths.length);
      return twoSpaces(request);
    },
  };
}

import { describe, expect, test } from 'vitest';
import { mobileEntries } from '../checkpoint/loaders/mobile-names.ts';
import { initialise } from '../../testing/initialise.ts';
import { mobile, MOBILE_KINDS, mobileArchitecture } from '../../testing/mobile.ts';
import { elementCount, parametersOf } from '../model/parameters.ts';
import type { InitOrder } from './init-law.ts';

/** OpenCLIP keeps a new linear projection beside the tower. */
const FRESH = 'visual.head.proj.weight';

function shown(values: Float32Array): readonly number[] {
  return [...values.subarray(0, 2), ...values.subarray(-2)];
}

/** timm's head and OpenCLIP's projection are the transpose of the parameter that the page has. */
function asSaved(name: string, shape: readonly number[], values: Float32Array): Float32Array {
  const [rows = 1, columns = 1] = shape;
  if (name !== 'visual.proj') return values;
  return values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)] ?? 0);
}

describe.each(MOBILE_KINDS)(
  'a MobileCLIP around timm’s %s starts as OpenCLIP leaves it',
  (kind) => {
    const architecture = mobileArchitecture(kind);
    const parameters = parametersOf(architecture);

    for (const { seed, timm_proj, parameters: samples } of mobile[kind].starts) {
      const linear = timm_proj === 'linear';
      const orders: readonly InitOrder[] = linear ? ['timm-linear'] : ['openclip', 'timm-head'];
      test.each(orders)(`seed ${seed}, order %s`, (order) => {
        const wanted = new Set(parameters.map(({ name }) => name));
        const drawn = initialise(architecture, seed, { wanted, order });
        const left = new Set(Object.keys(samples));
        for (const { name, shape } of parameters) {
          const [[own] = ['']] = mobileEntries(name, shape);
          const head = linear && own.startsWith('visual.trunk.head.');
          // A linear layer without a bias: the one that the page's projection has is zero.
          const sample = !head ? samples[own] : own.endsWith('bias') ? [0] : samples[FRESH];
          left.delete(head ? FRESH : own);
          expect(sample, own).toBeDefined();
          const values = asSaved(name, shape, drawn.get(name) ?? new Float32Array());
          expect(values.length, own).toBe(elementCount(shape));
          const [only = Number.NaN] = sample ?? [];
          const due = sample?.length === 1 ? [only, only, only, only] : (sample ?? []);
          shown(values).forEach((value, at) => {
            const expected = values.length === 1 ? only : (due[at] ?? Number.NaN);
            expect(Math.abs(value - expected), `${own}[${at}]`).toBeLessThan(4e-7);
          });
        }
        expect([...left]).toEqual([]);
      });
    }
  },
);

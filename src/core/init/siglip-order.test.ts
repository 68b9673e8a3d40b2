import { describe, expect, test } from 'vitest';
import { findPieces, indexTensors } from '../checkpoint/tensor-index.ts';
import { headerOnly } from '../../testing/checkpoint-files.ts';
import { initialise } from '../../testing/initialise.ts';
import {
  type SiglipSample,
  siglipArchitecture,
  type SiglipStart,
  siglipReference,
} from '../../testing/siglip.ts';
import { parametersOf } from '../model/parameters.ts';
import { lawDeviation, lawShares } from './law-facts.ts';
import { lecunNormal } from './init-laws.ts';
import { lawOf } from './law-of.ts';

const { starts } = siglipReference;

/** First numbers, last numbers, mean and deviation, as the reference has them. */
function sampleError(values: Float32Array, { first, last, mean, std }: SiglipSample): number {
  const own = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(
    values.reduce((sum, value) => sum + (value - own) ** 2, 0) / values.length,
  );
  const apart = (from: readonly number[], to: Float32Array) =>
    from.map((value, at) => Math.abs(value - (to[at] ?? Number.NaN)));
  return Math.max(
    ...apart(first, values.subarray(0, first.length)),
    ...apart(last, values.subarray(-last.length)),
    Math.abs(own - mean),
    Math.abs(spread - std),
  );
}

/** The samples under the page's names: of what the file keeps in pieces the first and the last. */
function samplesOf({ transformers, config }: SiglipStart): ReadonlyMap<string, SiglipSample[]> {
  const index = indexTensors([headerOnly('a.safetensors', transformers)]);
  return new Map(
    parametersOf(siglipArchitecture(config)).map(({ name }) => {
      const pieces = findPieces(index, name) ?? [];
      return [name, pieces.flatMap(({ tensor }) => transformers[tensor.name] ?? [])];
    }),
  );
}

describe.each(starts)('$name, seed $seed', (start) => {
  const architecture = siglipArchitecture(start.config);
  const names = parametersOf(architecture).map(({ name }) => name);
  const wanted = new Set(names);

  test('every parameter starts as transformers leaves it after torch.manual_seed', () => {
    const made = initialise(architecture, start.seed, { wanted, order: 'openclip' });
    const errors = [...samplesOf(start)].flatMap(([name, samples]) => {
      const values = made.get(name) ?? new Float32Array();
      const length = values.length / samples.length;
      return samples.map((sample, piece) => ({
        name,
        error: sampleError(values.subarray(piece * length, (piece + 1) * length), sample),
      }));
    });
    expect(errors.length).toBeGreaterThan(names.length);
    expect(errors.filter(({ error }) => !(error < 1e-6))).toEqual([]);
  });

  test('with its image tower by timm, as OpenCLIP leaves it', () => {
    const made = initialise(architecture, start.seed, { wanted, order: 'timm-head' });
    const errors = Object.entries(start.open_clip).map(([name, sample]) => ({
      name,
      error: sampleError(made.get(name) ?? new Float32Array(), sample),
    }));
    expect(errors.filter(({ error }) => !(error < 1e-6))).toEqual([]);
  });

  test('what is left out does not move what is drawn', () => {
    const name = 'visual.attn_pool.probe';
    const all = initialise(architecture, 1, { wanted, order: 'openclip' });
    const one = initialise(architecture, 1, { wanted: new Set([name]), order: 'openclip' });
    expect(one.get(name)).toEqual(all.get(name));
  });
});

test('a law that is cut tells the deviation and the shares of what it draws', () => {
  const architecture = siglipArchitecture(starts[0]?.config);
  const name = 'text_projection.weight';
  const made = initialise(architecture, 5, { wanted: new Set([name]), order: 'openclip' });
  const values = made.get(name) ?? new Float32Array();
  const law = lawOf(architecture, name, 'openclip');
  const { width } = architecture.text;
  // What is left after the cut is 1 / sqrt(fan in), by construction of the law.
  expect(lawDeviation(law)).toBeCloseTo(width ** -0.5, 12);
  const mean = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  expect(Math.sqrt(mean) / lawDeviation(law)).toBeCloseTo(1, 1);
  const cut = (2 * width ** -0.5) / 0.87962566103423978;
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(cut * (1 + 1e-6));
  const shares = lawShares(lecunNormal([1, width]), -2 * cut, 2 * cut, 8);
  // Half of the bins lie beyond the cut.
  for (const at of [0, 1, 6, 7]) expect(shares[at]).toBeCloseTo(0, 12);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
});

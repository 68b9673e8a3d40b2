import { describe, expect, test } from 'vitest';
import { initReferences } from '../../testing/init-references.ts';
import { parametersOf } from '../model/parameters.ts';
import type { InitLaw } from './init-law.ts';
import { initialise } from '../../testing/initialise.ts';
import { lawOf } from './law-of.ts';

const { tiny, full } = initReferences();
const architectures = [
  ...new Map(tiny.map((item) => [JSON.stringify(item.architecture), item])).values(),
];
const ORDERS = ['openclip', 'timm-head', 'timm-linear'] as const;

function meanAndStd(values: Float32Array): { mean: number; std: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, std: Math.sqrt(variance) };
}

function stdOf(law: InitLaw): number {
  if (law.kind === 'constant') return 0;
  return law.kind === 'normal' ? law.std : law.bound / Math.sqrt(3);
}

describe('the law of every parameter agrees with what is drawn', () => {
  for (const order of ORDERS) {
    for (const { path, architecture, seed } of architectures) {
      test(`${path}, order ${order}`, () => {
        const names = parametersOf(architecture).map(({ name }) => name);
        const drawn = initialise(architecture, seed, { wanted: new Set(names), order });
        const surprises = names.filter((name) => {
          const law = lawOf(architecture, name, order);
          return !obeys(drawn.get(name) ?? new Float32Array(), law);
        });
        expect(surprises).toEqual([]);
      });
    }
  }
});

/** Within five standard errors of the law's moments, and inside its bounds. */
function obeys(values: Float32Array, law: InitLaw): boolean {
  if (values.length === 0) return false;
  if (law.kind === 'constant') return values.every((value) => value === Math.fround(law.value));
  const { mean, std } = meanAndStd(values);
  const expected = stdOf(law);
  const error = (5 * expected) / Math.sqrt(values.length);
  // A single number has no spread to judge, and few numbers have a rough one.
  const spread = Math.abs(std - expected) < error;
  const centred = Math.abs(mean - (law.kind === 'normal' ? law.mean : 0)) < error;
  const inside =
    law.kind === 'normal' || values.every((value) => Math.abs(value) <= law.bound * 1.000001);
  return spread && centred && inside;
}

describe('the laws of ViT-B/16', () => {
  const law = (name: string) => lawOf(full.architecture, name, 'openclip');

  test('have the deviations that PyTorch shows', () => {
    const surprises = Object.entries(full.parameters).filter(([name, { std, shape }]) => {
      const count = shape.reduce((product, size) => product * size, 1);
      return Math.abs(stdOf(law(name)) - std) > (5 * stdOf(law(name))) / Math.sqrt(count);
    });
    expect(surprises).toEqual([]);
  });

  test('are those that the text tower is known by', () => {
    const block = 'transformer.resblocks.3';
    expect(law('token_embedding.weight')).toEqual({ kind: 'normal', mean: 0, std: 0.02 });
    expect(law('positional_embedding')).toEqual({ kind: 'normal', mean: 0, std: 0.01 });
    expect(law('text_projection')).toEqual({ kind: 'normal', mean: 0, std: 512 ** -0.5 });
    expect(stdOf(law(`${block}.attn.in_proj_weight`))).toBeCloseTo(512 ** -0.5, 12);
    expect(stdOf(law(`${block}.attn.out_proj.weight`))).toBeCloseTo((512 * 24) ** -0.5, 12);
    expect(stdOf(law(`${block}.mlp.c_fc.weight`))).toBeCloseTo(1024 ** -0.5, 12);
    expect(stdOf(law(`${block}.mlp.c_proj.weight`))).toBeCloseTo((512 * 24) ** -0.5, 12);
    expect(law(`${block}.mlp.c_proj.bias`)).toEqual({ kind: 'uniform', bound: 2048 ** -0.5 });
    expect(law(`${block}.attn.out_proj.bias`)).toEqual({ kind: 'constant', value: 0 });
    expect(law('logit_scale')).toEqual({ kind: 'constant', value: Math.log(1 / 0.07) });
  });
});

test('a fresh linear projection is uniform within 1 / sqrt(width)', () => {
  const law = lawOf(full.architecture, 'visual.proj', 'timm-linear');
  expect(law.kind === 'uniform' && law.bound).toBeCloseTo(768 ** -0.5, 12);
});

test('a name that the model lacks has no law', () => {
  expect(() => lawOf(full.architecture, 'visual.head', 'openclip')).toThrow(RangeError);
});

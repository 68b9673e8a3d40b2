import { describe, expect, test } from 'vitest';
import { readTestCheckpoint } from '../../testing/checkpoint.ts';
import { initReferences, type ParameterSample } from '../../testing/init-references.ts';
import type { Architecture } from '../model/architecture.ts';
import { elementCount, parametersOf } from '../model/parameters.ts';
import { drawParameters } from './draw-parameters.ts';
import { initialise } from '../../testing/initialise.ts';

const { tiny, full } = initReferences();

function allNames(architecture: Architecture): ReadonlySet<string> {
  return new Set(parametersOf(architecture).map(({ name }) => name));
}

function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? Number.NaN));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

function tinyReference(kind: 'vit' | 'resnet') {
  const found = tiny.find(({ architecture }) => architecture.image.kind === kind);
  if (!found) throw new Error(`There is no reference of the kind ${kind}.`);
  return found;
}

describe('every parameter equals what PyTorch and OpenCLIP leave in the model', () => {
  test.each(tiny.filter(({ parameters }) => !parameters))(
    'of $path, number by number',
    ({ path, architecture, seed }) => {
      const reference = readTestCheckpoint(path);
      const names = [...reference.keys()].filter((name) => !name.endsWith('num_batches_tracked'));
      const drawn = initialise(architecture, seed, {
        wanted: allNames(architecture),
        order: 'openclip',
      });
      expect([...drawn.keys()].toSorted()).toEqual(names.toSorted());
      const errors = names.map((name) =>
        largestDifference(drawn.get(name) ?? [], reference.get(name) ?? []),
      );
      expect(Math.max(...errors)).toBeLessThan(4e-7);
    },
  );

  test.each([
    ...tiny.flatMap(({ parameters, ...rest }) => (parameters ? [{ ...rest, parameters }] : [])),
    { ...full, path: 'ViT-B/16 at full size' },
  ])(
    'of $path, in a sample of each',
    { timeout: 300_000 },
    ({ architecture, seed, parameters }) => {
      const shapes = new Map(parametersOf(architecture).map(({ name, shape }) => [name, shape]));
      const errors = new Map<string, number>();
      const wanted = allNames(architecture);
      for (const drawn of drawParameters(architecture, seed, { wanted, order: 'openclip' })) {
        if (!drawn) continue;
        const [name, values] = drawn;
        const sample = parameters[name];
        if (!sample) throw new Error(`The reference lacks ${name}.`);
        expect([name, shapes.get(name)]).toEqual([name, sample.shape]);
        errors.set(name, sampleError(values, sample));
      }
      expect([...errors.keys()].toSorted()).toEqual(Object.keys(parameters).toSorted());
      expect(Math.max(...errors.values())).toBeLessThan(4e-7);
    },
  );
});

function sampleError(values: Float32Array, { first, last, mean, std }: ParameterSample): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? Number.NaN;
  const average = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] ?? Number.NaN) - average) ** 2;
  return Math.max(
    largestDifference(values.subarray(0, first.length), first),
    largestDifference(values.subarray(-last.length), last),
    Math.abs(average - mean),
    Math.abs(Math.sqrt(squares / values.length) - std),
  );
}

describe('a ModifiedResNet, which timm does not make, keeps the order of OpenCLIP', () => {
  // From PyTorch: `nn.Linear(width, embedDim, bias=False)` made after the model. First and last four numbers.
  test('its fresh linear projection is drawn after the model, with a bias of zeros', () => {
    const { architecture } = tinyReference('resnet');
    const names = ['visual.attnpool.c_proj.weight', 'visual.attnpool.c_proj.bias'];
    const drawn = initialise(architecture, 0, { wanted: new Set(names), order: 'timm-linear' });
    const projection = drawn.get('visual.attnpool.c_proj.weight') ?? new Float32Array();
    expect(projection).toHaveLength(8192);
    expect([...projection.subarray(0, 4), ...projection.subarray(-4)]).toEqual([
      ...Float32Array.of(0.033974424, -0.0361051634, 0.0506855249, 0.00155518204),
      ...Float32Array.of(-0.00787216425, 0.0260677561, -0.0328622162, 0.0210355297),
    ]);
    expect(drawn.get('visual.attnpool.c_proj.bias')).toEqual(new Float32Array(32));
  });

  test('everything else is the same', () => {
    const { architecture, seed } = tinyReference('resnet');
    const wanted = new Set(
      [...allNames(architecture)].filter((name) => !name.includes('attnpool.c_proj')),
    );
    const usual = initialise(architecture, seed, { wanted, order: 'openclip' });
    for (const order of ['timm-head', 'timm-linear'] as const) {
      const drawn = initialise(architecture, seed, { wanted, order });
      expect([...drawn.keys()]).toEqual([...usual.keys()]);
      const differences = [...drawn].map(([name, values]) =>
        largestDifference(values, usual.get(name) ?? []),
      );
      expect(Math.max(...differences)).toBe(0);
    }
  });
});

describe('what is asked for', () => {
  const { architecture, seed } = tinyReference('vit');
  const everything = initialise(architecture, seed, {
    wanted: allNames(architecture),
    order: 'openclip',
  });

  test('is the same whether it is drawn alone or with all others', () => {
    for (const name of allNames(architecture)) {
      const alone = initialise(architecture, seed, {
        wanted: new Set([name]),
        order: 'openclip',
      });
      expect([...alone.keys()]).toEqual([name]);
      expect(largestDifference(alone.get(name) ?? [], everything.get(name) ?? [0])).toBe(0);
    }
  });

  test('depends on the seed', () => {
    const other = initialise(architecture, seed + 1, {
      wanted: new Set(['text_projection']),
      order: 'openclip',
    });
    expect(other.get('text_projection')).not.toEqual(everything.get('text_projection'));
  });

  test('comes in new arrays of the right length, and progress counts them', () => {
    const heard: (readonly [number, number])[] = [];
    const wanted = new Set(['ln_final.bias', 'visual.proj', 'logit_scale']);
    const drawn = initialise(architecture, seed, {
      wanted,
      order: 'openclip',
      onProgress: (done, total) => heard.push([done, total]),
    });
    expect(heard).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    const asked = parametersOf(architecture).filter(({ name }) => wanted.has(name));
    for (const { name, shape } of asked) expect(drawn.get(name)).toHaveLength(elementCount(shape));
  });

  test('may be nothing, but not a name that the model lacks', () => {
    const draw = (wanted: ReadonlySet<string>) =>
      initialise(architecture, seed, { wanted, order: 'openclip' });
    expect(draw(new Set()).size).toBe(0);
    expect(() => draw(new Set(['visual.head']))).toThrow(RangeError);
  });
});

import { describe, expect, test } from 'vitest';
import { goldenJson } from '../../testing/golden.ts';
import { initReferences } from '../../testing/init-references.ts';
import type { Architecture } from '../model/architecture.ts';
import { parametersOf } from '../model/parameters.ts';
import { drawParameters } from './draw-parameters.ts';
import { drawingOrder } from './drawing-order.ts';
import { initialise } from '../../testing/initialise.ts';
import type { InitOrder } from './init-law.ts';
import { createMt19937, nextWord, skipWords } from './mt19937.ts';

/** First two numbers, last two, mean and deviation; a single number where all are equal. */
type Sample = readonly number[];
type Samples = Readonly<Record<string, Sample>>;

interface References {
  readonly small: readonly {
    readonly image: Readonly<
      Record<'img' | 'patch' | 'width' | 'depth' | 'heads' | 'mlp_ratio' | 'classes', number>
    >;
    readonly text: Readonly<
      Record<'context_length' | 'vocab_size' | 'width' | 'heads' | 'layers', number>
    >;
    readonly seed: number;
    readonly timm_proj: string;
    readonly parameters: Samples;
  }[];
  readonly full: readonly {
    readonly timm_proj: string;
    readonly seed: number;
    readonly parameters: Samples;
  }[];
}

const { small, full } = goldenJson('init/timm.json') as References;
const { architecture: viTB16 } = initReferences().full;

function orderOf(timmProj: string): InitOrder {
  return timmProj === 'linear' ? 'timm-linear' : 'timm-head';
}

function sampleError(values: Float32Array, sample: Sample): number {
  const [only = Number.NaN] = sample;
  if (sample.length === 1) {
    return values.reduce((worst, value) => Math.max(worst, Math.abs(value - only)), 0);
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const own = [...values.subarray(0, 2), ...values.subarray(-2), mean, Math.sqrt(variance)];
  return Math.max(...own.map((value, i) => Math.abs(value - (sample[i] ?? Number.NaN))));
}

describe('a whole model whose image tower timm makes equals what OpenCLIP and timm leave', () => {
  for (const { image, text, seed, timm_proj, parameters } of small) {
    test(`width ${image.width}, timm_proj "${timm_proj}", seed ${seed}`, () => {
      const architecture: Architecture = {
        embedDim: image.classes,
        image: {
          kind: 'vit',
          imageSize: image.img,
          patchSize: image.patch,
          width: image.width,
          layers: image.depth,
          heads: image.heads,
          mlpWidth: image.width * image.mlp_ratio,
        },
        text: {
          contextLength: text.context_length,
          vocabSize: text.vocab_size,
          width: text.width,
          heads: text.heads,
          layers: text.layers,
          mlpWidth: text.width * 4,
        },
      };
      const names = parametersOf(architecture).map(({ name }) => name);
      expect(names.toSorted()).toEqual(Object.keys(parameters).toSorted());
      const wanted = new Set(names);
      const drawn = initialise(architecture, seed, { wanted, order: orderOf(timm_proj) });
      const errors = names.map((name) =>
        sampleError(drawn.get(name) ?? new Float32Array(), parameters[name] ?? []),
      );
      expect(Math.max(...errors)).toBeLessThan(4e-7);
    });
  }
});

describe('ViT-B/16 in the article’s configuration', () => {
  for (const { timm_proj, seed, parameters } of full) {
    const order = orderOf(timm_proj);

    test(`its text side is that of PyTorch, timm_proj "${timm_proj}"`, { timeout: 60_000 }, () => {
      const wanted = new Set(
        Object.keys(parameters).map((name) => name.replace(/^visual\..*/, 'visual.proj')),
      );
      const errors = new Map<string, number>();
      let pauses = 0;
      for (const drawn of drawParameters(viTB16, seed, { wanted, order })) {
        if (!drawn) pauses++;
        else if (drawn[0] !== 'visual.proj') {
          const sample = parameters[drawn[0]] ?? [];
          errors.set(drawn[0], sampleError(drawn[1], sample));
        } else {
          // The reference has the linear layer as timm does, [embedDim, width]: the same numbers, read column by column.
          const [first, second] = [drawn[1][0], drawn[1][viTB16.embedDim]];
          const sample = parameters['visual.head.proj.weight'] ?? [];
          const error = Math.max(
            Math.abs((first ?? Number.NaN) - (sample[0] ?? 0)),
            Math.abs((second ?? Number.NaN) - (sample[1] ?? 0)),
          );
          errors.set(drawn[0], error);
        }
      }
      expect([...errors.keys()].toSorted()).toEqual([...wanted].toSorted());
      expect(Math.max(...errors.values())).toBeLessThan(4e-7);
      // An image tower is passed over in pieces, so that a load can be given up meanwhile.
      expect(pauses).toBeGreaterThan(15);
    });
  }

  test('the bias of the first block’s MLP stands where the stream was measured to have it', () => {
    // Words of one MT19937 stream, counted in PyTorch; values are uniform within 512^-0.5, from the low 24 bits.
    const places = [
      ['openclip', 113_519_616],
      ['timm-linear', 199_420_160],
      ['timm-head', 199_026_944],
    ] as const;
    const name = 'transformer.resblocks.0.mlp.c_fc.bias';
    for (const [order, place] of places) {
      const generator = createMt19937(0);
      skipWords(generator, place);
      const value = ((nextWord(generator) & 0xffffff) / 2 ** 23 - 1) / Math.sqrt(512);
      const drawn = initialise(viTB16, 0, { wanted: new Set([name]), order }).get(name);
      expect(drawn?.[0]).toBeCloseTo(value, 6);
    }
  });
});

test('a bias of timm’s head uses up numbers, and is no parameter of the model', () => {
  const order = drawingOrder(viTB16, 'timm-head');
  expect(order.filter(({ name }) => name === null).map(({ count }) => count)).toEqual([512]);
});

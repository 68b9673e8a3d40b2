import { encode } from 'fast-png';
import { beforeAll, describe, expect, test } from 'vitest';
import type { TrainingData, TrainOptions } from '../../engine/training.ts';
import type { TrainingState } from '../../engine/training-progress.ts';
import type { LoadRuleId } from '../../core/checkpoint/load-rules.ts';
import { builtInBytes, builtInModel, croppedShelf } from '../../testing/built-in-model.ts';
import { relativeError } from '../../testing/golden.ts';
import { createWorkerEngine } from '../engine.ts';
import { nodePlatform } from '../testing/node-platform.ts';

/** A tower small enough to train in a test, with the built-in model's tokenizer. */
const CONFIG = {
  embed_dim: 32,
  vision_cfg: { image_size: 32, layers: 1, width: 64, head_width: 32, patch_size: 16 },
  text_cfg: { context_length: 16, vocab_size: 6144, width: 64, heads: 2, layers: 1 },
};
const TOKENIZER = builtInBytes('tokenizer.json');
const NAMES = ['dog', 'cat', 'house', 'tree', 'car', 'fish'];

/** Coarse noise, another one for each name: what an untrained image tower can tell apart at all. */
function picture(name: number): Blob {
  const data = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => {
    const [x, y] = [(Math.floor(i / 3) % 32) >> 3, Math.floor(i / 96) >> 3];
    return (
      (Math.abs(
        Math.sin((name + 1) * 12.9898 + x * 78.233 + y * 37.719 + (i % 3) * 4.581) * 43758.5453,
      ) %
        1) *
      255
    );
  });
  return new Blob([
    encode({ width: 32, height: 32, data, channels: 3 }) as Uint8Array<ArrayBuffer>,
  ]);
}

const DATA: TrainingData = {
  names: NAMES,
  pictures: NAMES.map((_, name) => picture(name)),
  labels: NAMES.map((_, name) => name),
};
const RECIPE = { steps: 12, warmUp: 3, views: 2, rate: 5e-3 } as const;
const PROMPTS = NAMES.map((name) => `a photo of a ${name}`);

/** One engine for all tests; each draws the same model for itself. */
const platform = nodePlatform();
let decoded = 0;
const engine = createWorkerEngine({
  ...platform,
  readPicture: (...call) => {
    decoded++;
    return platform.readPicture(...call);
  },
});

// Its tokenizer is borrowed by the small models, which are drawn from their configuration.
beforeAll(async () => {
  await engine.load(builtInModel());
});

async function drawn(): Promise<string> {
  return (await engine.load({ config: CONFIG }, { seed: 3 })).id;
}

const textTower = (
  more: Partial<Extract<TrainOptions, { repair: 'text-tower' }>> = {},
): TrainOptions => ({
  repair: 'text-tower',
  ...more,
  recipe: { ...RECIPE, ...more.recipe },
});

const embeds = async (id: string): Promise<Float32Array> =>
  (await engine.encodeTexts(id, PROMPTS)).data;

describe('a text tower that is trained', () => {
  test('says of each parameter where it comes from, and is saved as what it is', async () => {
    const id = await drawn();
    const { id: trained, report, model } = await engine.train(id, DATA, textTower());
    const kinds = new Map(
      report.parameters.map(({ parameter, provenance }) => [parameter.part, provenance.kind]),
    );
    expect(Object.fromEntries(kinds)).toEqual({
      'image-tower': 'initialised',
      'image-projection': 'initialised',
      'text-tower': 'trained',
      'text-projection': 'trained',
      'logit-scale': 'trained',
    });
    expect(model.logitScale).toEqual({ value: expect.closeTo(20, 4), trained: true });
    const saved = await engine.save(trained, { layout: 'openclip' });
    const again = await engine.load(
      saved
        .map(({ name, blob }) => new File([blob], name))
        .concat(new File([TOKENIZER], 'tokenizer.json')),
    );
    expect(await embeds(again.id)).toEqual(await embeds(trained));
    // The old model may go first: the trained one keeps what it needs of its files.
    await engine.release(id);
    await expect(engine.hashParameters(trained)).resolves.toHaveLength(report.parameters.length);
  });

  test('goes on from a kept state to the very weights of a run without a break', async () => {
    const id = await drawn();
    const whole = await engine.train(id, DATA, textTower());
    const states: TrainingState[] = [];
    await engine.train(
      id,
      DATA,
      textTower({
        until: 5,
        stateEvery: 5,
        onProgress: ({ training }) => {
          if (training?.state) states.push(structuredClone(training.state));
        },
      }),
    );
    const from = states.find(({ step }) => step === 5);
    if (!from) throw new Error('No state came with step 5.');
    const before = decoded;
    const resumed = await engine.train(id, DATA, textTower({ from }));
    // Pictures were looked at before the break, and are not looked at again.
    expect(decoded).toBe(before);
    expect(resumed.losses).toEqual(whole.losses);
    expect(await embeds(resumed.id)).toEqual(await embeds(whole.id));
  });

  test('shows what watched texts become, and what they are is what the model says', async () => {
    const id = await drawn();
    const seen: Float32Array[] = [];
    const made = await engine.train(
      id,
      DATA,
      textTower({
        watch: PROMPTS,
        onProgress: ({ training }) => training?.watched && seen.push(training.watched.data),
      }),
    );
    expect(relativeError(seen[0] ?? [], await embeds(id))).toBeLessThan(1e-5);
    expect(relativeError(seen.at(-1) ?? [], await embeds(made.id))).toBeLessThan(1e-5);
  });

  test('counts test pictures as it counts those that it is taught', async () => {
    const id = await drawn();
    const vectors = await engine.encodeImages(id, DATA.pictures as Blob[]);
    const { labels } = DATA;
    const data = { ...DATA, pictures: vectors, tests: { vectors, labels } };
    const { looks } = await engine.train(id, data, textTower({ heldOut: [1] }));
    expect(looks.length).toBeGreaterThan(1);
    for (const { taught, tests } of looks) expect(tests).toEqual(taught);
    const wrong = { ...data, tests: { vectors, labels: [9] } };
    await expect(engine.train(id, wrong, textTower())).rejects.toMatchObject({
      code: 'training-data',
      details: { kind: 'label' },
    });
  });

  test('can be given up, and other calls are answered meanwhile', async () => {
    const id = await drawn();
    const controller = new AbortController();
    const training = engine.train(
      id,
      DATA,
      textTower({
        signal: controller.signal,
        onProgress: ({ done }) => done === 2 && controller.abort(),
      }),
    );
    const beside = engine.encodeTexts(id, ['something else']);
    await expect(training).rejects.toThrow(/abort/i);
    await expect(beside).resolves.toMatchObject({ dims: [1, 32] });
  });

  test('a rate that is far too high is told, and nothing is left of it', async () => {
    const id = await drawn();
    const before = await embeds(id);
    await expect(
      engine.train(id, DATA, textTower({ recipe: { rate: 1e30, clip: 1e30 } })),
    ).rejects.toMatchObject({ code: 'training-diverged' });
    expect(await embeds(id)).toEqual(before);
  });
});

/** Ten pictures of the page's shelf as the built-in model crops them, and their names. */
const SHELF: TrainingData = {
  names: [
    'dog',
    'cat',
    'apple',
    'banana',
    'car',
    'bicycle',
    'airplane',
    'house',
    'guitar',
    'umbrella',
  ],
  labels: Array.from({ length: 10 }, (_, name) => name),
  pictures: croppedShelf().map((bytes) => new Blob([bytes])),
};

describe('the built-in model on ten pictures of the shelf', () => {
  const right = async (id: string): Promise<number> => {
    const { cosines } = await engine.classify(id, SHELF.pictures as Blob[], SHELF.names);
    return SHELF.names.filter((_, row) => {
      const own = cosines.subarray(row * 10, row * 10 + 10);
      return own.indexOf(Math.max(...own)) === row;
    }).length;
  };

  test.each<[string, LoadRuleId, TrainOptions]>([
    ['a text tower at its random start is trained', 'timm', textTower({ recipe: { steps: 40 } })],
    [
      'a text projection left to chance is refitted',
      'without-text-projection',
      { repair: 'text-projection' },
    ],
    [
      'an image projection left to chance is refitted',
      'without-image-projection',
      { repair: 'image-projection' },
    ],
  ])('%s', async (_, rule, options) => {
    const { id } = await engine.load(builtInModel(), { rule });
    const before = await embeds(id);
    expect(await right(id)).toBeLessThan(5);
    const made = await engine.train(id, SHELF, options);
    expect(made.looks.at(-1)?.taught.right).toBeGreaterThanOrEqual(9);
    expect(await right(made.id)).toBeGreaterThanOrEqual(9);
    const trained = made.report.parameters.flatMap(({ parameter, provenance }) =>
      provenance.kind === 'trained' ? [parameter.part] : [],
    );
    const expected =
      options.repair === 'text-tower'
        ? ['logit-scale', 'text-projection', 'text-tower']
        : [options.repair];
    expect([...new Set(trained)].toSorted()).toEqual(expected);
    // The old model stays as it was, so that a repair can be undone.
    expect(made.id).not.toBe(id);
    expect(await embeds(id)).toEqual(before);
  });

  test('of the image projection cannot be made from vectors', async () => {
    const id = await drawn();
    const pictures = await engine.encodeImages(id, DATA.pictures as Blob[]);
    await expect(
      engine.train(id, { ...DATA, pictures }, { repair: 'image-projection' }),
    ).rejects.toMatchObject({ code: 'training-data', details: { kind: 'vectors' } });
  });
});

describe('data that nothing can be learned from', () => {
  const one = { pictures: [picture(0)], labels: [0] };
  test.each<[string, TrainingData, string]>([
    ['one name', { ...one, names: ['dog'] }, 'names'],
    ['two names, pictures of one', { ...one, names: ['dog', 'cat'] }, 'names'],
    ['a name twice', { ...DATA, names: ['dog', 'Dog ', 'a', 'b', 'c', 'd'] }, 'twice'],
    ['an empty name', { ...DATA, names: ['dog', ' ', 'a', 'b', 'c', 'd'] }, 'empty'],
    ['a label without a name', { ...DATA, labels: [0, 1, 2, 3, 4, 9] }, 'label'],
    ['fewer labels than pictures', { ...DATA, labels: [0, 1] }, 'counts'],
    ['too many names', { ...one, names: Array.from({ length: 5001 }, (_, i) => `n${i}`) }, 'many'],
    [
      'no picture that can be read',
      { names: ['a', 'b'], labels: [0, 1], pictures: [new Blob(['x']), new Blob(['y'])] },
      'names',
    ],
  ])('%s', async (_, data, kind) => {
    const id = await drawn();
    await expect(engine.train(id, data, textTower())).rejects.toMatchObject({
      code: 'training-data',
      details: { kind },
    });
  });

  test('one picture under two names is trained on: only one of the two can be right', async () => {
    const id = await drawn();
    const pictures = NAMES.map((_, name) => picture(name === 1 ? 0 : name));
    const made = await engine.train(id, { ...DATA, pictures }, textTower());
    expect(made.losses.every(Number.isFinite)).toBe(true);
    const { right = 6, of } = made.looks.at(-1)?.taught ?? {};
    expect(of).toBe(6);
    expect(right).toBeLessThanOrEqual(5);
  });

  test('a picture that cannot be read is left out, the others are trained on', async () => {
    const id = await drawn();
    const pictures = [...(DATA.pictures as Blob[]), new Blob(['no picture'])];
    const labels = [...Array.from(DATA.labels), 0];
    const made = await engine.train(id, { ...DATA, pictures, labels }, textTower({ until: 1 }));
    expect(made.looks.at(-1)?.taught.of).toBe(6);
  });
});

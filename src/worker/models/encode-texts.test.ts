import { expect, test, vi } from 'vitest';
import { goldenBytes, goldenJson } from '../../testing/golden.ts';
import { createWorkerEngine } from '../engine.ts';
import { nodePlatform } from '../testing/node-platform.ts';

const counted = vi.hoisted(() => ({ rows: 0, runs: 0 }));

vi.mock(import('../kernels/kernel-functions.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    startKernel: (...given) => {
      const kernels = real.startKernel(...given);
      const linear: typeof kernels.linear = (...args) => {
        // Queries, keys and values are the one layer of a block that is written as it is.
        if (args[8] === 0)
          [counted.rows, counted.runs] = [counted.rows + args[1], counted.runs + 1];
        kernels.linear(...args);
      };
      return { ...kernels, linear };
    },
  };
});

const { config } = goldenJson('index.json') as {
  readonly config: {
    readonly text_cfg: {
      readonly vocab_size: number;
      readonly context_length: number;
      readonly layers: number;
    };
  };
};
const { vocab_size: VOCABULARY, context_length: CONTEXT, layers: LAYERS } = config.text_cfg;
const END = VOCABULARY - 1;
const FILE = 'tiny-gelu-openclip.safetensors';

/** 80 templates of 40 names, class by class as an evaluation asks for them; what stands behind a name is its template's own too. */
const PROMPTS = Array.from({ length: 40 }, (_, name) =>
  Array.from({ length: 80 }, (_, template) => {
    const words = (count: number, seed: number): number[] =>
      Array.from({ length: count }, (_, k) => 1 + ((seed * 13 + k * 29) % (END - 1)));
    const beginning = words(2 + (template % 5), Math.floor(template / 4)).concat(1 + template);
    return [
      ...beginning,
      ...words(1 + (name % 3), name + 7),
      ...words(template % 2, template),
      END,
    ];
  }),
).flat();

function asInput(rows: readonly (readonly number[])[]) {
  const inputIds = rows.flatMap((row) => [...row, ...Array<number>(CONTEXT - row.length).fill(0)]);
  return { inputIds, dims: [rows.length, CONTEXT] as const };
}

/** A new engine with the model in 8 bits: embeds rows of tokens. Nothing was counted yet. */
async function load() {
  const engine = createWorkerEngine(nodePlatform());
  const files = [
    new File([goldenBytes(FILE)], FILE),
    new File([JSON.stringify({ model_cfg: config })], 'open_clip_config.json'),
  ];
  const { id } = await engine.load(files, { precision: 'int8' });
  [counted.rows, counted.runs] = [0, 0];
  return async (rows: readonly (readonly number[])[]) =>
    (await engine.encodeTexts(id, asInput(rows))).data;
}

test('in 8 bits each beginning of 3,200 prompts is computed once, or twice where a run ends in it', async () => {
  const encode = await load();
  const made = await encode(PROMPTS);
  const beginnings = new Set(
    PROMPTS.flatMap((row) => row.map((_, place) => row.slice(0, place + 1).join(' '))),
  );
  const tokens = counted.rows / LAYERS;
  const runs = counted.runs / LAYERS;
  expect(tokens).toBeGreaterThanOrEqual(beginnings.size);
  expect(tokens).toBeLessThanOrEqual(beginnings.size + runs * CONTEXT);
  expect(tokens).toBeLessThan(PROMPTS.flat().length / 1.8);

  // Whoever asks for a few of them alone gets the same, to the bit.
  const other = await load();
  const [from, width] = [1234, made.length / PROMPTS.length];
  for (const [i, row] of PROMPTS.slice(from, from + 20).entries()) {
    expect([...(await other([row]))]).toEqual([
      ...made.subarray((from + i) * width, (from + i + 1) * width),
    ]);
  }

  // What was encoded is not computed again.
  counted.rows = 0;
  expect([...(await encode(PROMPTS.slice(0, 1)))]).toEqual([...made.subarray(0, width)]);
  expect(counted.rows).toBe(0);
});

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../engine/contract.ts';
import { goldenBytes, goldenJson, relativeError } from '../../testing/golden.ts';
import { SIGLIP_FILE, siglipReference } from '../../testing/siglip.ts';
import { createWorkerEngine } from '../engine.ts';
import type { Ort } from '../runtime/load-ort.ts';
import { nodePlatform } from '../testing/node-platform.ts';

const golden = goldenJson('index.json') as {
  readonly config: { readonly text_cfg: { readonly vocab_size: number } };
};
const END = golden.config.text_cfg.vocab_size - 1;
const FILES = ['tiny-quickgelu-openclip.safetensors', 'tiny-gelu-openclip.safetensors'];

/** Counts what the runtime is asked for: sessions, and tokens with their padding. */
function counting() {
  const seen = { sessions: 0, tokens: 0 };
  const platform = nodePlatform();
  const loadOrt = async (): Promise<Ort> => {
    const ort = await platform.loadOrt('wasm');
    const create = (async (...given: Parameters<typeof ort.InferenceSession.create>) => {
      const session = await ort.InferenceSession.create(...given);
      seen.sessions++;
      const run = session.run.bind(session);
      session.run = (async (...given: Parameters<typeof run>) => {
        const ids = (given[0] as Record<string, { readonly size: number }>)['input_ids'];
        seen.tokens += ids?.size ?? 0;
        return run(...given);
      }) as typeof run;
      return session;
    }) as typeof ort.InferenceSession.create;
    return { ...ort, InferenceSession: { ...ort.InferenceSession, create } };
  };
  return { seen, engine: createWorkerEngine({ ...platform, loadOrt }) };
}

async function load(engine: Engine, file: string) {
  const config = { ...golden.config, quick_gelu: file.includes('quickgelu') };
  const files = [
    new File([goldenBytes(file)], file),
    new File([JSON.stringify({ model_cfg: config })], 'open_clip_config.json'),
  ];
  return (await engine.load(files, { precision: 'fp32' })).id;
}

/** As one call takes them: [rows, longest], what is behind an end being padding. */
function asInput(rows: readonly (readonly number[])[]) {
  const length = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const inputIds = rows.flatMap((row) => [...row, ...Array(length - row.length).fill(0)]);
  return { inputIds, dims: [rows.length, length] as const };
}

/** In calls too small for anything to be shared. */
async function plainly(engine: Engine, id: string, rows: readonly (readonly number[])[]) {
  const parts: number[] = [];
  for (let from = 0; from < rows.length; from += 64) {
    const { data } = await engine.encodeTexts(id, asInput(rows.slice(from, from + 64)));
    parts.push(...data);
  }
  return parts;
}

const word = fc.integer({ min: 1, max: END - 1 });
const words = (minLength: number, maxLength: number) => fc.array(word, { minLength, maxLength });

/** 600 names in templates, in a context of 16 tokens: enough for sharing to be worth while. */
const prompts = fc
  .record({
    templates: fc.array(fc.tuple(words(6, 9), words(0, 1)), {
      minLength: 4,
      maxLength: 6,
    }),
    seed: fc.nat(1000),
  })
  .map(({ templates, seed }) => {
    const names = Array.from({ length: 600 }, (_, i) =>
      Array.from({ length: 1 + (i % 3) }, (_, k) => 1 + ((seed + i * 31 + k * 17) % (END - 1))),
    );
    return templates.flatMap(([before, behind]) =>
      names.map((name) => before.concat(name, behind, END)),
    );
  });

describe.each(FILES)('texts that begin alike, of %s', (file) => {
  const [shared, plain] = [counting(), counting()];
  let ids = { shared: '', plain: '' };
  beforeAll(async () => {
    ids = { shared: await load(shared.engine, file), plain: await load(plain.engine, file) };
  });

  test('are as when each is read whole, and cost less than 60 of 100 tokens', async () => {
    await fc.assert(
      fc.asyncProperty(prompts, async (rows) => {
        const before = [shared.seen.tokens, plain.seen.tokens];
        const { data } = await shared.engine.encodeTexts(ids.shared, asInput(rows));
        const expected = await plainly(plain.engine, ids.plain, rows);
        const largest = Math.max(...expected.map(Math.abs));
        expect(data).toHaveLength(expected.length);
        const worst = data.reduce((most, value, i) => {
          const apart = Math.abs(value - (expected[i] ?? Number.NaN));
          return apart <= most ? most : apart;
        }, 0);
        expect(worst / largest).toBeLessThan(1e-6);
        const [own = 0, others = 0] = [shared.seen, plain.seen].map(
          ({ tokens }, side) => tokens - (before[side] ?? 0),
        );
        expect(own).toBeLessThan(0.6 * others);
      }),
      { numRuns: 4 },
    );
  });
});

const MANY = Array.from({ length: 1000 }, (_, i) => [
  ...Array.from({ length: 12 }, (_, k) => 1 + k),
  1 + (i % (END - 1)),
  1 + Math.floor(i / 7),
  END,
]);

test('an aborted call lets its session go, and the next one is answered', async () => {
  const { engine } = counting();
  const id = await load(engine, FILES[0] ?? '');
  const controller = new AbortController();
  const onProgress = ({ done }: { readonly done: number }): void => {
    if (done > 0) controller.abort();
  };
  const call = engine.encodeTexts(id, asInput(MANY), { signal: controller.signal, onProgress });
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  const { data } = await engine.encodeTexts(id, asInput(MANY));
  expect(data.every(Number.isFinite)).toBe(true);
});

test('a tower without a causal mask reads each text whole, as PyTorch has it', async () => {
  const { engine, seen } = counting();
  const config = new File([JSON.stringify(siglipReference.config)], 'config.json');
  const file = new File([goldenBytes(SIGLIP_FILE)], 'model.safetensors');
  const { id, model } = await engine.load([file, config]);
  const { contextLength, vocabSize } = model.description.architecture.text;
  const { sessions } = seen;
  const made = Array.from({ length: 3000 }, (_, i) =>
    Array.from({ length: contextLength }, (_, k) =>
      k < contextLength - 2 ? k + 1 : (i * (k + 1)) % vocabSize,
    ),
  );
  const rows = [...siglipReference.input_ids, ...made];
  const { data, dims } = await engine.encodeTexts(id, asInput(rows));
  const expected = siglipReference.text_embeds.flat();
  expect(dims[0]).toBe(rows.length);
  expect(relativeError(data.slice(0, expected.length), expected)).toBeLessThan(1e-4);
  expect(seen.sessions).toBe(sessions);
});

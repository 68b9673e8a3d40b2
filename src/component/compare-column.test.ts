import { expect, test } from 'vitest';
import { rowProbabilities } from '../core/scoring/probabilities.ts';
import type { EngineErrorData } from '../engine/errors.ts';
import { EngineError } from '../engine/errors.ts';
import { createFakeEngine } from '../testing/fake-engine/fake-engine.ts';
import { compareColumn, type ArrivedPicture, type ColumnState } from './compare-column.ts';

const request = { labels: ['dog', 'cat', 'house'], templates: ['a photo of a {label}'] };
const column = { url: 'https://school.test/whole.safetensors', rule: 'openclip', seed: 0 } as const;
const picture = (...bytes: number[]): Blob => new Blob([Uint8Array.from(bytes)]);
const missing: EngineErrorData = {
  code: 'download-status',
  message: 'Gone.',
  details: { status: 404 },
};

/** Runs a column to its end; every state that it told. */
async function run(
  engine = createFakeEngine(),
  pictures: readonly ArrivedPicture[] = [picture(1, 2), picture(3)],
  controller = new AbortController(),
): Promise<{ states: ColumnState[]; last: ColumnState | undefined }> {
  const states: ColumnState[] = [];
  await compareColumn({
    engine,
    column,
    request,
    pictures: Promise.resolve(pictures),
    signal: controller.signal,
    tell: (state) => states.push(state),
  });
  return { states, last: states.at(-1) };
}

function answers(state: ColumnState | undefined) {
  if (state?.kind !== 'ready') throw new Error(`The column is ${state?.kind}.`);
  return state.answers;
}

test('probabilities are the softmax of the cosines at the model’s own scale, and the model is let go', async () => {
  const engine = createFakeEngine();
  const { states, last } = await run(engine);
  expect(states[0]).toEqual({ kind: 'loading', progress: null });
  expect(answers(last)).toHaveLength(2);
  for (const answer of answers(last)) {
    if (answer.kind === 'failed') throw new Error(answer.error.message);
    expect(answer.bars.map(({ label }) => label)).toEqual(request.labels);
    const cosines = answer.bars.map(({ cosine }) => cosine);
    const scale = last?.kind === 'ready' ? last.model.model.logitScale.value : Number.NaN;
    const expected = rowProbabilities(cosines, { kind: 'softmax', scale, bias: 0 });
    expect(answer.bars.map(({ probability }) => probability)).toEqual([...expected]);
    const best = cosines.indexOf(Math.max(...cosines));
    expect(answer.bars.map(({ mark }) => mark)).toEqual(
      cosines.map((_, place) => (place === best ? 'wins' : null)),
    );
  }
  expect(engine.calls.map(({ method }) => method)).toContain('release');
});

test('pictures that did not come, or cannot be read, have their reasons; the others their bars', async () => {
  const pictures = [picture(0), missing, picture(5), missing];
  const { last } = await run(createFakeEngine(), pictures);
  expect(answers(last).map(({ kind }) => kind)).toEqual(['failed', 'failed', 'bars', 'failed']);
  expect(answers(last)[1]).toEqual({ kind: 'failed', error: missing });
  const alone = answers((await run(createFakeEngine(), [picture(5)])).last)[0];
  expect(answers(last)[2]).toEqual(alone);
});

test.each([[[]], [[missing]], [[picture(0)]]])(
  'no picture at all is no failure of the column',
  async (pictures) => {
    const { last } = await run(createFakeEngine(), pictures);
    expect(answers(last)).toHaveLength(pictures.length);
  },
);

test('labels that stand first together are a tie', async () => {
  const engine = createFakeEngine();
  const same = {
    ...engine,
    classify: async (...args: Parameters<typeof engine.classify>) => {
      const found = await engine.classify(...args);
      return { ...found, cosines: found.cosines.map(() => 0.25) };
    },
  };
  const [answer] = answers((await run(same)).last);
  if (answer?.kind !== 'bars') throw new Error('It failed.');
  expect(answer.bars.map(({ mark }) => mark)).toEqual(['tie', 'tie', 'tie']);
});

test('a sigmoid without its bias gives cosines and no probabilities', async () => {
  const engine = createFakeEngine();
  const sigmoid = {
    ...engine,
    load: async (...args: Parameters<typeof engine.load>) => {
      const loaded = await engine.load(...args);
      return {
        ...loaded,
        model: { ...loaded.model, scoring: { kind: 'sigmoid', bias: null } as const },
      };
    },
  };
  const [answer] = answers((await run(sigmoid)).last);
  if (answer?.kind !== 'bars') throw new Error('It failed.');
  expect(
    answer.bars.every(({ probability, cosine }) => probability === null && Number.isFinite(cosine)),
  ).toBe(true);
});

test('why a checkpoint does not load is told, and a model that fails later is let go too', async () => {
  const refused = new EngineError('checkpoint-html', 'A web page.', {});
  const engine = createFakeEngine();
  const fails = async (): Promise<never> => {
    throw refused;
  };
  expect((await run({ ...engine, load: fails })).last).toMatchObject({
    kind: 'failed',
    error: { code: 'checkpoint-html' },
  });
  expect((await run({ ...engine, classify: fails })).last).toMatchObject({ kind: 'failed' });
  expect(engine.calls.filter(({ method }) => method === 'release')).toHaveLength(1);
});

test('who gives up hears nothing more', async () => {
  const controller = new AbortController();
  const engine = createFakeEngine();
  const late = {
    ...engine,
    load: async (...args: Parameters<typeof engine.load>) => {
      const loaded = await engine.load(...args);
      controller.abort();
      return loaded;
    },
  };
  const { states } = await run(late, [picture(1)], controller);
  expect(states).toEqual([{ kind: 'loading', progress: null }]);
  expect(engine.calls.map(({ method }) => method)).toContain('release');
});

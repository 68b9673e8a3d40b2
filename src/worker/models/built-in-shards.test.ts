import { beforeEach, describe, expect, test } from 'vitest';
import { BUILT_IN, BUILT_IN_SIDE } from '../../core/hub/built-in-model.ts';
import type { LoadedModel, LoadOptions } from '../../engine/loading.ts';
import { builtInBytes, computedBefore } from '../../testing/built-in-model.ts';
import { createWorkerEngine } from '../engine.ts';
import type { Network } from '../keeping/request.ts';
import { nodePlatform } from '../testing/node-platform.ts';

const FOLDER = 'https://page.example/models/mini/';
const COMPLETE = { url: FOLDER + BUILT_IN.complete };
const VISION_ONLY = { url: FOLDER + BUILT_IN['vision-only'] };
const { image: IMAGE, text: TEXT } = BUILT_IN_SIDE;
/** What a chunk of an answer holds. */
const CHUNK = 1 << 20;

/** The page's own server, which counts; `hold` keeps an answer's last chunk back until it is let go. */
function server() {
  const requests = new Map<string, number>();
  const bytes = new Map<string, number>();
  const held = new Map<string, Promise<void>>();
  const cancelled: string[] = [];
  const count = (of: Map<string, number>, name: string, more: number): void =>
    void of.set(name, (of.get(name) ?? 0) + more);
  const fetch: Network['fetch'] = async (input, { signal } = {}) => {
    const name = (input as string).slice(FOLDER.length);
    count(requests, name, 1);
    const content = builtInBytes(name);
    let at = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        start: (stream) =>
          signal?.addEventListener('abort', () => {
            cancelled.push(name);
            stream.error(signal.reason);
          }),
        async pull(stream) {
          const part = content.subarray(at, at + CHUNK);
          at += part.length;
          if (at === content.length) await held.get(name);
          if (signal?.aborted) return;
          count(bytes, name, part.length);
          stream.enqueue(part);
          if (at === content.length) stream.close();
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers: { 'Content-Length': String(content.length) } });
  };
  const hold = (name: string): (() => void) => {
    let letGo = (): void => undefined;
    held.set(name, new Promise((resolve) => (letGo = resolve)));
    return letGo;
  };
  const weights = () =>
    [...requests]
      .filter(([name]) => name.endsWith('.safetensors'))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, times]) => [name, times, bytes.get(name)] as const);
  return { fetch, requests, weights, hold, cancelled: () => cancelled };
}

/** Each file once, and all of it. */
const EACH_ONCE = [IMAGE, TEXT].map((name) => [name, 1, builtInBytes(name).length]);

let world: ReturnType<typeof server>;
let engine: ReturnType<typeof createWorkerEngine>;

beforeEach(() => {
  world = server();
  engine = createWorkerEngine(nodePlatform(world.fetch));
});

const facts = ({ report, model }: Omit<LoadedModel, 'id'>) => ({
  name: model.name,
  files: report.files,
  verdict: report.verdict.kind,
  towers: model.fingerprints,
  origins: new Map(
    report.parameters.map(({ parameter, provenance }) => [parameter.name, provenance]),
  ),
});
/** As they are in a browser, bit by bit. */
const [WHOLE, HALF] = computedBefore().map(facts);

test('the files are what the columns say: both, and the image side alone', () => {
  expect(WHOLE).toMatchObject({ files: [IMAGE, TEXT], verdict: 'complete' });
  expect(HALF).toMatchObject({ files: [IMAGE], verdict: 'vision-only' });
});

describe('the two built-in columns get each file once', () => {
  test.each<[string, LoadOptions]>([
    ['alike', {}],
    ['and one is not to be kept', { keep: false }],
  ])('side by side, %s', async (_, options) => {
    const [complete, half] = await Promise.all([
      engine.load(COMPLETE),
      engine.load(VISION_ONLY, options),
    ]);
    expect([facts(complete), facts(half)]).toEqual([WHOLE, HALF]);
    expect(world.weights()).toEqual(EACH_ONCE);
    expect(world.requests.get(BUILT_IN.complete)).toBe(1);
  });

  test('one after the other, whichever comes first', async () => {
    for (const order of [
      [COMPLETE, VISION_ONLY],
      [VISION_ONLY, COMPLETE],
    ]) {
      world = server();
      engine = createWorkerEngine(nodePlatform(world.fetch));
      for (const source of order) await engine.load(source);
      expect(world.weights()).toEqual(EACH_ONCE);
    }
  });

  test('and alone the vision-only column gets the first file only', async () => {
    expect(facts(await engine.load(VISION_ONLY))).toEqual(HALF);
    expect(world.weights()).toEqual(EACH_ONCE.slice(0, 1));
  });

  test('where one of them is given up, the other goes on with what is on its way', async () => {
    const letGo = world.hold(IMAGE);
    const giveUp = new AbortController();
    const first = engine.load(VISION_ONLY, { signal: giveUp.signal });
    const second = engine.load(COMPLETE);
    // The second file's beginning is only asked for once the first one's is here.
    await expect.poll(() => world.requests.get(TEXT)).toBe(1);
    giveUp.abort('enough');
    await expect(first).rejects.toBe('enough');
    letGo();
    expect(facts(await second)).toEqual(WHOLE);
    expect(world.weights()).toEqual(EACH_ONCE);
  });

  test('where all are given up, nothing more comes', async () => {
    const letGo = world.hold(IMAGE);
    const giveUp = new AbortController();
    const { signal } = giveUp;
    const loads = [COMPLETE, VISION_ONLY].map((source) => engine.load(source, { signal }));
    await expect.poll(() => world.requests.get(IMAGE)).toBe(1);
    giveUp.abort('enough');
    const ended = (await Promise.allSettled(loads)).map(({ status }) => status);
    expect(ended).toEqual(['rejected', 'rejected']);
    expect(world.cancelled()).toContain(IMAGE);
    letGo();
    expect(facts(await engine.load(VISION_ONLY))).toEqual(HALF);
  });
});

test('a repaired column takes each half from its own file, and is the complete model', async () => {
  const pair = { image: VISION_ONLY, text: { url: FOLDER + TEXT } };
  const { name, ...same } = facts(await engine.load(pair));
  const { name: _, ...whole } = WHOLE ?? {};
  expect(same).toEqual(whole);
  expect(name).toBe(`mini/${IMAGE} + mini/${TEXT}`);
  expect(world.weights()).toEqual(EACH_ONCE);
});

describe('the runtime comes beside the model', () => {
  test('it is asked for before the model is here, and once for two columns', async () => {
    const letGo = world.hold(IMAGE);
    const { loadOrt, ...platform } = nodePlatform(world.fetch);
    let asked = 0;
    engine = createWorkerEngine({
      ...platform,
      loadOrt: (...call) => {
        asked++;
        return loadOrt(...call);
      },
    });
    const both = Promise.all([engine.load(COMPLETE, { device: 'wasm' }), engine.load(VISION_ONLY)]);
    await expect.poll(() => asked).toBe(1);
    letGo();
    await both;
    expect(asked).toBe(1);
  });

  test('and the model comes whole while the runtime does not; why that failed is told once', async () => {
    let fail: (reason: Error) => void = () => undefined;
    let asked = 0;
    engine = createWorkerEngine({
      ...nodePlatform(world.fetch),
      loadOrt: () => {
        asked++;
        return new Promise((_, reject) => (fail = reject));
      },
    });
    const loading = engine.load(COMPLETE, { device: 'wasm' });
    await expect.poll(world.weights).toEqual(EACH_ONCE);
    fail(new Error('It did not come.'));
    await expect(loading).rejects.toThrow('It did not come.');
    expect(asked).toBe(1);
  });
});

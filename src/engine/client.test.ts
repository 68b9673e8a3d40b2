import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createEngineClient, type EngineWorker } from './client.ts';
import type { Engine } from './contract.ts';
import type { Progress } from './calls.ts';
import { EngineError } from './errors.ts';
import { createFakeEngine } from '../testing/fake-engine/fake-engine.ts';
import type { WatchedOptions } from './guarded-step.ts';
import { serveEngine } from './server.ts';
import { GUARDED_GRACE } from './watchdog.ts';

const ABORTED = { name: 'AbortError' };

/** A client and a server at the two ends of a real channel, so that everything is copied as to a worker. */
function connect(engine: Engine = createFakeEngine()) {
  const kills: ((reason: string) => void)[] = [];
  const spawn = vi.fn<() => EngineWorker>(() => {
    const { port1, port2 } = new MessageChannel();
    serveEngine(engine, endpoint(port2));
    return {
      ...endpoint(port1),
      died: new Promise((resolve) => kills.push(resolve)),
      terminate: () => port1.close(),
    };
  });
  const client = createEngineClient(spawn);
  return { client, spawn, kill: () => kills.at(-1)?.('A test ended it.') };
}

type NodePort = InstanceType<typeof MessageChannel>['port1'];

function endpoint(port: NodePort): Pick<EngineWorker, 'send' | 'listen'> {
  return {
    send: (message, transfer) => port.postMessage(message, transfer as ArrayBuffer[]),
    listen: (listener) => port.on('message', listener),
  };
}

function deferred() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function aborts(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve());
  });
}

/** An engine whose text encoder waits for the test, and tells when its signal fires. */
function slowEngine() {
  const started = deferred();
  const aborted = deferred();
  const engine: Engine = {
    ...createFakeEngine(),
    encodeTexts: (_id, _prompts, options) =>
      new Promise((_, reject) => {
        started.resolve();
        options?.signal?.addEventListener('abort', () => {
          aborted.resolve();
          reject(new DOMException('stopped', 'AbortError'));
        });
      }),
  };
  return { engine, started: started.promise, aborted: aborted.promise };
}

describe('a call', () => {
  test('answers what the engine behind the channel answers', async () => {
    const direct = createFakeEngine();
    const expected = await direct.load({ url: 'complete.safetensors' }, { seed: 3 });
    const vectors = await direct.encodeTexts(expected.id, ['a cat', 'a dog']);
    const { client } = connect();
    const model = await client.load({ url: 'complete.safetensors' }, { seed: 3 });
    expect(model).toEqual(expected);
    expect(await client.encodeTexts(model.id, ['a cat', 'a dog'])).toEqual(vectors);
  });

  test('rejects with code, sentence and details', async () => {
    const { client } = connect();
    const failure = client.encodeTexts('nobody', ['a cat']);
    await expect(failure).rejects.toBeInstanceOf(EngineError);
    await expect(failure).rejects.toMatchObject({
      code: 'unknown-model',
      details: { id: 'nobody' },
    });
  });

  test('rejects when its arguments cannot be copied, and leaves nothing pending', async () => {
    const { client } = connect();
    const uncopyable = { config: () => 'a function' };
    await expect(client.load(uncopyable)).rejects.toMatchObject({ name: 'DataCloneError' });
    expect(await client.device()).toMatchObject({ kind: 'wasm' });
  });

  test('tells progress while it runs', async () => {
    const engine: Engine = {
      ...createFakeEngine(),
      async setDevice(_choice, options) {
        options?.onProgress?.({ stage: 'compile', done: 1, total: 2, unit: 'steps' });
        options?.onProgress?.({ stage: 'compile', done: 2, total: 2, unit: 'steps' });
        return this.device();
      },
    };
    const { client } = connect(engine);
    const seen: number[] = [];
    await client.setDevice('wasm', { onProgress: ({ done }) => seen.push(done) });
    expect(seen).toEqual([1, 2]);
  });

  test('a training’s state is moved to who listens, not copied', async () => {
    const sent = {
      values: Float32Array.of(1, 2),
      mean: Float32Array.of(3),
      square: Float32Array.of(4),
    };
    const { values, ...moments } = sent;
    const engine: Engine = {
      ...createFakeEngine(),
      train: async (_id, _data, { onProgress }) => {
        const state = { step: 1, losses: [2], values: { w: values }, moments: { w: moments } };
        const training = { loss: 2, state };
        onProgress?.({ stage: 'train', done: 1, total: 1, unit: 'steps', training });
        throw new EngineError('training-diverged', 'Only the state was wanted.');
      },
    };
    const states: unknown[] = [];
    const data = { names: [], pictures: [], labels: [] };
    const options = {
      repair: 'text-tower',
      onProgress: (seen: Progress) => states.push(seen.training?.state),
    } as const;
    await expect(connect(engine).client.train('m', data, options)).rejects.toThrow(/wanted/);
    expect(states).toEqual([
      {
        step: 1,
        losses: [2],
        values: { w: Float32Array.of(1, 2) },
        moments: { w: { mean: Float32Array.of(3), square: Float32Array.of(4) } },
      },
    ]);
    expect(Object.values(sent).map(({ length }) => length)).toEqual([0, 0, 0]);
  });

  test('a state that a training goes on from is moved to the engine, not copied', async () => {
    const from = {
      step: 1,
      losses: [2],
      values: { w: Float32Array.of(1, 2) },
      moments: { w: { mean: Float32Array.of(3), square: Float32Array.of(4) } },
    };
    const heard: unknown[] = [];
    const engine: Engine = {
      ...createFakeEngine(),
      train: async (_id, _data, options) => {
        heard.push('from' in options && options.from);
        throw new EngineError('training-diverged', 'Only the state was wanted.');
      },
    };
    const sent = structuredClone(from);
    const data = { names: [], pictures: [], labels: [] };
    const call = connect(engine).client.train('m', data, { repair: 'text-tower', from: sent });
    await expect(call).rejects.toThrow(/wanted/);
    expect(heard).toEqual([from]);
    const { mean, square } = sent.moments.w;
    expect([sent.values.w, mean, square].map(({ length }) => length)).toEqual([0, 0, 0]);
  });

  test('keeps the arrays of the caller', async () => {
    const { client } = connect();
    const { id } = await client.load({ url: 'x' });
    const pixelValues = new Float32Array(3 * 16 * 16).fill(0.5);
    await client.encodeImages(id, { pixelValues, dims: [1, 3, 16, 16] });
    expect(pixelValues).toHaveLength(768);
  });
});

describe('giving up', () => {
  test('rejects at once with the reason of the signal, and stops the work', async () => {
    const { engine, started, aborted } = slowEngine();
    const { client } = connect(engine);
    const controller = new AbortController();
    const call = client.encodeTexts('any', ['a cat'], { signal: controller.signal });
    await started;
    controller.abort();
    await expect(call).rejects.toMatchObject(ABORTED);
    await aborted;
    expect(await client.device()).toMatchObject({ kind: 'wasm' });
  });

  test('a model that comes although its load was given up is let go; one that fails, or another answer, is none', async () => {
    const loading = deferred();
    const released: string[] = [];
    const fake = createFakeEngine();
    const all = deferred();
    const { client } = connect({
      ...fake,
      // The signal fires too late: the model is there already.
      load: async (source, options) => {
        options?.onProgress?.({ stage: 'compile', done: 1, total: 1, unit: 'parameters' });
        loading.resolve();
        await aborts(options?.signal);
        return fake.load(source);
      },
      encodeTexts: async (id, prompts, options) => {
        await aborts(options?.signal);
        return fake.encodeTexts(id, prompts);
      },
      release: async (id) => {
        released.push(id);
        all.resolve();
      },
    });
    const controller = new AbortController();
    const { signal } = controller;
    const kept = await fake.load({ url: 'a' });
    const calls = [
      client.load({ url: 'b' }, { signal, onProgress: () => undefined }),
      client.encodeTexts(kept.id, ['a cat'], { signal }),
    ];
    await loading.promise;
    controller.abort();
    for (const call of calls) await expect(call).rejects.toMatchObject(ABORTED);
    await all.promise;
    await client.device();
    expect(released).toHaveLength(1);
    expect(released).not.toContain(kept.id);
  });

  test('a signal that fired before sends nothing', async () => {
    const { client, spawn } = connect();
    const call = client.load({ url: 'x' }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject(ABORTED);
    expect(spawn).not.toHaveBeenCalled();
  });
});

describe('a death', () => {
  test('rejects every pending call, tells the listeners, and the next call starts anew', async () => {
    const { engine, started } = slowEngine();
    const { client, spawn, kill } = connect(engine);
    const deaths: string[] = [];
    client.onDeath((error) => deaths.push(error.code));
    const pending = [client.encodeTexts('any', ['a']), client.encodeTexts('any', ['b'])];
    await started;
    kill();
    for (const call of pending) {
      await expect(call).rejects.toMatchObject({ code: 'worker-died' });
    }
    expect(deaths).toEqual(['worker-died']);
    expect(await client.device()).toMatchObject({ kind: 'wasm' });
    expect(spawn).toHaveBeenCalledTimes(2);
  });

  test('a restart on request is a death like any other', async () => {
    const { engine, started } = slowEngine();
    const { client } = connect(engine);
    const call = client.encodeTexts('any', ['a']);
    await started;
    client.restart();
    await expect(call).rejects.toMatchObject({ code: 'worker-died' });
  });

  test('a listener that left hears nothing', async () => {
    const { client } = connect();
    const listener = vi.fn<() => void>();
    client.onDeath(listener)();
    await client.device();
    client.restart();
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('a guarded step that does not end', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  /** An engine that begins such a step in every text call, and hears no abort. */
  function endlessEngine() {
    const started = deferred();
    const engine: Engine = {
      ...createFakeEngine(),
      encodeTexts: (_id, _prompts, options: WatchedOptions = {}) => {
        options.onStep?.({ file: 'tokenizer.json', seconds: 5 });
        started.resolve();
        return new Promise(() => undefined);
      },
    };
    return { engine, started: started.promise };
  }

  test('ends the worker: its call and all others are rejected with the file, and the next call starts anew', async () => {
    const { engine, started } = endlessEngine();
    const { client, spawn } = connect(engine);
    const deaths: string[] = [];
    client.onDeath(({ code }) => deaths.push(code));
    const onStuck = vi.fn<() => void>();
    const call = client.encodeTexts('any', ['a'], { onStuck });
    await started;
    await client.device();
    vi.advanceTimersByTime(6000);
    await expect(call).rejects.toMatchObject({
      code: 'engine-stuck',
      details: { file: 'tokenizer.json', seconds: 5 },
    });
    expect(onStuck).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: 'engine-stuck' }),
    );
    expect(deaths).toEqual(['engine-stuck']);
    expect(await client.device()).toMatchObject({ kind: 'wasm' });
    expect(spawn).toHaveBeenCalledTimes(2);
  });

  test('ends it within seconds of an abort, and the one who gave up hears of it', async () => {
    const { engine, started } = endlessEngine();
    const { client, spawn } = connect(engine);
    const controller = new AbortController();
    const onStuck = vi.fn<() => void>();
    const call = client.encodeTexts('any', ['a'], { signal: controller.signal, onStuck });
    await started;
    await client.device();
    controller.abort();
    await expect(call).rejects.toMatchObject(ABORTED);
    vi.advanceTimersByTime(1000 * (GUARDED_GRACE + 1));
    expect(onStuck).toHaveBeenCalledOnce();
    await client.device();
    expect(spawn).toHaveBeenCalledTimes(2);
  });
});

test('bytes of pictures are moved to the worker, and files go as they are', async () => {
  const { client } = connect();
  const { id } = await client.load({ url: 'a.safetensors' });
  const bytes = () => Uint8Array.of(1, 2, 3);
  const [moved, copied] = [bytes(), new Blob([bytes()])];
  const [result] = await client.encodeImagesWith([id], [moved, copied]);
  expect(moved.buffer.byteLength).toBe(0);
  expect(result?.dims[0]).toBe(2);
  const half = (result?.data.length ?? 0) / 2;
  expect(result?.data.slice(0, half)).toEqual(result?.data.slice(half));
});

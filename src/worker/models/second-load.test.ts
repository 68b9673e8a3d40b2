import { afterEach, describe, expect, test, vi } from 'vitest';
import { type HubServer, startHub } from '../../../e2e/support/hub-server.ts';
import { MADE_CONFIG, MADE_NAMES, madeCheckpoint } from '../../../e2e/support/made-checkpoint.ts';
import { PRECISIONS } from '../../core/model/precision.ts';
import { createWorkerEngine } from '../engine.ts';
import type { FileStore } from '../keeping/file-store.ts';
import { createMemoryStore } from '../keeping/memory-store.ts';
import { onnxPair, PAIR_CONFIG } from '../../testing/onnx-pair.ts';
import { nodeKeeping, nodePlatform } from '../testing/node-platform.ts';

const MADE = madeCheckpoint();
const PATH = 'lab/clip/model.safetensors';
const PROMPT = { inputIds: Int32Array.of(3998, 5, 17, 3999), dims: [1, 4] } as const;

let hub: HubServer | undefined;

afterEach(async () => {
  vi.restoreAllMocks();
  await hub?.close();
});

/** A disk that outlives its tab and counts its bytes, by the endings of its files. */
function countingDisk() {
  const inner = createMemoryStore();
  const read: Record<string, number> = {};
  const written: Record<string, number> = {};
  const count = (of: Record<string, number>, name: string, bytes: number): void => {
    const ending = name.replace(/^.*\./, '');
    of[ending] = (of[ending] ?? 0) + bytes;
  };
  const store: FileStore = {
    ...inner,
    persistent: true,
    async read(name, begin, end) {
      const bytes = await inner.read(name, begin, end);
      count(read, name, bytes.length);
      return bytes;
    },
    async *pieces(name, lengths) {
      for await (const piece of inner.pieces(name, lengths)) {
        count(read, name, piece.length);
        yield piece;
      }
    },
    async open(name) {
      const writer = await inner.open(name);
      return {
        ...writer,
        write(bytes, at) {
          count(written, name, bytes.length);
          // As a disk does: what is written stays, whatever becomes of the memory.
          writer.write(bytes.slice(), at);
        },
      };
    },
  };
  const reset = (): void => {
    for (const counts of [read, written]) for (const key of Object.keys(counts)) delete counts[key];
  };
  return { store, read, written, reset };
}

const FILES = { [PATH]: MADE, 'lab/clip/open_clip_config.json': MADE_CONFIG };

async function world(
  files: Readonly<Record<string, Uint8Array>> = FILES,
  file = 'model.safetensors',
) {
  const server = await startHub(files);
  hub = server;
  const disk = countingDisk();
  const locks = nodeKeeping(fetch).locks;
  const visit = () =>
    createWorkerEngine({
      ...nodePlatform(fetch),
      openKeeping: async () => ({
        ...nodeKeeping(fetch, disk.store),
        locks,
        preparedBounds: { least: 0, most: 1e9 },
      }),
    });
  const source = { url: `${server.endpoint}/lab/clip/resolve/main/${file}` };
  /** Bytes of files that hold weights, as they crossed the network since the last look. */
  const fetched = (): number =>
    server.requests
      .splice(0)
      .filter(({ path }) => /\.(safetensors|onnx)$/.test(path))
      .reduce((sum, { bytes }) => sum + bytes, 0);
  return { disk, visit, source, fetched };
}

type Engine = ReturnType<typeof createWorkerEngine>;

const embed = async (engine: Engine, id: string) => (await engine.encodeTexts(id, PROMPT)).data;

describe.each(PRECISIONS.filter((one) => one !== 'fp16'))('in %s', (precision) => {
  test('a second load reads the prepared weights and nothing else of the model, and is the same to the bit', async () => {
    const { disk, visit, source } = await world();
    const first = visit();
    const one = await first.load(source, { precision });
    const { weightBytes } = one.model;
    expect(disk.written['data']).toBe(MADE.length);
    expect(disk.written['weights']).toBe(weightBytes);
    expect(disk.read['weights'] ?? 0).toBe(0);
    // Every weight once; beside them the header, twice, and the logit scale.
    expect(disk.read['data']).toBeLessThan(MADE.length * 1.01 + 2 * 65_536);

    disk.reset();
    const second = visit();
    const other = await second.load(source, { precision });
    expect(disk.read['weights']).toBe(weightBytes);
    expect(disk.read['data']).toBeLessThan(2 * 65_536);
    expect([disk.written['data'] ?? 0, disk.written['weights'] ?? 0]).toEqual([0, 0]);
    expect(other.model.fingerprints).toEqual(one.model.fingerprints);
    expect(await embed(second, other.id)).toEqual(await embed(first, one.id));
  });
});

const isText = (name: string): boolean => !name.startsWith('visual.');
const SHARDS = {
  'one.safetensors': madeCheckpoint(isText),
  'two.safetensors': madeCheckpoint((name) => !isText(name)),
};
/** A matrix that makes a small graph a large file. */
const BULK = {
  name: 'bulk',
  type: 'float32',
  dims: [1000, 1000],
  content: { data: new Uint8Array(4_000_000) },
} as const;
const SMALL = onnxPair('tiny-quickgelu-hf.safetensors');
const PAIR = onnxPair('tiny-quickgelu-hf.safetensors', {
  change: (graph) => ({ ...graph, tensors: [...graph.tensors, BULK] }),
});
const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** Where a safetensors file's tensors lie. */
const HEADER = 2 * 65_536;

/** Checkpoints, the file that is asked for, those that hold weights, and how much of them is looked at before they are fetched. */
const KINDS = {
  'one file': { files: FILES, file: 'model.safetensors', weights: [MADE], looked: HEADER },
  'two shards': {
    files: {
      ...Object.fromEntries(
        Object.entries(SHARDS).map(([name, bytes]) => [`lab/clip/${name}`, bytes]),
      ),
      'lab/clip/model.safetensors.index.json': json({
        weight_map: Object.fromEntries(
          MADE_NAMES.map((name) => [name, `${isText(name) ? 'one' : 'two'}.safetensors`]),
        ),
      }),
      'lab/clip/open_clip_config.json': MADE_CONFIG,
    },
    file: 'model.safetensors.index.json',
    weights: Object.values(SHARDS),
    looked: 2 * HEADER,
  },
  'a pair of ready graphs': {
    files: {
      'lab/clip/onnx/vision_model.onnx': PAIR.image,
      'lab/clip/onnx/text_model.onnx': PAIR.text,
      'lab/clip/config.json': json(PAIR_CONFIG),
    },
    file: 'onnx/vision_model.onnx',
    weights: [PAIR.image, PAIR.text],
    // Small matrices are read over.
    looked: SMALL.image.length + SMALL.text.length + HEADER,
  },
};

describe.each(Object.entries(KINDS))('%s', (_, { files, file, weights, looked }) => {
  const total = weights.reduce((sum, { length }) => sum + length, 0);

  test('crosses the network once, and at a second visit no more', async () => {
    const { disk, visit, source, fetched } = await world(files, file);
    await visit().load(source);
    const first = fetched();
    expect(first).toBeGreaterThanOrEqual(total);
    expect(looked).toBeLessThan(total / 4);
    expect(first).toBeLessThan(total + looked);
    expect(disk.written).toMatchObject({ data: total });
    disk.reset();
    await visit().load(source);
    expect(fetched()).toBe(0);
    expect(disk.written['data'] ?? 0).toBe(0);
    expect(disk.read['data'] ?? 0).toBeLessThan(total + looked);
  });

  test('that is not to be kept crosses it once too', async () => {
    const { visit, source, fetched } = await world(files, file);
    await visit().load(source, { keep: false });
    const bytes = fetched();
    expect(bytes).toBeGreaterThan(0.9 * total);
    expect(bytes).toBeLessThan(total + looked);
  });

  test('from the visitor’s own disk is read once', async () => {
    const { visit } = await world({});
    let bytes = 0;
    const { arrayBuffer } = Blob.prototype;
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(function (this: Blob) {
      bytes += this.size;
      return arrayBuffer.call(this);
    });
    const given = Object.entries(files).map(
      ([path, content]) => new File([new Uint8Array(content)], path.split('/').at(-1) ?? ''),
    );
    await visit().load(given);
    expect(bytes).toBeGreaterThan(0.9 * total);
    expect(bytes).toBeLessThan(total + looked);
  });
});

test('a second column with the same image tower reads and makes it no second time', async () => {
  const { disk, visit, source } = await world();
  const engine = visit();
  const whole = await engine.load(source);
  disk.reset();
  const pictures = await engine.load(source, { rule: 'timm' });
  expect(pictures.model.fingerprints.image).toBe(whole.model.fingerprints.image);
  expect(pictures.model.fingerprints.text).not.toBe(whole.model.fingerprints.text);
  expect(disk.read['data'] ?? 0).toBeLessThan(2 * 65_536);
  expect([disk.read['weights'] ?? 0, disk.written['weights'] ?? 0]).toEqual([0, 0]);
});

test('another seed, rule or precision has weights of its own', async () => {
  const { disk, visit, source } = await world();
  const engine = visit();
  const names = new Set<string>();
  for (const options of [
    {},
    { precision: 'int8' },
    { rule: 'without-text-projection', seed: 1 },
    { rule: 'without-text-projection', seed: 2 },
  ] as const) {
    const { id, model } = await engine.load(source, options);
    names.add(model.fingerprints.text);
    await engine.release(id);
  }
  expect(names.size).toBe(4);
  const files = (await engine.kept()).files.filter(({ prepared }) => prepared?.tower === 'text');
  expect(files).toHaveLength(4);
  expect(disk.written['weights']).toBeGreaterThan(0);
});

test('damaged weights are noticed, made anew from the checkpoint, and kept', async () => {
  const { disk, visit, source } = await world();
  const first = visit();
  const one = await first.load(source, { precision: 'int8' });
  const names = (await disk.store.names()).filter((name) => name.endsWith('.weights'));
  for (const name of names) {
    const bytes = await disk.store.read(name, 0, await disk.store.size(name));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await disk.store.remove(name);
    (await disk.store.open(name)).write(bytes, 0);
  }
  disk.reset();
  const second = visit();
  const other = await second.load(source, { precision: 'int8' });
  expect(other.model.fingerprints).toEqual(one.model.fingerprints);
  expect(await embed(second, other.id)).toEqual(await embed(first, one.id));
  expect(disk.written['weights']).toBe(one.model.weightBytes);
});

test('with the checkpoint goes what was made of it', async () => {
  const { disk, visit, source } = await world();
  const engine = visit();
  const before = await engine.load(source);
  await engine.release(before.id);
  await engine.forget(source.url);
  expect((await disk.store.names()).filter((name) => /weights|prepared/.test(name))).toEqual([]);
});

test('what is not to be kept leaves nothing on the disk', async () => {
  const { disk, visit, source } = await world();
  await visit().load(source, { keep: false });
  expect(await disk.store.names()).toEqual([]);
});

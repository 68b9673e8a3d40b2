import { afterEach, describe, expect, test } from 'vitest';
import { type HubServer, startHub } from '../../../e2e/support/hub-server.ts';
import { MADE_CONFIG, madeCheckpoint } from '../../../e2e/support/made-checkpoint.ts';
import { PRECISIONS } from '../../core/model/precision.ts';
import { createWorkerEngine } from '../engine.ts';
import type { FileStore } from '../keeping/file-store.ts';
import { createMemoryStore } from '../keeping/memory-store.ts';
import { nodeKeeping, nodePlatform } from '../testing/node-platform.ts';

const MADE = madeCheckpoint();
const PATH = 'lab/clip/model.safetensors';
const PROMPT = { inputIds: Int32Array.of(3998, 5, 17, 3999), dims: [1, 4] } as const;

let hub: HubServer | undefined;

afterEach(async () => {
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

async function world() {
  hub = await startHub({ [PATH]: MADE, 'lab/clip/open_clip_config.json': MADE_CONFIG });
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
  const source = { url: `${hub.endpoint}/lab/clip/resolve/main/model.safetensors` };
  return { disk, visit, source };
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

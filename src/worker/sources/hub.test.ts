import { afterEach, describe, expect, test } from 'vitest';
import {
  type Fault,
  type HubServer,
  type RepositoryFault,
  startHub,
} from '../../../e2e/support/hub-server.ts';
import { madeCheckpoint, MADE_CONFIG } from '../../../e2e/support/made-checkpoint.ts';
import { writeSafetensors } from '../../core/checkpoint/write-safetensors.ts';
import type { Progress } from '../../engine/calls.ts';
import { goldenBytes, goldenJson } from '../../testing/golden.ts';
import { createWorkerEngine } from '../engine.ts';
import { createMemoryStore } from '../keeping/memory-store.ts';
import { nodeKeeping, nodePlatform } from '../testing/node-platform.ts';

const REPO = 'lab/clip';
const WEIGHTS = madeCheckpoint();
const WHOLE: Readonly<Record<string, Uint8Array>> = {
  [`${REPO}/open_clip_model.safetensors`]: WEIGHTS,
  [`${REPO}/open_clip_config.json`]: MADE_CONFIG,
};

let hub: HubServer | undefined;

afterEach(async () => {
  await hub?.close();
  hub = undefined;
});

async function serve(
  files: Readonly<Record<string, Uint8Array>> = WHOLE,
  faults: Readonly<Record<string, Fault>> = {},
  repositories: Readonly<Record<string, RepositoryFault>> = {},
) {
  hub = await startHub(files, faults, repositories);
  const engine = createWorkerEngine(nodePlatform(fetch));
  return { engine, requests: hub.requests, endpoint: hub.endpoint };
}

const bytesOf = ({ requests }: Pick<HubServer, 'requests'>, ending: string): number =>
  requests.filter(({ path }) => path.endsWith(ending)).reduce((sum, { bytes }) => sum + bytes, 0);

describe('a repository', () => {
  test('that was renamed is found under its new name', async () => {
    const { engine, endpoint } = await serve(WHOLE, {}, { 'lab/old': { renamedTo: REPO } });
    const listing = await engine.listRepository('lab/old', { endpoint });
    expect(listing.address.repo).toBe(REPO);
    const { report, model } = await engine.load({ hub: 'lab/old', endpoint });
    expect(report.verdict.kind).toBe('complete');
    expect(model.name).toBe(`${REPO}/open_clip_model.safetensors`);
  });

  test('that has a model in the other format only gives that one, and its name says so', async () => {
    const bin = goldenBytes('torch/tiny-quickgelu-openclip-f16.bin');
    const { config } = goldenJson('index.json') as { readonly config: object };
    const { engine, endpoint } = await serve({
      [`${REPO}/open_clip_pytorch_model.bin`]: bin,
      [`${REPO}/open_clip_config.json`]: new TextEncoder().encode(
        JSON.stringify({ model_cfg: config }),
      ),
    });
    const file = 'open_clip_model.safetensors';
    const { model, report } = await engine.load({ hub: REPO, file, endpoint });
    expect(report.verdict.kind).toBe('complete');
    expect(model.name).toBe(`${REPO}/open_clip_pytorch_model.bin`);
  });

  test('whose conditions must be accepted is listed, and says so when it is loaded', async () => {
    const { engine, endpoint } = await serve(WHOLE, {}, { [REPO]: { gated: true } });
    expect((await engine.listRepository(REPO, { endpoint })).loadables).toHaveLength(1);
    await expect(engine.load({ hub: REPO, endpoint })).rejects.toMatchObject({ code: 'hub-gated' });
  });

  test('that does not exist is said so by its name', async () => {
    const { engine, endpoint } = await serve();
    await expect(engine.listRepository('lab/none', { endpoint })).rejects.toMatchObject({
      code: 'hub-not-found',
      details: { repo: 'lab/none' },
    });
  });

  test('of a busy hub is asked for again after the pause, which is shown', async () => {
    const busy = { times: 2, retryAfter: 9 };
    const { engine, endpoint } = await serve(WHOLE, {}, { [REPO]: { busy } });
    const seen: Progress[] = [];
    const onProgress = (progress: Progress): void => void seen.push(progress);
    await engine.listRepository(REPO, { endpoint, onProgress });
    expect(seen.map(({ waitingFor, total }) => [waitingFor, total])).toEqual([
      ['server', 9],
      ['server', 9],
    ]);
  });

  test('of a hub that asks for a longer pause than a person waits says how long', async () => {
    const busy = { times: 9, retryAfter: 900 };
    const { engine, endpoint } = await serve(WHOLE, {}, { [REPO]: { busy } });
    await expect(engine.listRepository(REPO, { endpoint })).rejects.toMatchObject({
      code: 'server-busy',
      details: { status: 429, seconds: 900 },
    });
  });

  test.each(['', '/tree/main', '/blob/main/open_clip_model.safetensors?x=1'])(
    'is loaded by its address on a mirror, with %j behind it',
    async (rest) => {
      const { engine, endpoint } = await serve();
      const { report } = await engine.inspect({ hub: `${endpoint}/${REPO}${rest}`, endpoint });
      expect(report.files).toEqual(['open_clip_model.safetensors']);
    },
  );
});

describe('a checkpoint in shards', () => {
  /** Two files, in the layout in which transformers writes them. */
  function shards(): Readonly<Record<string, Uint8Array>> {
    const header = new TextDecoder().decode(WEIGHTS.subarray(8, 8 + Number(headerLength())));
    const entries = Object.entries(JSON.parse(header) as Record<string, Entry>);
    const data = WEIGHTS.subarray(8 + Number(headerLength()));
    const parts = [0, 1].map((half) =>
      entries.filter((_, index) => index % 2 === half).map(([name, entry]) => tensor(name, entry)),
    );
    function tensor(name: string, { shape, data_offsets: [begin, end] }: Entry) {
      return { name, shape, dtype: 'F32' as const, bytes: data.slice(begin, end) };
    }
    const names = [1, 2].map((n) => `open_clip_model-0000${n}-of-00002.safetensors`);
    const map = parts.flatMap((part, i) => part.map(({ name }) => [name, names[i]]));
    const index = JSON.stringify({ weight_map: Object.fromEntries(map) });
    return {
      [`${REPO}/open_clip_config.json`]: MADE_CONFIG,
      [`${REPO}/open_clip_model.safetensors.index.json`]: new TextEncoder().encode(index),
      ...Object.fromEntries(
        parts.map((part, i) => [
          `${REPO}/${names[i]}`,
          new Uint8Array(Buffer.concat(writeSafetensors(part))),
        ]),
      ),
    };
  }

  test('is one model, from the hub and from disk, and equal to the single file', async () => {
    const files = shards();
    const { engine, endpoint } = await serve({ ...files, ...single() });
    const sharded = await engine.load({
      hub: REPO,
      endpoint,
      file: 'open_clip_model.safetensors.index.json',
    });
    expect(sharded.report).toMatchObject({ verdict: { kind: 'complete' } });
    expect(sharded.report.files).toHaveLength(2);
    const whole = await engine.load({ hub: 'lab/whole', endpoint });
    expect(sharded.model.fingerprints).toEqual(whole.model.fingerprints);
    const disk = Object.entries(files).map(
      ([path, bytes]) => new File([new Uint8Array(bytes)], path.split('/').at(-1) ?? ''),
    );
    const fromDisk = await engine.load(disk);
    expect(fromDisk.model.fingerprints).toEqual(whole.model.fingerprints);
    const missing = disk.filter(({ name }) => !name.includes('00002-of'));
    await expect(engine.load(missing)).rejects.toMatchObject({
      code: 'checkpoint-none',
      details: { missing: 1, file: 'open_clip_model-00002-of-00002.safetensors' },
    });
  });
});

interface Entry {
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function headerLength(): bigint {
  return new DataView(WEIGHTS.buffer).getBigUint64(0, true);
}

function single(): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(
    Object.entries(WHOLE).map(([path, bytes]) => [path.replace(REPO, 'lab/whole'), bytes]),
  );
}

describe("PyTorch's archives", () => {
  const CONFIG = new TextEncoder().encode(
    JSON.stringify((goldenJson('index.json') as { config: unknown }).config),
  );
  const BIN = 'tiny-quickgelu-openclip-f16';
  const remote = (file: string) =>
    serve({
      [`${REPO}/pytorch_model.bin`]: goldenBytes(file),
      [`${REPO}/open_clip_config.json`]: CONFIG,
    });

  test('of a plain state dict load as the same tensors in safetensors do', async () => {
    const { engine, endpoint } = await remote(`torch/${BIN}.bin`);
    const torch = await engine.load({ hub: REPO, endpoint });
    expect(torch.report.verdict.kind).toBe('complete');
    const safetensors = await engine.load([
      new File([goldenBytes(`${BIN}.safetensors`)], 'model.safetensors'),
      new File([CONFIG], 'open_clip_config.json'),
    ]);
    expect(torch.model.fingerprints).toEqual(safetensors.model.fingerprints);
  });

  test('are looked into for the directory and the pickle alone', async () => {
    const { engine, endpoint, requests } = await remote(`torch/${BIN}.bin`);
    const seen = await engine.inspect({ hub: REPO, endpoint });
    expect(seen.report.verdict.kind).toBe('complete');
    expect(bytesOf({ requests }, '.bin')).toBe(seen.downloadedBytes);
    expect(seen.downloadedBytes).toBeLessThan(goldenBytes(`torch/${BIN}.bin`).length / 2);
  });

  test.each([
    ['torchscript.pt', 'torchscript'],
    ['old-style.pt', 'old-style'],
    ['plain-pickle.pt', 'pickle'],
  ])('that only Python can read are refused, with how to convert them: %s', async (file, kind) => {
    const { engine, endpoint } = await remote(`torch/${file}`);
    const failure = { code: 'checkpoint-pickle', details: { kind } };
    await expect(engine.load({ hub: REPO, endpoint })).rejects.toMatchObject(failure);
    const disk = [new File([goldenBytes(`torch/${file}`)], file)];
    await expect(engine.load(disk)).rejects.toMatchObject(failure);
  });

  test('that ask for a foreign instruction are refused by its name', async () => {
    const { engine } = await remote('torch/malicious.bin');
    const disk = [new File([goldenBytes('torch/malicious.bin')], 'malicious.bin')];
    await expect(engine.load(disk)).rejects.toMatchObject({
      code: 'checkpoint-pickle',
      details: { name: expect.stringMatching(/\w/) },
    });
  });
});

test('a file that was loaded before it was copied to the server in full is downloaded again', async () => {
  const file = `${REPO}/open_clip_model.safetensors`;
  const fault: { noRanges: boolean; upTo?: number } = { noRanges: true, upTo: 1 << 20 };
  hub = await startHub(WHOLE, { [file]: fault });
  const store = { ...createMemoryStore(), persistent: true };
  const engine = createWorkerEngine({
    ...nodePlatform(fetch),
    openKeeping: async () => nodeKeeping(fetch, store),
  });
  const source = { url: `${hub.endpoint}/${REPO}/resolve/main/open_clip_model.safetensors` };
  await expect(engine.load(source)).rejects.toMatchObject({ code: 'checkpoint-truncated' });
  expect((await engine.kept()).files).toEqual([]);
  delete fault.upTo;
  expect((await engine.inspect(source)).report.verdict.kind).toBe('complete');
});

describe('a server that does wrong', () => {
  const path = `${REPO}/open_clip_model.safetensors`;

  test.each([
    [
      'sends another length than it listed',
      { listedSize: WEIGHTS.length + 8 },
      'download-wrong-length',
    ],
    ['sends another file with every answer', { changingEtag: true }, 'download-changed'],
    ['sends a page with status 200', { html: true }, 'checkpoint-html'],
    ['sends bytes of another SHA-256', { wrongHash: true }, 'download-wrong-hash'],
    ['is busy for ever', { status: { code: 503, times: 99 } }, 'server-busy'],
    ['refuses', { status: { code: 403, times: 99 } }, 'download-status'],
    ['stops half-way, again and again', { cutAfter: { bytes: 0, times: 99 } }, 'download-failed'],
  ] as const)('%s: one sentence, and another model loads all the same', async (_, fault, code) => {
    const { engine, endpoint } = await serve({ ...WHOLE, ...single() }, { [path]: fault });
    const failing = engine.load({ hub: REPO, endpoint });
    await expect(failing).rejects.toMatchObject({ code, message: expect.stringMatching(/\.$/) });
    const other = await engine.load({ hub: 'lab/whole', endpoint });
    expect(other.report.verdict.kind).toBe('complete');
  });
});

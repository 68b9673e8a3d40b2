import { afterEach, expect, test } from 'vitest';
import { type Fault, type HubServer, startHub } from '../../../e2e/support/hub-server.ts';
import { madeCheckpoint, MADE_CONFIG } from '../../../e2e/support/made-checkpoint.ts';
import { createWorkerEngine } from '../engine.ts';
import { nodeKeeping, nodePlatform } from '../testing/node-platform.ts';
import type { FileStore } from './file-store.ts';
import { createKeeper } from './keeper.ts';
import { createMemoryStore } from './memory-store.ts';

const PATH = 'lab/clip/open_clip_model.safetensors';
const disk = (): FileStore => ({ ...createMemoryStore(), persistent: true });

let hub: HubServer | undefined;

afterEach(async () => {
  await hub?.close();
});

async function serve(content: Uint8Array, fault: Fault) {
  hub = await startHub(
    { [PATH]: content, 'lab/clip/open_clip_config.json': MADE_CONFIG },
    { [PATH]: { untold: true, ...fault } },
  );
  return `${hub.endpoint}/lab/clip/resolve/main/open_clip_model.safetensors`;
}

// The first look takes 64 KiB: a file may be shorter, end there, or go on.
test.each([
  [1000, {}],
  [1 << 16, {}],
  [(1 << 16) + 1, {}],
  [400_000, {}],
  [400_000, { noRanges: true }],
  [1 << 16, { noRanges: true }],
])('%i bytes of a server that never says so are whole in the end %o', async (size, fault) => {
  const content = new Uint8Array(size).map((_, i) => (i === 8 ? 0x7b : i * 11));
  const url = await serve(content, fault);
  const keeper = createKeeper(nodeKeeping(fetch, disk()));
  const { file } = await keeper.hold({ url, name: 'model' }, { keep: true, peek: false });
  await file.ensure([[0, file.size]]);
  expect((await keeper.kept()).files).toMatchObject([{ complete: true, size, bytes: size }]);
  expect(Buffer.compare(await file.read(0, size), content)).toBe(0);
});

test('a checkpoint that was loaded is kept whole: its own header tells its length', async () => {
  const content = madeCheckpoint();
  const url = await serve(content, {});
  const store = disk();
  const engine = createWorkerEngine({
    ...nodePlatform(fetch),
    openKeeping: async () => nodeKeeping(fetch, store),
  });
  const { report } = await engine.load({ url });
  expect(report.verdict.kind).toBe('complete');
  const [kept] = (await createKeeper(nodeKeeping(fetch, store)).kept()).files;
  expect(kept).toMatchObject({ complete: true, size: content.length, bytes: content.length });
});

test('a look into it says its length, and half of it is not whole', async () => {
  const content = madeCheckpoint();
  const url = await serve(content, {});
  const store = disk();
  const engine = createWorkerEngine({
    ...nodePlatform(fetch),
    openKeeping: async () => nodeKeeping(fetch, store),
  });
  const { files } = await engine.inspect({ url });
  expect(files).toMatchObject([{ bytes: content.length }]);
  await engine.load({ url }, { rule: 'timm' });
  const [kept] = (await createKeeper(nodeKeeping(fetch, store)).kept()).files;
  expect(kept).toMatchObject({ complete: false, size: content.length });
});

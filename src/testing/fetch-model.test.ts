import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Fault, type HubServer, startHub } from '../../e2e/support/hub-server.ts';
import { fetchModel } from '../../scripts/support/fetch-model.ts';

const WEIGHTS = new Uint8Array(700_000).map((_, i) => i * 7);
const NAME = 'lab/clip/open_clip_model.safetensors';

let hub: HubServer | undefined;
let out = '';

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'models-'));
});

afterEach(async () => {
  await hub?.close();
  await rm(out, { recursive: true });
});

async function serve(fault: Fault = {}): Promise<HubServer> {
  const config = new TextEncoder().encode('{}');
  hub = await startHub({ [NAME]: WEIGHTS, 'lab/clip/config.json': config }, { [NAME]: fault });
  return hub;
}

async function isWhole(folder: string): Promise<boolean> {
  return (await readFile(join(folder, 'open_clip_model.safetensors'))).equals(WEIGHTS);
}

test('a repository comes with its configuration, and a second time nothing crosses', async () => {
  const { endpoint, requests } = await serve();
  const folder = await fetchModel('lab/clip', { out, endpoint });
  expect(await isWhole(folder)).toBe(true);
  expect(await readFile(join(folder, 'config.json'), 'utf8')).toBe('{}');
  const before = requests.length;
  await fetchModel('lab/clip/open_clip_model.safetensors', { out, endpoint });
  expect(requests).toHaveLength(before);
});

test('an interrupted file goes on where it stopped', async () => {
  const { endpoint, requests } = await serve({ cutAfter: { bytes: 300_000, times: 1 } });
  await expect(fetchModel('lab/clip', { out, endpoint })).rejects.toThrow(/./);
  const folder = await fetchModel('lab/clip', { out, endpoint });
  expect(requests.map(({ range }) => range)[1]).toMatch(/^bytes=[1-9]\d*-$/);
  expect(await isWhole(folder)).toBe(true);
});

test('a file with another SHA-256 is deleted', async () => {
  const { endpoint } = await serve({ wrongHash: true });
  await expect(fetchModel('lab/clip', { out, endpoint })).rejects.toThrow(/not the file/);
  await expect(
    readFile(join(out, 'lab--clip', 'open_clip_model.safetensors.part')),
  ).rejects.toThrow(/ENOENT/);
});

test('an unknown repository is said so', async () => {
  const { endpoint } = await serve();
  await expect(fetchModel('lab/none', { out, endpoint })).rejects.toThrow(/401/);
  await expect(fetchModel('nothing', { out, endpoint })).rejects.toThrow(/no preset/);
});

test('an index brings its shards, and an image graph its partner', async () => {
  const index = 'model.safetensors.index.json';
  const shards = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
  const pair = ['a/vision_model.onnx', 'a/text_model.onnx'];
  const files = [index, ...shards, ...pair].map((name) => [`lab/clip/${name}`, WEIGHTS] as const);
  hub = await startHub(Object.fromEntries(files));
  const { endpoint } = hub;
  const isThere = (path: string): boolean => existsSync(join(out, 'lab--clip', path));
  await fetchModel(`lab/clip/${index}`, { out, endpoint });
  expect(shards.map(isThere)).toEqual([true, true]);
  expect(pair.map(isThere)).toEqual([false, false]);
  await fetchModel('lab/clip/a/vision_model.onnx', { out, endpoint });
  expect(pair.map(isThere)).toEqual([true, true]);
});

test('a preset whose repository has the other format only comes in that one', async () => {
  const repo = 'laion/CLIP-ViT-B-16-laion2B-s34B-b88K';
  hub = await startHub({ [`${repo}/open_clip_model.safetensors`]: WEIGHTS });
  const folder = await fetchModel('laion2b-b16', { out, endpoint: hub.endpoint });
  expect(await isWhole(folder)).toBe(true);
});

import { afterEach, expect, test } from 'vitest';
import { type HubServer, startHub } from '../../../e2e/support/hub-server.ts';
import { MADE_CONFIG, madeCheckpoint } from '../../../e2e/support/made-checkpoint.ts';
import { createWorkerEngine } from '../engine.ts';
import { nodePlatform } from '../testing/node-platform.ts';

let hub: HubServer | undefined;

afterEach(async () => {
  await hub?.close();
});

test('of a second file only the text side crosses the network, and a look at the pair brings no weight', async () => {
  const made = madeCheckpoint();
  hub = await startHub({
    'lab/image/model.safetensors': made,
    'lab/image/open_clip_config.json': MADE_CONFIG,
    'lab/text/model.safetensors': made,
    'lab/text/open_clip_config.json': MADE_CONFIG,
  });
  const { endpoint, requests } = hub;
  const engine = createWorkerEngine(nodePlatform(fetch));
  const url = (side: string) => `${endpoint}/lab/${side}/resolve/main/model.safetensors`;
  const source = { image: { url: url('image') }, text: { url: url('text') } };
  const brought = (side: string): number =>
    requests
      .filter(({ path }) => path.includes(`lab/${side}/`) && path.endsWith('.safetensors'))
      .reduce((sum, { bytes }) => sum + bytes, 0);
  const seen = await engine.inspect(source);
  expect(seen.report.verdict).toEqual({ kind: 'complete' });
  expect(seen.downloadedBytes).toBe(2 * 65_536);
  const { report } = await engine.load(source);
  const sideOf = (text: boolean): number =>
    report.parameters
      .filter(({ parameter }) => parameter.part.startsWith('image') !== text)
      .flatMap(({ provenance }) => (provenance.kind === 'loaded' ? provenance.pieces : []))
      .reduce((sum, { tensor }) => sum + tensor.end - tensor.begin, 0);
  // Beside its side: the first bytes of each file, once for the look and once for the load.
  expect(brought('text')).toBeLessThan(sideOf(true) + 3 * 65_536);
  expect(brought('image')).toBeLessThan(sideOf(false) + 3 * 65_536);
  expect(brought('text') + brought('image')).toBeLessThan(made.length + 6 * 65_536);
});

import { expect, test } from 'vitest';
import { parseHubAddress } from './hub-address.ts';
import { PRESETS } from './presets.ts';

test('weights and licences are those that the publishers’ own tables name', () => {
  const of = (id: string) => PRESETS.find((preset) => preset.id === id);
  // OpenCLIP's table of checkpoints: hub repositories of LAION with its default name for weights.
  for (const id of ['laion2b-b16', 'laion2b-b32', 'datacomp-b16', 'datacomp-b32'])
    expect(of(id)).toMatchObject({ files: ['open_clip_pytorch_model.bin'], licence: 'MIT' });
  // timm's table: `license` of its vision transformers where a row names no other.
  expect(of('openai-b16')).toMatchObject({
    files: ['open_clip_model.safetensors'],
    licence: 'Apache-2.0',
  });
  // The table of TinyCLIP's README (microsoft/Cream): sizes of the files on the hub, top-1 on ImageNet.
  expect(of('tinyclip-8m')).toMatchObject({ bytes: 93.8e6, licence: 'MIT' });
  expect(of('tinyclip-39m')).toMatchObject({ bytes: 332e6, licence: 'MIT' });
});

test('every preset has an id of its own and names a repository', () => {
  expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
  for (const { repo, files, bytes } of PRESETS) {
    expect(parseHubAddress(repo)?.repo).toBe(repo);
    expect(files.length).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThan(90e6);
  }
});

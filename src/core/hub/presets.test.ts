import { expect, test } from 'vitest';
import { parseHubAddress } from './hub-address.ts';
import { PRESETS } from './presets.ts';

test('every preset has an id of its own and names a repository', () => {
  expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
  for (const { repo, files, bytes } of PRESETS) {
    expect(parseHubAddress(repo)?.repo).toBe(repo);
    expect(files.length).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThan(100e6);
  }
});

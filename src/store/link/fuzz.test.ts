import { expect, test } from 'vitest';
import { draws, mutated } from '../../testing/mutations.ts';
import { defaultColumns, newColumn } from '../columns/column.ts';
import { DEFAULT_SETTINGS } from '../slices/settings.ts';
import { readLink, writeLink } from './link.ts';

const page = {
  ...DEFAULT_SETTINGS,
  labels: ['cat', 'dog, hound', '猫'].map((text) => ({ id: text, text, prompts: null })),
  templates: ['a photo of a {label}', '{label}'],
  columns: [
    ...defaultColumns(),
    newColumn('c', { kind: 'url', url: 'https://host.example/model.safetensors' }, { seed: 7 }),
    newColumn('d', { kind: 'hub', repository: 'owner/name', file: null }),
  ],
  pictures: [],
};

test('10,000 mutations of a link are read in part or whole, and nothing throws', () => {
  const [draw, decoder] = [draws(31), new TextDecoder()];
  const original = new TextEncoder().encode(writeLink(page));
  const bads = new Set<string>();
  for (let round = 0; round < 10_000; round++) {
    const { setup, bad } = readLink(decoder.decode(mutated(original, draw)));
    for (const name of bad) bads.add(name);
    expect(setup.columns?.length ?? 0).toBeLessThanOrEqual(page.columns.length);
  }
  expect(bads.size).toBeGreaterThan(2);
});

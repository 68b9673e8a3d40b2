import { expect, test } from 'vitest';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { newColumn } from '../columns/column.ts';
import type { Column, ColumnSource, ModelChoice } from '../types.ts';
import { repairCandidates } from './repair-offers.ts';

/** A column whose model is loaded by the fake engine; `url` decides what its file holds. */
async function ready(
  id: string,
  source: ColumnSource,
  url: string,
  options: Partial<ModelChoice> = {},
): Promise<Column> {
  const column = newColumn(id, source, options);
  const loaded = await createFakeEngine().load({ url }, { rule: column.rule });
  return { ...column, status: { kind: 'ready', loaded } };
}

const hub = (repository: string, file: string) => ({ kind: 'hub', repository, file }) as const;
const BUILT_IN = { kind: 'built-in', file: 'complete' } as const;
const VISION = { kind: 'built-in', file: 'vision-only' } as const;
const B16 = 'timm/vit_base_patch16_clip_224.openai';

const summary = (columns: readonly Column[], column: Column) =>
  repairCandidates(columns, column).map(({ origin, training }) => [origin.kind, training]);

test('the built-in pair belongs together, and is offered once', async () => {
  const columns = [
    await ready('a', BUILT_IN, 'complete'),
    await ready('b', VISION, 'vision-only'),
  ] as const;
  expect(summary(columns, columns[1])).toEqual([['column', { kind: 'together', by: 'built-in' }]]);
  const [offer] = repairCandidates(columns, columns[1]);
  expect(offer?.choice).toMatchObject({
    rule: 'openclip',
    resets: [],
    source: { kind: 'towers', image: VISION, text: BUILT_IN, scale: null },
  });
});

test('a complete file whose text side the rule dropped is repaired by itself', async () => {
  const own = await ready('a', hub(B16, 'open_clip_model.safetensors'), 'complete', {
    rule: 'timm',
    resets: ['token-embedding'],
    crop: 0.9,
  });
  const [first] = repairCandidates([own], own);
  expect(first).toMatchObject({
    origin: { kind: 'own' },
    training: { kind: 'together', by: 'file' },
    choice: { source: own.source, rule: 'openclip', resets: [], crop: 0.9 },
  });
});

test('the table says what was trained together and what was not', async () => {
  const image = await ready('b', hub(B16, 'model.safetensors'), 'vision-only');
  const columns = [
    await ready('a', hub('laion/CLIP-ViT-B-16-laion2B-s34B-b88K', 'x.safetensors'), 'complete'),
    image,
    await ready('c', { kind: 'url', url: 'https://elsewhere.test/x.safetensors' }, 'complete', {}),
  ];
  const image2 = { ...image, source: hub(B16, 'model.safetensors') };
  expect(summary(columns, image2)).toEqual([
    ['column', { kind: 'apart', by: 'table' }],
    // The fake engine gives every trained image tower one fingerprint: the same tower, to the bit.
    ['column', { kind: 'together', by: 'tower' }],
    ['built-in', { kind: 'apart', by: 'table' }],
    ['preset', { kind: 'together', by: 'table' }],
  ]);
});

test('an address of the hub is known by its repository', async () => {
  const url = `https://huggingface.co/${B16}/resolve/main/model.safetensors`;
  const image = await ready('a', { kind: 'url', url }, 'vision-only');
  expect(summary([image], image)).toEqual([
    ['built-in', { kind: 'apart', by: 'table' }],
    ['preset', { kind: 'together', by: 'table' }],
  ]);
});

test('files without a text side, and columns that are not ready, offer nothing', async () => {
  const image = await ready('a', VISION, 'vision-only');
  const other = await ready('b', { kind: 'url', url: 'https://x.test/v' }, 'vision-only');
  const idle = newColumn('c', { kind: 'url', url: 'https://x.test/complete' });
  expect(summary([image, other, idle], image)).toEqual([
    ['built-in', { kind: 'together', by: 'built-in' }],
  ]);
});

import { expect, test } from 'vitest';
import { createFakeEngine } from '../../engine/fake-engine.ts';
import { createPageStore } from '../store.ts';
import { newChoice } from './columns.ts';

test('what was looked into is kept to be compared with: the last one first, each under each rule once', async () => {
  const store = createPageStore({
    engine: createFakeEngine(),
    fetch: () => Promise.reject(new TypeError('No network.')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:',
    newId: () => 'id',
  });
  const look = (url: string, rule: 'openclip' | 'timm' = 'openclip'): Promise<void> =>
    store.getState().lookInto('a', newChoice({ kind: 'url', url }, { rule }));
  await look('https://a.test/one.safetensors');
  await look('https://a.test/two.safetensors');
  await look('https://a.test/one.safetensors', 'timm');
  await look('https://a.test/one.safetensors');
  expect(store.getState().seen.map(({ name, report }) => [name, report.rule.id])).toEqual([
    ['https://a.test/one.safetensors', 'openclip'],
    ['https://a.test/one.safetensors', 'timm'],
    ['https://a.test/two.safetensors', 'openclip'],
  ]);
  for (let i = 0; i < 20; i++) await look(`https://a.test/${i}.safetensors`);
  expect(store.getState().seen).toHaveLength(8);
});

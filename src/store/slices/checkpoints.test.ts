import { expect, test } from 'vitest';
import type { Engine } from '../../engine/contract.ts';
import type { Progress } from '../../engine/calls.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { createPageStore } from '../store.ts';
import { newChoice } from '../columns/column.ts';

function storeWith(engine: Engine) {
  return createPageStore({
    engine,
    fetch: () => Promise.reject(new TypeError('No network.')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:',
    newId: () => 'id',
  });
}

test('a look and a listing tell of the pause that a server asks for, and of its end', async () => {
  const pauses: (number | null)[] = [];
  const work: Progress = { stage: 'download', done: 1, total: 2, unit: 'bytes' };
  const pause: Progress = { ...work, stage: 'waiting', total: 9, waitingFor: 'server' };
  const engine: Engine = {
    ...createFakeEngine(),
    inspect: async (_source, options) => {
      for (const progress of [work, pause, work]) options?.onProgress?.(progress);
      throw new Error('The look ends here.');
    },
    listRepository: async (_text, options) => {
      for (const progress of [pause, pause]) options?.onProgress?.(progress);
      throw new Error('The listing ends here.');
    },
  };
  const store = storeWith(engine);
  store.subscribe(({ look, repository }, before) => {
    if (look !== before.look && look?.state.kind === 'looking') pauses.push(look.state.pause);
    if (repository !== before.repository && repository.kind === 'listing')
      pauses.push(repository.pause);
  });
  await store.getState().lookInto('a', newChoice({ kind: 'url', url: 'https://a.test/a' }));
  expect(pauses.splice(0)).toEqual([null, 9, null]);
  await store.getState().listRepository('lab/clip');
  expect(pauses).toEqual([null, 9]);
});

test('what was looked into is kept to be compared with: the last one first, each under each rule once', async () => {
  const store = storeWith(createFakeEngine());
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

import { expect, test } from 'vitest';
import type { LoadedModel } from '../../engine/loading.ts';
import { EngineError } from '../../engine/errors.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { createPageStore } from '../store.ts';
import { newColumn } from '../columns/column.ts';
import { settled } from '../../testing/settled.ts';

/** A page whose first column comes without a tokenizer, and borrows one as soon as another model is loaded. */
function pageWithout() {
  const fake = createFakeEngine();
  const loads: string[] = [];
  let lent = false;
  const store = createPageStore({
    engine: {
      ...fake,
      load: async (source, options) => {
        const loaded = await fake.load(source, options);
        const wordless = loaded.model.name.includes('wordless');
        loads.push(wordless ? 'wordless' : 'own');
        if (!wordless) lent = true;
        return wordless ? withoutTokenizer(loaded, lent) : loaded;
      },
      encodeTexts: async (id, prompts, options) => {
        const column = store.getState().columns.find(({ status }) => {
          return status.kind === 'ready' && status.loaded.id === id;
        });
        const { status } = column ?? {};
        if (status?.kind === 'ready' && status.loaded.model.tokenizer === null) {
          throw new EngineError('tokenizer-missing', 'No tokenizer.');
        }
        return fake.encodeTexts(id, prompts, options);
      },
    },
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => crypto.randomUUID(),
  });
  store
    .getState()
    .setColumns([
      newColumn('a', { kind: 'url', url: 'https://host/wordless.safetensors' }),
      newColumn('b', { kind: 'url', url: 'https://host/own.safetensors' }),
    ]);
  store.getState().addLabels(['cat']);
  return { store, loads };
}

function withoutTokenizer(loaded: LoadedModel, lent: boolean): LoadedModel {
  const { model } = loaded;
  return lent
    ? { ...loaded, model: { ...model, tokenizerLender: 'own' } }
    : { ...loaded, model: { ...model, tokenizer: null } };
}

test('a column that waits for a tokenizer is loaded again, once, when a model brings one', async () => {
  const { store, loads } = pageWithout();
  await store.getState().loadColumn('a');
  await settled(() => store.getState());
  expect(store.getState().columns[0]?.textError?.code).toBe('tokenizer-missing');
  await store.getState().loadColumn('b');
  await settled(() => store.getState());
  expect(store.getState().columns[0]?.textError).toBeNull();
  expect(loads).toEqual(['wordless', 'own', 'wordless']);
});

import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, expect, test } from 'vitest';
import type { LoadedModel } from '../../engine/loading.ts';
import { createPageStore, type Store } from '../../store/store.ts';
import { StoreProvider } from '../../store/StoreContext.tsx';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import type { Language } from '../../words/languages.ts';
import { loadWords, loadWordsOf } from '../../words/tables.ts';
import { createWords } from '../../words/translate.ts';
import { WordsProvider } from '../../words/WordsContext.tsx';
import { ScaleField } from './ScaleField.tsx';

type From = NonNullable<LoadedModel['model']['logitScale']['from']>;

let store: Store;
beforeEach(async () => {
  store = createPageStore({
    engine: createFakeEngine(),
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:0',
    revokeUrl: () => undefined,
    newId: () => crypto.randomUUID(),
    vectorBytes: 1 << 20,
  });
  await store.getState().loadAll();
});

/** What is drawn where the second column's model has its scale and bias from there. */
async function drawn(language: Language, from: From): Promise<string> {
  await Promise.all([loadWords(language), loadWordsOf('panels')]);
  store.setState(({ columns }) => ({
    columns: columns.map((column, at) => {
      if (at !== 1 || column.status.kind !== 'ready') return column;
      const { loaded } = column.status;
      const logitScale = { value: 112.67, trained: true, from };
      const scoring = { kind: 'sigmoid', bias: -16.77 } as const;
      const model = { ...loaded.model, logitScale, scoring };
      return { ...column, status: { kind: 'ready', loaded: { ...loaded, model } } };
    }),
  }));
  // Without a browser React draws the state from which a store began.
  const given = { ...store, getInitialState: store.getState };
  const field = StoreProvider({ store: given, children: createElement(ScaleField) });
  const page = WordsProvider({ words: createWords(language), children: field });
  return renderToStaticMarkup(page);
}

const FILE: From = { kind: 'file', file: 'model.safetensors', bytes: 65_544 };
const PUBLISHED: From = { kind: 'published', repo: 'google/siglip2-base-patch16-224' };

test.each([
  [
    'en',
    FILE,
    'Column 2: the graphs hold neither scale nor bias. Scale 112.67 and bias -16.77 were read from model.safetensors, 66 kB of it.',
  ],
  [
    'zh',
    FILE,
    '第 2 列：这些图不含尺度和偏置。尺度 112.67 和偏置 -16.77 读自 model.safetensors，只读了其中 66 kB。',
  ],
  [
    'en',
    PUBLISHED,
    'Column 2: the graphs hold neither scale nor bias. Scale 112.67 and bias -16.77 are those published for google/siglip2-base-patch16-224.',
  ],
  [
    'zh',
    PUBLISHED,
    '第 2 列：这些图不含尺度和偏置。尺度 112.67 和偏置 -16.77 是 google/siglip2-base-patch16-224 公布的值。',
  ],
] as const)(
  'beside the scale it is said where two numbers were found: %s, %o',
  async (language, from, sentence) => {
    expect(await drawn(language, from)).toContain(`>${sentence}<`);
  },
);

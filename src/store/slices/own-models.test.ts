import { expect, test } from 'vitest';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { createPageStore } from '../store.ts';

/** The models that a server's answer to `models/index.json` gives. */
async function modelsIn(answer: () => Response) {
  const store = createPageStore({
    engine: createFakeEngine(),
    fetch: async (url) => {
      if (url !== 'https://page.test/models/index.json')
        throw new TypeError('Nothing else is asked.');
      return answer();
    },
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => 'id',
  });
  await store.getState().readOwnModels();
  return store.getState().ownModels;
}

const list = (models: unknown) => () => Response.json({ models });

test('single files, shards by their index, and archives are offered with their sizes', async () => {
  const files = [
    { path: 'open_clip_model.safetensors', bytes: 600 },
    { path: 'model.safetensors.index.json', bytes: 1 },
    { path: 'model-00001-of-00002.safetensors', bytes: 300 },
    { path: 'model-00002-of-00002.safetensors', bytes: 200 },
    { path: 'old one/pytorch_model.bin', bytes: 500 },
  ];
  expect(await modelsIn(list([{ name: 'timm--vit', files }]))).toEqual([
    {
      name: 'timm--vit/open_clip_model.safetensors',
      url: 'https://page.test/models/timm--vit/open_clip_model.safetensors',
      size: 600,
    },
    {
      name: 'timm--vit/model.safetensors.index.json',
      url: 'https://page.test/models/timm--vit/model.safetensors.index.json',
      size: 500,
    },
    {
      name: 'timm--vit/old one/pytorch_model.bin',
      url: 'https://page.test/models/timm--vit/old%20one/pytorch_model.bin',
      size: 500,
    },
  ]);
});

test('the built-in model, and what is not well-formed, is left out', async () => {
  const files = [{ path: 'a.safetensors', bytes: 1 }];
  const odd = [null, 3, { name: 4, files }, { name: 'x', files: {} }, { name: 'mini', files }];
  const climbing = {
    name: 'y',
    files: [null, { path: '../a.safetensors', bytes: 1 }, { path: 'b' }],
  };
  expect(await modelsIn(list([...odd, climbing]))).toEqual([]);
});

test.each([
  ['nothing there', () => new Response('', { status: 404 })],
  ['the front page', () => new Response('<!doctype html>')],
  ['no list', () => Response.json({ models: 'many' })],
  ['no network', () => Promise.reject(new TypeError('Failed to fetch')) as never],
])('a server with %s has none', async (_, answer) => {
  expect(await modelsIn(answer)).toEqual([]);
});

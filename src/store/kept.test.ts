import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Picture } from './types.ts';

const own = (id: string): Picture => ({
  id,
  name: `${id}.png`,
  blob: new Blob([id]),
  url: `blob:${id}`,
  known: [],
  sample: null,
});

/** The module as a page that has just been loaded has it. */
async function visit() {
  vi.resetModules();
  return import('./kept.ts');
}

const names = async () => (await (await visit()).keptPictures())?.map(({ name }) => name);

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => void vi.unstubAllGlobals());

test('pictures of the last visit that could not be read are not overwritten by those of this one', async () => {
  await (await visit()).keepPictures([own('a'), own('b')]);
  const here = await visit();
  vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('The browser is busy.', 'UnknownError');
  });
  await expect(here.keptPictures()).rejects.toThrow('busy');
  await here.keepPictures([own('c')]);
  await here.keepPictures([own('d'), own('c'), own('b')]);
  expect(await names()).toEqual(['d.png', 'c.png', 'b.png', 'a.png']);
  // What the visitor has seen is left out for good.
  const later = await visit();
  await later.keptPictures();
  await later.keepPictures([own('c')]);
  expect(await names()).toEqual(['c.png']);
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../engine/contract.ts';
import { createFakeEngine } from '../testing/fake-engine/fake-engine.ts';
import { EMBED_DIM } from '../testing/fake-engine/fake-rows.ts';
import { pictureScores } from './selectors/scores.ts';
import { valueAxis } from './selectors/value-axis.ts';
import { createPageStore, type Store } from './store.ts';
import { settled } from '../testing/settled.ts';

/** Vectors of the fake engine that fit beside those on show. */
const VECTORS = 20;
const BYTES = 4 * EMBED_DIM;

/** A page whose addresses are counted; its text vectors are those of the fake engine, times `sign`. */
function page(sign = 1) {
  const urls = new Set<string>();
  const fake = createFakeEngine();
  let next = 0;
  const encodeTexts: Engine['encodeTexts'] = async (...call) => {
    const result = await fake.encodeTexts(...call);
    return { ...result, data: result.data.map((value) => sign * value) };
  };
  const store = createPageStore({
    engine: { ...fake, encodeTexts },
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => {
      const url = `blob:${next++}`;
      urls.add(url);
      return url;
    },
    revokeUrl: (url) => void urls.delete(url),
    newId: () => `id ${next++}`,
    vectorBytes: VECTORS * BYTES,
  });
  return { store, urls };
}

const picture = (name: string): File => new File([`bytes of ${name}`], name, { type: 'image/png' });

function bytes(of: Store): number {
  const { images, texts } = of.getState().vectors;
  let sum = 0;
  for (const rows of images.values()) for (const row of rows.values()) sum += row.byteLength;
  for (const rows of texts.values())
    for (const { vector } of rows.values()) sum += vector.byteLength;
  return sum;
}

let store: Store;
let urls: Set<string>;

beforeEach(async () => {
  ({ store, urls } = page());
  store.getState().removeColumn('b');
  await store.getState().loadAll();
  store.getState().setTemplates(['{label}']);
  store.getState().addLabels(['cat', 'dog']);
  await settled(store.getState);
});

describe('pictures that come and go', () => {
  test('200 of them leave no address behind, once no step back can bring them', async () => {
    for (let index = 0; index < 200; index++) {
      store.getState().addFiles([picture(`${index}.png`)]);
      store.getState().removePicture(store.getState().pictures[0]?.id ?? '');
    }
    // What fifty steps back can bring is held, and no more.
    expect(urls.size).toBeLessThanOrEqual(50);
    expect(urls.size).toBeGreaterThan(0);
    for (let index = 0; index < 50; index++) store.getState().addLabels([`label ${index}`]);
    expect(urls.size).toBe(0);
    await settled(store.getState);
  });

  test('what is on the page, and what a step back brings again, keeps its address', async () => {
    store.getState().addFiles(['a.png', 'b.png'].map(picture));
    const [gone] = store.getState().pictures;
    store.getState().removePicture(gone?.id ?? '');
    store.getState().undo();
    expect(store.getState().pictures).toContain(gone);
    for (const { url } of store.getState().pictures) expect(urls).toContain(url);
    // The step that added them is taken back: nothing brings them again.
    store.getState().undo();
    expect(urls.size).toBe(0);
    await settled(store.getState);
  });

  test('200 of them leave a bounded number of vectors, and those on show are there', async () => {
    for (let index = 0; index < 200; index++) {
      store.getState().addFiles([picture(`${index}.png`)]);
      await settled(store.getState);
      if (index < 199) store.getState().removePicture(store.getState().pictures[0]?.id ?? '');
      await settled(store.getState);
      expect(bytes(store)).toBeLessThanOrEqual(VECTORS * BYTES);
    }
    const [last] = store.getState().pictures;
    const [column] = store.getState().columns;
    if (!last || !column) throw new Error('The page has a picture and a column.');
    expect(pictureScores(store.getState(), column, last.id)?.scores).toHaveLength(2);
  });

  test('more than the bound stay where the page shows them', async () => {
    store.getState().addFiles(Array.from({ length: 40 }, (_, index) => picture(`${index}.png`)));
    await settled(store.getState);
    expect(bytes(store)).toBe((40 + 2) * BYTES);
    store.getState().clearPictures();
    await settled(store.getState);
    expect(bytes(store)).toBeLessThanOrEqual(VECTORS * BYTES);
  });

  test('failures, votes and examples go with the picture, and trials with the column', async () => {
    store.getState().addFiles([picture('a.png')]);
    await settled(store.getState);
    const { id } = store.getState().pictures[0] ?? { id: '' };
    const label = store.getState().labels[0]?.id ?? '';
    store.getState().vote(id, label, 3);
    store.setState({ failures: new Map([[id, { code: 'internal', message: '', details: {} }]]) });
    await store.getState().trySeeds('a', 1);
    store.getState().removePicture(id);
    expect(store.getState().votes.size).toBe(1);
    store.getState().undo();
    store.getState().undo();
    expect(store.getState().votes.size).toBe(0);
    expect(store.getState().failures.size).toBe(0);
    expect(store.getState().trials.size).toBe(1);
    store.getState().setColumns([]);
    expect(store.getState().trials.size).toBe(0);
    await settled(store.getState);
  });
});

describe('what is derived', () => {
  const cosines = (of: Store): number[] => {
    const { columns, pictures } = of.getState();
    const [column, shown] = [columns[0], pictures[0]];
    if (!column || !shown) throw new Error('The page has a column and a picture.');
    return pictureScores(of.getState(), column, shown.id)?.scores.map((one) => one.cosine) ?? [];
  };

  test('two pages with the same labels and the same model do not answer for each other', async () => {
    const other = page(-1).store;
    other.getState().removeColumn('b');
    await other.getState().loadAll();
    const { labels, templates } = store.getState();
    for (const one of [store, other]) {
      one.setState({ labels, templates });
      one.getState().addFiles([picture('a.png')]);
      await settled(one.getState);
    }
    const [here, there] = [cosines(store), cosines(other)];
    expect(here).toHaveLength(2);
    expect(there).toEqual(here.map((cosine) => expect.closeTo(-cosine, 6)));
    expect(cosines(store)).toEqual(here);
    const axes = [store, other].map((one) => valueAxis(one.getState(), 'cosine'));
    expect(axes[1]?.high).toBeCloseTo(-(axes[0]?.low ?? 1), 6);
    expect(axes[1]?.low).toBeCloseTo(-(axes[0]?.high ?? 1), 6);
  });

  test('bars follow each look of a training, whose embeddings take the place of those before', async () => {
    store.getState().addFiles([picture('a.png')]);
    await settled(store.getState);
    const before = cosines(store);
    const show = (sign: number): void => {
      const { vectors, columns } = store.getState();
      const text =
        columns[0]?.status.kind === 'ready' ? columns[0].status.loaded.model.fingerprints.text : '';
      const rows = [...(vectors.texts.get(text) ?? [])].map(([prompt, row]) => {
        return [prompt, { ...row, vector: row.vector.map((value) => sign * value) }] as const;
      });
      const texts = new Map(vectors.texts).set('in training', new Map(rows));
      store.setState({ vectors: { ...vectors, texts } });
    };
    show(1);
    store.getState().previewTexts('a', 'in training');
    expect(cosines(store)).toEqual(before);
    show(-1);
    expect(cosines(store)).toEqual(before.map((cosine) => expect.closeTo(-cosine, 6)));
  });
});

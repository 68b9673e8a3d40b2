import { beforeEach, expect, test, vi } from 'vitest';
import { dot, unit } from '../../core/scoring/vectors.ts';
import type { Engine } from '../../engine/contract.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { settled } from '../../testing/settled.ts';
import { classesOf, pictureScores, shownScores, winnerOf } from '../selectors/scores.ts';
import { columnSummary } from '../selectors/summary.ts';
import { createPageStore, type Store } from '../store.ts';

const made = vi.hoisted(() => ({ cosines: 0 }));

vi.mock(import('../../core/scoring/vectors.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    fillDots: (vector, others, places, into) => {
      made.cosines += places.length;
      real.fillDots(vector, others, places, into);
    },
  };
});

const LABELS = 1000;
const PICTURES = 100;
const WIDTH = 512;

/** Rows as wide as those of a ViT-B/32, each from the fake engine's row. */
function wide(rows: Float32Array): Float32Array {
  const count = rows.length / 8;
  return Float32Array.from({ length: count * WIDTH }, (_, index) => {
    const [row, column] = [Math.floor(index / WIDTH), index % WIDTH];
    return Math.sin((rows[row * 8 + (column % 8)] ?? 0) * (column + 1));
  });
}

let store: Store;

beforeEach(async () => {
  const fake = createFakeEngine();
  const encodeTexts: Engine['encodeTexts'] = async (...call) => {
    const result = await fake.encodeTexts(...call);
    return { ...result, data: wide(result.data), dims: [result.dims[0], WIDTH] };
  };
  const encodeImages: Engine['encodeImages'] = async (...call) => {
    const result = await fake.encodeImages(...call);
    return { ...result, data: wide(result.data), dims: [result.dims[0], WIDTH] };
  };
  let next = 0;
  store = createPageStore({
    engine: { ...fake, encodeTexts, encodeImages },
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => path,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
  store.getState().removeColumn('b');
  await store.getState().loadAll();
  store.getState().setTemplates(['{label}']);
  store.getState().addLabels(['cat', 'dog']);
  store
    .getState()
    .addFiles(
      texts(PICTURES, 'file').map((name) => new File([name], `${name}.png`, { type: 'image/png' })),
    );
  await store.getState().encodeMissing();
  await settled(store.getState);
  made.cosines = 0;
});

const texts = (count: number, word: string): string[] =>
  Array.from({ length: count }, (_, index) => `${word} ${index}`);

function column() {
  const [first] = store.getState().columns;
  if (first?.status.kind !== 'ready') throw new Error('The column has a model.');
  return { first, model: first.status.loaded };
}

const shown = (place: number) =>
  shownScores(store.getState(), column().first, store.getState().pictures[place]?.id ?? '');

/** How many cosines were computed since the last look. */
function news(): number {
  const { cosines } = made;
  made.cosines = 0;
  return cosines;
}

/** Waits until nothing stands on show that is of earlier labels. */
async function scored(): Promise<void> {
  await store.getState().encodeMissing();
  await vi.waitFor(() => expect(shown(0)?.stale).toBe(false), { timeout: 30_000 });
}

/** Every view that looks at all pictures. */
function look(): void {
  columnSummary(store.getState(), column().first);
  for (const { id } of store.getState().pictures) winnerOf(store.getState(), column().first, id);
  for (let place = 0; place < PICTURES; place++) shown(place);
}

test('100 pictures x 1,000 labels: each pair once, and a change costs what is new in it', async () => {
  store.getState().addLabels(texts(LABELS - 2, 'label'));
  await scored();
  look();
  expect(news()).toBe(PICTURES * (LABELS - 2));

  store.getState().addLabels(['one more']);
  await scored();
  look();
  expect(news()).toBe(PICTURES);

  store.getState().removeLabel(store.getState().labels[5]?.id ?? '');
  await scored();
  look();
  expect(news()).toBe(0);

  store.getState().addFiles([new File(['another'], 'another.png', { type: 'image/png' })]);
  await scored();
  look();
  expect(news()).toBe(LABELS);

  store.setState({ scale: 7, scoring: 'sigmoid', shown: 'logit' });
  look();
  expect(news()).toBe(0);
});

test('3,000 labels x 100 pictures: each pair once', async () => {
  store.getState().addLabels(texts(2998, 'label'));
  await scored();
  look();
  expect(news()).toBe(PICTURES * 2998);
});

test('a head over 1,000 labels is asked about each picture once, in slices, and not by those who look', async () => {
  store.getState().addLabels(texts(LABELS - 2, 'label'));
  await scored();
  const { first } = column();
  made.cosines = 0;
  const { pictures, labels } = store.getState();
  for (const place of [0, 1])
    store.getState().giveExample(pictures[place]?.id ?? '', labels[place]?.id ?? '');
  const taught = () => store.getState().heads.get(first.id);
  store.getState().showBarsBy(first.id, 'tip-adapter');
  await vi.waitFor(() => expect(taught()?.kind).toBe('taught'), { timeout: 30_000 });
  expect(shown(PICTURES - 1)?.stale).toBe(true);
  await vi.waitFor(() => expect(shown(0)?.stale).toBe(false), { timeout: 30_000 });
  // Its own rows: the cosines with the words are known, and those of the head are kept beside them.
  expect(news()).toBe(PICTURES * LABELS);
  look();
  store.setState({ shown: 'cosine' });
  look();
  expect(news()).toBe(0);
  const teaching = taught();
  const scale = teaching?.kind === 'taught' ? teaching.taught.head.scale : 0;
  const scores = shown(3)?.of.scores ?? [];
  expect(scores).toHaveLength(LABELS);
  // No example votes for these: only the words speak (Zhang et al. 2022).
  for (const { cosine, rank } of scores.slice(2)) expect(rank).toBeCloseTo(scale * cosine, 3);
});

test('whatever was added, removed and taken back, the numbers are those of each pair alone, to the bit', async () => {
  const steps = [
    () => store.getState().addLabels(texts(30, 'label')),
    () => store.getState().removeLabel(store.getState().labels[3]?.id ?? ''),
    () => store.getState().addLabels(['cat 2', 'one more']),
    () => store.getState().undo(),
    () => store.getState().setTemplates(['a photo of {label}', '{label}']),
    () => store.getState().undo(),
    () => store.getState().removePicture(store.getState().pictures[0]?.id ?? ''),
    () => store.getState().clearPictures(),
    () => store.getState().undo(),
  ];
  for (const step of steps) {
    step();
    await store.getState().encodeMissing();
    const all = store.getState();
    const { first, model } = column();
    const { vectors, labels } = classesOf(all, model);
    for (const { id } of all.pictures.slice(0, 5)) {
      const image = all.vectors.images.get(model.model.fingerprints.image)?.get(id);
      if (!image) throw new Error('The picture is encoded.');
      const cosines = vectors.map((vector) => dot(unit(image), vector));
      const scores = pictureScores(all, first, id)?.scores ?? [];
      expect(scores.map(({ cosine }) => cosine)).toEqual(cosines);
      expect(scores.map(({ label }) => label)).toEqual(labels);
      expect(winnerOf(all, first, id)).toBe(labels[cosines.indexOf(Math.max(...cosines))] ?? null);
    }
  }
});

test('a long list is compared in slices: the bars before it stay until all of it is there', async () => {
  const before = shown(0)?.of.scores;
  store.getState().addLabels(texts(LABELS - 2, 'label'));
  await store.getState().encodeMissing();
  expect(shown(0)).toMatchObject({ stale: true, of: { scores: before } });
  expect(shown(PICTURES - 1)?.of.scores).toHaveLength(2);
  look();
  expect(made.cosines).toBeLessThan(PICTURES * LABELS);
  await scored();
  expect(shown(0)?.of.scores).toHaveLength(LABELS);
  expect(news()).toBe(PICTURES * (LABELS - 2));
});

test('what is written into a file does not wait for the slices', async () => {
  expect(shown(1)?.stale).toBe(false);
  store.getState().addLabels(texts(LABELS - 2, 'label'));
  await store.getState().encodeMissing();
  const all = store.getState();
  expect(shown(1)?.stale).toBe(true);
  expect(pictureScores(all, column().first, all.pictures[1]?.id ?? '')?.scores).toHaveLength(
    LABELS,
  );
  await scored();
  expect(news()).toBe(PICTURES * (LABELS - 2));
});

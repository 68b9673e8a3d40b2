import { beforeEach, expect, test } from 'vitest';
import { HARD_QUESTIONS } from '../../core/questions/hard-questions.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { readLink, writeLink } from '../link/link.ts';
import { knownName } from '../pictures/picture-name.ts';
import { columnSummary } from '../selectors/summary.ts';
import { createPageStore, type Store } from '../store.ts';

let asked: string[] = [];
const SAMPLES = [{ file: 'a.webp', en: 'Cat', zh: '猫' }];

function page(): Store {
  let next = 0;
  const store = createPageStore({
    engine: createFakeEngine(),
    fetch: (request) => {
      const url = request as string;
      asked.push(url);
      return Promise.resolve(new Response(url));
    },
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
  store.getState().setSamples(SAMPLES);
  return store;
}

let store: Store;

beforeEach(async () => {
  asked = [];
  store = page();
  store.getState().addLabels(['cat', 'dog']);
  store.getState().addFiles([new File(['x'], 'own.png')]);
  await store.getState().loadAll();
  await store.getState().encodeMissing();
});

const summaries = () => {
  const all = store.getState();
  return all.columns.map((column) => columnSummary(all, column));
};

test.each(HARD_QUESTIONS)(
  '$id: pictures, labels and truths stand on the page',
  async (question) => {
    await store.getState().askHardQuestion(question.id);
    await store.getState().encodeMissing();
    const { labels, pictures, templates, samples } = store.getState();
    expect(labels.map(({ text }) => text)).toEqual(question.labels.map(({ en }) => en));
    expect(pictures.map(({ known }) => known[0])).toEqual(
      question.pictures.map(({ truth }) => question.labels[truth]?.en),
    );
    // Whole phrases: "a photo of a two balls" would ask something else.
    expect(templates).toEqual(['{label}']);
    // Nothing is measured or trained on them as on the shelf.
    expect(samples).toEqual(SAMPLES);
    const [left, right] = summaries();
    expect([left?.known, right?.known]).toEqual([pictures.length, pictures.length]);
    expect(asked.toSorted()).toEqual(
      question.pictures.map(({ file }) => `https://page.test/samples/${file}`).toSorted(),
    );
  },
);

test('one step back brings labels, pictures and templates of before', async () => {
  const { labels, pictures, templates, templateSet } = store.getState();
  await store.getState().askHardQuestion('counting');
  expect(store.getState().notices.at(-1)).toMatchObject({ key: 'hard.counting.why', undo: true });
  store.getState().undo();
  expect(store.getState()).toMatchObject({ labels, pictures, templates, templateSet });
});

test('on a Chinese page the labels are Chinese, and the truth holds in both languages', async () => {
  store.getState().change({ language: 'zh' });
  await store.getState().askHardQuestion('counting');
  expect(store.getState().labels[1]?.text).toBe('两个球');
  expect(store.getState().pictures[0]).toMatchObject({
    name: '三个球',
    known: ['three balls', '三个球'],
  });
  store.getState().setLabels(['one ball', 'three balls']);
  await store.getState().encodeMissing();
  expect(summaries()[0]?.known).toBe(2);
});

test('on a Chinese page a set of labels is Chinese, and what a picture shows has its Chinese name', async () => {
  store.getState().change({ language: 'zh' });
  await store.getState().chooseLabelSet('animals', 'replace');
  expect(
    store
      .getState()
      .labels.slice(0, 2)
      .map(({ text }) => text),
  ).toEqual(['猫', '狗']);
  await store.getState().askHardQuestion('counting');
  const [three] = store.getState().pictures;
  if (!three) throw new Error('The question brought no picture.');
  expect([knownName(three, 'zh'), knownName(three, 'en')]).toEqual(['三个球', 'three balls']);
  // What a visitor said of a picture stands in one language, and is its name in both.
  expect(knownName({ known: ['our cat'] }, 'zh')).toBe('our cat');
  expect(knownName({ known: [] }, 'zh')).toBeUndefined();
});

test('a link to the page carries the question: pictures in their order, with their truths', async () => {
  await store.getState().askHardQuestion('places');
  const { pictures } = store.getState();
  store.getState().removePicture(pictures[0]?.id ?? '');
  store.getState().addSamples(SAMPLES);
  const sent = store.getState();
  const link = writeLink(sent);
  expect(readLink(link).bad).toEqual([]);

  const other = page();
  other.getState().applyLink(link, true);
  await expect.poll(() => other.getState().pictures.length).toBe(sent.pictures.length);
  const known = (all: typeof sent) => all.pictures.map((one) => [one.sample, one.known]);
  expect(known(other.getState())).toEqual(known(sent));
  expect(other.getState().labels.map(({ text }) => text)).toEqual(
    sent.labels.map(({ text }) => text),
  );
});

test.each([
  'hard/no-such.png',
  'hard/../../secret.png',
  'other/balls-1.png',
  'hard/hard/balls-1.png',
])('a link to %s brings nothing and is not asked for', async (file) => {
  asked = [];
  const other = page();
  other.getState().applyLink(`samples=${encodeURIComponent(`a.webp ${file}`)}`, true);
  other.getState().arrangePictures(null);
  await other.getState().bringLinkedPictures();
  const files = other.getState().pictures.map(({ sample }) => sample);
  expect(files).not.toContain(file);
  expect(asked.filter((url) => !url.includes('.webp'))).toEqual([]);
});

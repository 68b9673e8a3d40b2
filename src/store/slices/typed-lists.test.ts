import { beforeEach, expect, test } from 'vitest';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { cutLabels } from '../selectors/cut-labels.ts';
import { promptsOf } from '../selectors/prompts.ts';
import { createPageStore, type Store } from '../store.ts';

let store: Store;

beforeEach(async () => {
  let next = 0;
  const engine = createFakeEngine();
  store = createPageStore({
    // A tower of this model reads five words.
    engine: {
      ...engine,
      encodeTexts: async (id, texts, options) => ({
        ...(await engine.encodeTexts(id, texts, options)),
        truncated: (texts as readonly string[]).map((text) => text.split(' ').length > 5),
      }),
    },
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => path,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
  await store.getState().loadAll();
  store.getState().setLabels(['cat']);
});

const labels = (): string[] => store.getState().labels.map(({ text }) => text);
const notices = (): string[] => store.getState().notices.map(({ key }) => key);

test('a pasted list is added as what it means, and taken back as one', async () => {
  expect(
    await store.getState().typeLabels("['dog', 'bird\u{200b}', \"bird's nest\", 'cat ']"),
  ).toBe(true);
  expect(labels()).toEqual(['cat', 'dog', 'bird', "bird's nest"]);
  expect(notices()).toEqual(expect.arrayContaining(['labels.twice', 'labels.added']));
  store.getState().undo();
  expect(labels()).toEqual(['cat']);
});

test('the same label in another way of writing is named, whether it is typed, pasted or a renaming', async () => {
  await store.getState().typeLabels('café');
  await store.getState().typeLabels('cafe\u{301}');
  expect(labels()).toEqual(['cat', 'café']);
  expect(store.getState().notices.at(-1)).toMatchObject({
    key: 'labels.twice',
    values: { label: 'café' },
  });
  const [cat] = store.getState().labels;
  store.getState().renameLabel(cat?.id ?? '', ' caf\u{e9}\u{200b} ');
  store.getState().renameLabel(cat?.id ?? '', ' the\u{a0}cat ');
  expect(labels()).toEqual(['the cat', 'café']);
  await store.getState().typeLabels(' , ;');
  expect(notices()).toContain('labels.empty');
});

test('templates, the evaluation’s and a label’s own prompts understand the same notations', async () => {
  const pasted = "[lambda c: f'a bad photo of a {c}.', lambda c: f'a {c} in a video game.']";
  const meant = ['a bad photo of a {label}.', 'a {label} in a video game.'];
  await store.getState().typeTemplates(pasted);
  expect(store.getState()).toMatchObject({ templates: meant, templateSet: '' });
  await store.getState().typeEvaluationTemplates(pasted);
  expect(store.getState().evaluationOptions.templates).toEqual(meant);
  const [cat] = store.getState().labels;
  await store.getState().typePrompts(cat?.id ?? '', pasted);
  const [asked] = store.getState().labels.map((label) => promptsOf(label, []));
  expect(asked).toEqual(['a bad photo of a cat.', 'a cat in a video game.']);
  await store.getState().typePrompts(cat?.id ?? '', ' ');
  expect(store.getState().labels[0]?.prompts).toBeNull();
  await store.getState().typeTemplates('');
  expect(store.getState().templates).toEqual(['{label}']);
});

test('labels whose prompt a model had to cut are named', async () => {
  await store.getState().typeTemplates('a {}');
  expect(cutLabels(store.getState())).toBe('');
  await store.getState().typeLabels('one two three four five\none two');
  await expect.poll(() => cutLabels(store.getState())).toBe('one two three four five');
});

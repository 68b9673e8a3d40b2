import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { templateProblems } from './fill-template.ts';
import { loadImagenetNames, loadImagenetNumbers } from './imagenet.ts';
import { LABEL_SETS } from './label-sets.ts';
import { takeLabels } from './take-labels.ts';
import { TEMPLATE_SETS } from './template-sets.ts';
import { readList } from './typed/read-list.ts';

test.each(TEMPLATE_SETS)(
  'templates $id: as many as said, each with a slot, none twice',
  async ({ count, load }) => {
    const templates = await load();
    expect(templates.length).toBe(count);
    expect(templateProblems(templates)).toEqual([]);
    expect(new Set(templates).size).toBe(count);
  },
);

test('the seven of OpenAI are among its 80', async () => {
  const find = (id: string) => TEMPLATE_SETS.find((set) => set.id === id)?.load() ?? [];
  expect(await find('openai-80')).toEqual(expect.arrayContaining([...(await find('openai-7'))]));
});

test.each(LABEL_SETS)('labels $id: as many as said, its templates are there', async (set) => {
  expect((await set.load('en')).length).toBe(set.count);
  expect((await set.load('zh')).length).toBe(set.count);
  expect(TEMPLATE_SETS.map(({ id }) => id)).toContain(set.templates);
});

test.each(LABEL_SETS.filter(({ id }) => id !== 'imagenet'))(
  'labels $id can be pasted: none twice, none with a separator',
  async ({ load }) => {
    for (const language of ['en', 'zh'] as const) {
      const labels = await load(language);
      expect(takeLabels(readList(labels.join('\n')))).toEqual({ labels, leftOut: [] });
    }
  },
);

test.each(LABEL_SETS)(
  'labels $id are in Chinese on a Chinese page, but a benchmark’s',
  async (set) => {
    const [english, chinese] = await Promise.all([set.load('en'), set.load('zh')]);
    const isChinese = (label: string) => /\p{Script=Han}/u.test(label);
    expect(english.filter(isChinese)).toEqual([]);
    expect(chinese.filter(isChinese)).toEqual(set.kind === 'benchmark' ? [] : chinese);
  },
);

test('a thing of the sample shelf has the shelf’s own name, which the built-in model was taught', async () => {
  const { samples } = JSON.parse(
    readFileSync(new URL('../../../public/samples/index.json', import.meta.url), 'utf8'),
  ) as { readonly samples: readonly Record<'en' | 'zh', string>[] };
  const named = new Map(samples.map(({ en, zh }) => [en, zh]));
  const everyday = LABEL_SETS.filter(({ kind }) => kind === 'everyday');
  const lists = everyday.map(({ load }) => Promise.all([load('en'), load('zh')]));
  const pairs = (await Promise.all(lists)).flatMap(([english, chinese]) =>
    english.map((label, at) => [label, chinese[at]] as const),
  );
  const shown = pairs.filter(([label]) => named.has(label));
  expect(shown.length).toBeGreaterThan(40);
  for (const [label, chinese] of shown) expect([label, chinese]).toEqual([label, named.get(label)]);
});

test('ids are not used twice', () => {
  for (const sets of [LABEL_SETS, TEMPLATE_SETS]) {
    expect(new Set(sets.map(({ id }) => id)).size).toBe(sets.length);
  }
});

// Well-known pairs of folder, number and name, from all over the list.
test.each([
  ['n01440764', 0, 'tench'],
  ['n02123045', 281, 'tabby cat'],
  ['n02099601', 207, 'Golden Retriever'],
  ['n02504458', 386, 'African bush elephant'],
  ['n03773504', 657, 'missile'],
  ['n04008634', 744, 'missile'],
  ['n07753592', 954, 'banana'],
  ['n15075141', 999, 'toilet paper'],
])('ImageNet folder %s is class %i, %s', async (wnid, number, name) => {
  expect((await loadImagenetNumbers()).get(wnid)).toBe(number);
  expect((await loadImagenetNames())[number]).toBe(name);
});

test('a thousand ImageNet folders, numbered in the order of their identifiers', async () => {
  const numbers = await loadImagenetNumbers();
  const wnids = [...numbers.keys()];
  expect(wnids.length).toBe(1000);
  expect(wnids).toEqual(wnids.toSorted());
  expect(wnids.every((wnid) => /^n\d{8}$/.test(wnid))).toBe(true);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { everydayWords, taughtWords } from './everyday-words.ts';
import { loadChineseImagenetNames, loadImagenetNames, loadImagenetNumbers } from './imagenet.ts';

const root = new URL('../../../', import.meta.url);
const text = (path: string) => readFileSync(new URL(path, root), 'utf8');
const { samples } = JSON.parse(text('public/samples/index.json')) as {
  samples: readonly { en: string; zh: string }[];
};
/** Data set, class, English names, broader words, Chinese names. */
const photographs = ['photographs', 'everyday'].flatMap((table) =>
  text(`training/names/${table}.tsv`)
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t')),
);
const first = (names: string | undefined) => names?.split(';')[0] ?? '';
/** One class of each English name. */
const named = [
  ...new Map(photographs.toReversed().map((row) => [first(row[2]).toLowerCase(), row])).values(),
];

test.each(['en', 'zh'] as const)(
  'in %s: all that the built-in model was taught, and all of ImageNet, none twice',
  async (language) => {
    const words = await everydayWords(samples, language);
    const has = new Set(words.map((word) => word.toLowerCase()));
    expect(has.size).toBe(words.length);
    const imagenet = await (language === 'en' ? loadImagenetNames : loadChineseImagenetNames)();
    const taught = named.map((row) => first(row[language === 'en' ? 2 : 4]));
    for (const word of [...samples.map((sample) => sample[language]), ...taught, ...imagenet])
      expect(has).toContain(word.toLowerCase());
    const own = await taughtWords(samples, language);
    expect(words.slice(0, own.length)).toEqual(own);
    expect(new Set(own)).toEqual(
      new Set(
        own.filter((word) =>
          [...taught, ...samples.map((sample) => sample[language])].includes(word),
        ),
      ),
    );
  },
);

test('ImageNet in Chinese: a name for each class, in Chinese, and that of the model’s own list where it has one', async () => {
  const [zh, en, numbers] = await Promise.all([
    loadChineseImagenetNames(),
    loadImagenetNames(),
    loadImagenetNumbers(),
  ]);
  expect(zh).toHaveLength(1000);
  for (const name of zh) expect(name).toMatch(/\p{Script=Han}/u);
  const taught = photographs.filter(([set]) => set === 'tiny-imagenet');
  expect(taught.map(([, wnid]) => zh[numbers.get(wnid ?? '') ?? -1])).toEqual(
    taught.map((row) => first(row[4])),
  );
  // Well-known pairs from all over the list: none is out of step.
  const pairs = {
    tench: '丁鱥',
    'great white shark': '大白鲨',
    'Golden Retriever': '金毛寻回犬',
    'giant panda': '大熊猫',
    'African bush elephant': '非洲象',
    'acoustic guitar': '木吉他',
    castle: '城堡',
    'coffee mug': '咖啡杯',
    'mountain bike': '山地自行车',
    'school bus': '校车',
    umbrella: '雨伞',
    strawberry: '草莓',
    volcano: '火山',
    'toilet paper': '卫生纸',
  };
  for (const [name, chinese] of Object.entries(pairs)) expect(zh[en.indexOf(name)]).toBe(chinese);
});

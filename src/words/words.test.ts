import { expect, test } from 'vitest';
import { LANGUAGE_NAMES, LANGUAGES, preferredLanguage, type WordKey } from './languages.ts';
import { tableOf } from './tables.ts';
import { createWords } from './translate.ts';

// Every part is there: the tests' set-up loads them all.
const en = tableOf('en') as Readonly<Record<WordKey, string>>;
const zh = tableOf('zh') as Readonly<Record<WordKey, string>>;

const slots = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted();

test.each(LANGUAGE_NAMES)(
  'no key stands in two parts of %s: the part opened last would change the other’s sentence',
  async (language) => {
    const parts = await Promise.all(Object.values(LANGUAGES[language].parts).map((part) => part()));
    const keys = parts.flatMap((part) => Object.keys(part));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  },
);

test('both languages have the same sentences', () => {
  expect(Object.keys(zh).toSorted()).toEqual(Object.keys(en).toSorted());
});

test('no sentence is left in the other language', () => {
  const same = Object.entries(zh).filter(
    ([key, text]) => text === en[key as WordKey] && /[a-z]{3,} [a-z]{2,}/i.test(text),
  );
  expect(same).toEqual([]);
});

test('a Chinese sentence fills in nothing that the English one does not know', () => {
  const strange = Object.entries(zh).filter(([key, text]) =>
    slots(text).some((slot) => !slots(en[key as WordKey]).includes(slot)),
  );
  expect(strange).toEqual([]);
});

test('no sentence shouts', () => {
  expect(Object.values({ ...en, ...zh }).filter((text) => /[!！]/.test(text))).toEqual([]);
});

test('a label goes in as it is, whatever it holds', () => {
  const { t } = createWords('en');
  expect(t('labels.remove', { label: "$& {count} <b> $'" })).toBe("Remove $& {count} <b> $'");
});

test('the form follows the count', () => {
  const { t } = createWords('en');
  expect(t('pictures.added', { count: 1 })).toBe('1 picture added.');
  expect(t('pictures.added', { count: 1200 })).toBe('1,200 pictures added.');
});

test('the browser’s first known wish is the language', () => {
  expect(preferredLanguage(['fr-FR', 'zh-TW', 'en'])).toBe('zh');
  expect(preferredLanguage(['fr'])).toBe('en');
});

test('a share of nothing is a dash in both languages, never NaN', () => {
  for (const language of ['en', 'zh'] as const) {
    const { percent, number, t } = createWords(language);
    expect([percent(0 / 0), percent(0 / 0, 2), number(0 / 0, 1)]).toEqual(['–', '–', '–']);
    expect(t('pictures.added', { count: 0 / 0 })).not.toContain('NaN');
  }
});

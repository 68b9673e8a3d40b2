import { expect, test } from 'vitest';
import { en as first } from './en.ts';
import { enEvaluated } from './evaluated-en.ts';
import { zhEvaluated } from './evaluated-zh.ts';
import { enInspect } from './inspect-en.ts';
import { zhInspect } from './inspect-zh.ts';
import { createWords, preferredLanguage, type WordKey } from './translate.ts';
import { zh as firstZh } from './zh.ts';

const en = { ...first, ...enEvaluated, ...enInspect };
const zh = { ...firstZh, ...zhEvaluated, ...zhInspect };

const slots = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted();

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

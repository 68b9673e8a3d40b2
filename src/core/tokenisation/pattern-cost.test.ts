import { describe, expect, test } from 'vitest';
import { checkPattern } from './pattern-cost.ts';
import { TOKENIZER_BOUNDS } from './tokenizer-bounds.ts';

const check = (pattern: string, length: number = TOKENIZER_BOUNDS.text): number =>
  checkPattern(pattern, length);

describe('patterns of published tokenizers are taken', () => {
  test.each([
    ['CLIP', "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"],
    ['CLIP’s normaliser', '\\s+'],
    ['GPT-2', "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"],
    [
      'Llama 3',
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
    ],
    [
      'Qwen 2',
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
    ],
    [
      'GPT-4o',
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
    ],
    [
      'DeepSeek V3',
      '[!"#$%&\'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+',
    ],
    ['numbers in threes', '\\d{1,3}(?=(?:\\d{3})*\\b)'],
    ['Falcon', '[0-9][0-9][0-9]'],
    ['BLOOM', ' ?[^(\\s|[.,!?…。，、।۔،])]+'],
    ['XLM-R and T5', ' {2,}'],
    ['Chinese letters', '[一-龥\u0800-一가-\ud7ff]+'],
    ['both ends', '^\\s+|\\s+$'],
    ['an atomic group', '(?>a)+b'],
  ])('%s', (_, pattern) => {
    expect(check(pattern)).toBeGreaterThanOrEqual(0);
  });
});

describe('patterns that can take for ever are refused', () => {
  test.each([
    '(a+)+$',
    '(a*)*b',
    '(?:a|a)*b',
    '(?:a|aa)+$',
    '(\\p{L}+\\s?)*\\.',
    '(?:[^x]|a)*c',
    '(a?){30}a{30}',
    `${'a?'.repeat(40)}${'a'.repeat(40)}`,
    'a*a*a*b',
    '\\s*\\s*\\s*x',
    '.*.*=.*',
    '(?=(a+)+b)a',
    '(?<!(?:a|a)+)b',
    '(?=.*.*x)y',
    '\\w+\\w+\\w+!',
    '(x+x+)+y',
    '((a{1000}){1000}){1000}',
    '(?:(?:a{0,16}){16}b){16}',
    `(${'a|'.repeat(900)}a)a*b`,
    '(?:a*?)*?b',
    '(?i:(a|A)+)+b',
  ])('%s', (pattern) => {
    expect(() => check(pattern)).toThrow(/regular expression/);
  });

  test('what takes a second over a text may take minutes when a step before made it longer', () => {
    expect(check('\\s+(?!\\S)')).toBe(1);
    expect(() => check('\\s+(?!\\S)', 64 * TOKENIZER_BOUNDS.text)).toThrow(/minutes/);
  });
});

test.each([
  '(a',
  'a)',
  '[a',
  '(a)\\1',
  '\\k<x>',
  '(?<x>a)',
  '(?P<x>a)',
  '(?(1)a|b)',
  '\\g<0>',
  '*a',
  'a**',
  'a{2,1}',
  'a{5000}',
  '('.repeat(500),
  '['.repeat(500),
  'a'.repeat(3000),
  '\\',
  '\\p{L',
])('what is beyond the common syntax is refused: %s', (pattern) => {
  expect(() => check(pattern)).toThrow(/regular expression/);
});

test.each([
  ['a?b*', 0],
  ['a{3,5}', 3],
  ['(?:ab|c)', 1],
  ['^a$', 1],
  ['', 0],
])('the shortest match of %j has %i characters', (pattern, length) => {
  expect(check(pattern)).toBe(length);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillTemplate, templateProblems } from '../fill-template.ts';
import { readTemplates } from './read-templates.ts';

const photo = ['a photo of a {label}'];

test.each([
  'a photo of a {label}',
  'a photo of a {}',
  'a photo of a {0}',
  'a photo of a {c}',
  'a photo of a {class}',
  'a photo of a {classname}',
  'a photo of a {class_name}',
  'a photo of a { label }',
  'a photo of a {LABEL}',
  'a photo of a {animal}',
  'a photo of a {{}}',
  'a photo of a {{label}}',
  'a photo of a {{ c }}',
  'a photo of a %s',
  'a photo of a %(name)s',
  'a photo of a ${label}',
  'a photo of a $label',
  'a photo of a <label>',
  'a photo of a <class name>',
  'a photo of a [label]',
  'a photo of a [CLASS]',
  'a photo of a ____',
  'a photo of a {标签}',
  'a photo of a 【类别】',
  'f"a photo of a {label}"',
  "f'a photo of a {name}',",
  '"a photo of a {}"',
  "'a photo of a {}'.format(c)",
  "'a photo of a %s' % c",
  '“a photo of a {}”',
  "lambda c: f'a photo of a {c}',",
  "lambda c: 'a photo of a ' + c",
  "lambda c: 'a photo of a %s' % c",
  "lambda c: 'a photo of a {}'.format(c)",
  '(c) => `a photo of a ${c}`',
  "c => 'a photo of a ' + c",
  "[lambda c: f'a photo of a {c}']",
  "['a photo of a {}']",
  'templates = ["a photo of a {}"]',
  '1. a photo of a {}'.slice(3),
  '&lt;label&gt;'.replace(/^/, 'a photo of a '),
])('%s', (text) => {
  expect(readTemplates(text)).toEqual(photo);
});

test('lists are read as lists, one a line or as code', () => {
  const two = ['a bad photo of a {label}.', 'a {label} in a video game.'];
  for (const text of [
    'a bad photo of a {}.\r\n\r\na {} in a video game.',
    "[\n    lambda c: f'a bad photo of a {c}.',\n    lambda c: f'a {c} in a video game.',\n]",
    "imagenet_templates = [\n  'a bad photo of a {}.',\n  'a {} in a video game.',\n]",
    '["a bad photo of a {c}.", "a {c} in a video game."]',
    "'a bad photo of a {}.',\n'a {} in a video game.',",
    'OPENAI_TEMPLATES = (\n  lambda c: f"a bad photo of a {c}.",\n  lambda c: f"a {c} in a video game.",\n)',
  ])
    expect(readTemplates(text), text).toEqual(two);
  expect(readTemplates('lambda c: c')).toEqual(['{label}']);
  expect(readTemplates('lambda c: f"it\'s a {c}."')).toEqual(["it's a {label}."]);
});

test('every slot of a template is the label, and a label is text in it', () => {
  const [template = ''] = readTemplates('a {c} beside a {c}');
  expect(fillTemplate(template, '$& {c}')).toBe('a $& {c} beside a $& {c}');
});

test('what holds no place for a label, or names for several things, is told', () => {
  const odd = [
    'a cat',
    'a {color} {shape}',
    'lambda c: one(c) + two(c)',
    'a <b>cat</b>',
    'I [really] like it',
  ];
  for (const text of odd) {
    expect(readTemplates(text)).toEqual([text]);
    expect(templateProblems(readTemplates(text)), text).toHaveLength(1);
  }
  expect(readTemplates('a {color} {label}')).toEqual(['a {color} {label}']);
});

test('a template that is read stays as it is, whatever it holds; nothing throws or lasts', () => {
  const unit = fc.constantFrom(...Array.from('{}[]<>$%s_"\'`lambdc:+=>.,\\f 标签\n'));
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
      for (const template of readTemplates(text)) expect(template.trim()).not.toBe('');
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z ,.!'"-]{0,30}$/), (words) => {
      const template = `a ${words} {label} b`;
      expect(readTemplates(template)).toEqual([template]);
    }),
  );
  for (const part of ['{', 'lambda c: ', '[', "'", '{{', '<label', '$', 'c => '])
    readTemplates(part.repeat(20_000));
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillTemplate, templateProblems } from './fill-template.ts';

test('every slot is filled, in both ways of writing it', () => {
  expect(fillTemplate('a {label} beside a {label}', 'cat')).toBe('a cat beside a cat');
  expect(fillTemplate('a photo of a {}.', 'cat')).toBe('a photo of a cat.');
});

test.each(['$&', '$1 $$', '{}', '{label}', '<b>bold</b>', '🦊', 'قطة', '猫', 'back\\slash'])(
  '%s is a label like any other',
  (label) => {
    expect(fillTemplate('a {label}, {}', label)).toBe(`a ${label}, ${label}`);
  },
);

test('whatever the label is, it stands where the slot was and the rest stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (label) => {
      expect(fillTemplate('<{label}>', label)).toBe(`<${label}>`);
    }),
  );
});

test('only a slot is a slot', () => {
  expect(fillTemplate('{ } {Label} {name} label', 'cat')).toBe('{ } {Label} {name} label');
});

test('templates without a slot are named', () => {
  expect(templateProblems(['a {label}', 'a cat', '{}', '  ', 'a photo'])).toEqual([
    { index: 1, template: 'a cat', reason: 'no-slot' },
    { index: 3, template: '  ', reason: 'empty' },
    { index: 4, template: 'a photo', reason: 'no-slot' },
  ]);
  expect(templateProblems(['{label}', '{}'])).toEqual([]);
  expect(templateProblems(['a {color} {label}'])).toEqual([
    { index: 0, template: 'a {color} {label}', reason: 'other-slot' },
  ]);
});

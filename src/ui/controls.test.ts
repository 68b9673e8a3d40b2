import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CheckList } from './CheckList.tsx';
import { FileChooser } from './FileChooser.tsx';
import { FileField } from './FileField.tsx';
import { NumberInput } from './NumberInput.tsx';
import { RadioList } from './RadioList.tsx';
import { Select } from './Select.tsx';
import { Slider } from './Slider.tsx';
import { TextArea } from './TextArea.tsx';
import { TextInput } from './TextInput.tsx';

const nothing = (): void => undefined;
const options = [
  { value: 'a', text: 'First' },
  { value: 'b', text: 'Second' },
];

/** What is drawn, without the names of styles. */
function drawn(element: Parameters<typeof renderToStaticMarkup>[0]): string {
  return renderToStaticMarkup(element).replaceAll(/ class="[^"]*"/g, '');
}

test('each control stands in its label, with its notes behind it', () => {
  const select = { label: 'One of two', notes: ['Why'], value: 'b', options, onChange: nothing };
  expect(drawn(createElement(Select, select))).toBe(
    '<label>One of two<select><option value="a">First</option><option value="b" selected="">Second</option></select><span>Why</span></label>',
  );
  const text = { label: 'Address', value: '', inputMode: 'url', onChange: nothing } as const;
  expect(drawn(createElement(TextInput, text))).toBe(
    '<label>Address<input inputMode="url" value=""/></label>',
  );
  const number = { label: 'Seed', value: 3, min: 0, max: 9, onChange: nothing };
  expect(drawn(createElement(NumberInput, number))).toBe(
    '<label>Seed<input min="0" max="9" type="number" value="3"/></label>',
  );
  const files = { label: 'Vectors', accept: '.npy', onChoose: nothing };
  expect(drawn(createElement(FileField, files))).toBe(
    '<label>Vectors<input type="file" multiple="" accept=".npy"/></label>',
  );
});

test('a label that is not seen is the accessible name', () => {
  const field = { label: 'Task', place: 'unseen', value: 'x', onChange: nothing } as const;
  expect(drawn(createElement(TextInput, field))).toBe('<input aria-label="Task" value="x"/>');
  expect(drawn(createElement(TextArea, field))).toBe('<textarea aria-label="Task">x</textarea>');
  expect(drawn(createElement(NumberInput, { ...field, value: null }))).toBe(
    '<input aria-label="Task" type="number" value=""/>',
  );
  expect(drawn(createElement(Select, { ...field, value: 'a', options }))).toMatch(
    /^<select aria-label="Task">/,
  );
});

test('a group has its legend, and each choice its label', () => {
  const radios = { legend: 'Which', value: 'b', options, onChange: nothing };
  expect(drawn(createElement(RadioList, radios))).toMatch(
    /^<fieldset><legend>Which<\/legend><label><input type="radio" name="[^"]+" value="a"\/><span>First<\/span><\/label><label><input type="radio" name="[^"]+" checked="" value="b"\/><span>Second<\/span><\/label><\/fieldset>$/,
  );
  const checks = { legend: 'Which', chosen: ['a'], options, onChange: nothing };
  expect(drawn(createElement(CheckList, checks))).toBe(
    '<fieldset><legend>Which</legend><label><input type="checkbox" checked=""/><span>First</span></label><label><input type="checkbox"/><span>Second</span></label></fieldset>',
  );
});

test('a slider says its value, and where its marks are', () => {
  const slider = { label: 'Scale', value: 14, shown: '14.29', max: 200, onChange: nothing };
  expect(drawn(createElement(Slider, slider))).toMatch(
    /^<div><label for="([^"]+)">Scale<\/label><output for="\1">14.29<\/output><input id="\1" type="range" min="0" max="200" step="0.01" aria-valuetext="14.29" value="14"\/><\/div>$/,
  );
  expect(drawn(createElement(Slider, { ...slider, marks: [100] }))).toMatch(
    / list="([^"]+)".*<datalist id="\1"><option value="100"><\/option><\/datalist>/,
  );
});

test('a chooser of files is a button, and an input that is not seen', () => {
  const chooser = { text: 'Open', multiple: true, accept: '.json', onChoose: nothing };
  expect(drawn(createElement(FileChooser, chooser))).toBe(
    '<button type="button"><span>Open</span></button><input type="file" hidden="" aria-label="Open" accept=".json" multiple=""/>',
  );
  expect(drawn(createElement(FileChooser, { ...chooser, label: 'A run', folder: true }))).toMatch(
    / aria-label="A run".* webkitdirectory=""/,
  );
});

import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { NumberInput, Select, TextInput } from './Field.tsx';

const nothing = (): void => undefined;

/** What is drawn, without the names of styles. */
function drawn(element: Parameters<typeof renderToStaticMarkup>[0]): string {
  return renderToStaticMarkup(element).replaceAll(/ class="[^"]*"/g, '');
}

test('each control stands in its label, with its notes behind it', () => {
  const options = [
    { value: 'a', text: 'First' },
    { value: 'b', text: 'Second' },
  ];
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
    '<label>Seed<input type="number" min="0" max="9" value="3"/></label>',
  );
});

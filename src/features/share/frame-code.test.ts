import { expect, test } from 'vitest';
import { frameCode } from './frame-code.ts';

/** What a browser makes of an attribute's text. */
const read = (code: string, name: string): string =>
  (new RegExp(` ${name}="([^"]*)"`).exec(code)?.[1] ?? '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

test('the frame’s address is the page’s, compact, with the set-up', () => {
  const setup = new URLSearchParams({ labels: 'a "cat"\n<b>&amp;', lang: 'zh' }).toString();
  const code = frameCode('https://page.example/folder/?x=1', setup, 'Page');
  const address = new URL(read(code, 'src'));
  expect(address.origin + address.pathname + address.search).toBe(
    'https://page.example/folder/?embed',
  );
  expect(Object.fromEntries(new URLSearchParams(address.hash.slice(1)))).toEqual({
    labels: 'a "cat"\n<b>&amp;',
    lang: 'zh',
  });
});

test('nothing in a set-up or a title ends the attribute or the element', () => {
  const code = frameCode('https://page.example/', '"><script>x', 'A "title" <b>');
  expect(code.match(/[<>]/g)).toEqual(['<', '>', '<', '>']);
  expect(read(code, 'title')).toBe('A "title" <b>');
});

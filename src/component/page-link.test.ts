import { expect, test } from 'vitest';
import { readLink } from '../store/link/link.ts';
import { pageLink } from './page-link.ts';
import type { CompareRequest } from './read-request.ts';

const PAGE = 'https://school.test/playground/';

const request: CompareRequest = {
  kind: 'request',
  pictures: [
    { url: `${PAGE}samples/dog.webp`, name: 'dog.webp' },
    { url: 'https://school.test/own.webp', name: 'own.webp' },
    { url: `${PAGE}samples/a/../cat.png`, name: 'cat.png' },
  ],
  labels: ['dog', 'a|b\\c', '猫, "x" & y=z#'],
  templates: ['an icon of {label}', '{label}'],
  columns: [
    { url: 'https://host.test/a b,c.safetensors', rule: 'openclip', seed: 0 },
    { url: 'https://host.test/half.safetensors?v=1#2', rule: 'timm-linear', seed: 4294967295 },
  ],
  page: PAGE,
};

test('the page reads out of the link what the element shows, and of pictures its own samples', () => {
  const link = new URL(pageLink(request, 'zh') ?? '');
  expect(link.href.slice(0, link.href.indexOf('#'))).toBe(PAGE);
  const { setup, bad } = readLink(link.hash);
  expect(bad).toEqual([]);
  expect(setup.labels?.map(({ text }) => text)).toEqual(request.labels);
  expect(setup).toMatchObject({
    language: 'zh',
    templates: request.templates,
    linkedSamples: ['dog.webp'],
    columns: request.columns.map(({ url, rule, seed }) => ({
      source: { kind: 'url', url: new URL(url).href },
      rule,
      seed,
    })),
  });
});

test('without a page there is no link', () => {
  expect(pageLink({ ...request, page: null }, 'en')).toBeNull();
});

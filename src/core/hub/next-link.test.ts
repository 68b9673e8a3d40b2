import { expect, test } from 'vitest';
import { nextLink } from './next-link.ts';

test('the next page is found among other links', () => {
  const next = 'https://hub.example/api/models/a/b/tree/main?cursor=x,y';
  expect(nextLink(`<https://hub.example/>; rel="first", <${next}>; rel="next"`)).toBe(next);
  expect(nextLink(`<${next}>; rel=next; title="more"`)).toBe(next);
});

test.each([null, '', '<https://hub.example/>; rel="prev"', 'rel="next"', '<a>; rel="nextish"'])(
  '%s names no next page',
  (header) => {
    expect(nextLink(header)).toBeNull();
  },
);

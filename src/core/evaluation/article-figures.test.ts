import { expect, test } from 'vitest';
import { loadImagenetNames } from '../text/imagenet.ts';
import { isImagenet } from './article-figures.ts';

test("ImageNet's thousand names are known in any order, a thousand others are not", async () => {
  const classes = (await loadImagenetNames()).map((name) => ({ names: [name] }));
  expect(isImagenet(classes)).toBe(true);
  expect(isImagenet(classes.toReversed())).toBe(true);
  expect(isImagenet(classes.slice(1))).toBe(false);
  expect(isImagenet([...classes.slice(1), { names: ['something else'] }])).toBe(false);
});

import { expect, test } from 'vitest';
import { pagePictures } from './page-pictures.ts';

const label = (text: string) => ({ id: `label ${text}`, text, prompts: null });
const picture = (name: string, known: readonly string[]) => ({
  id: name,
  name,
  blob: new Blob([name]),
  url: '',
  known,
  sample: null,
});

test('the page’s labels are the classes, and pictures without a truth among them are left out', async () => {
  const set = await pagePictures(
    {
      title: 'page',
      labels: ['Cat', 'dog', 'bird'].map(label),
      pictures: [picture('a', ['dog']), picture('b', []), picture('c', ['otter', 'cat'])],
    },
    () => Promise.reject(new TypeError('no network')),
  );
  expect(set.classes.map(({ names }) => names)).toEqual([['Cat'], ['dog'], ['bird']]);
  expect(set.pictures.map(({ name, trueClass }) => [name, trueClass])).toEqual([
    ['a', 1],
    ['c', 0],
  ]);
  expect(set.leftOut).toEqual([{ reason: 'untold', count: 1, examples: ['b'] }]);
  const blob = await set.pictures[0]?.read(new AbortController().signal);
  expect(await blob?.text()).toBe('a');
});

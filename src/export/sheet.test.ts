import { beforeEach, expect, test } from 'vitest';
import { createFakeEngine } from '../testing/fake-engine/fake-engine.ts';
import { pictureScores } from '../store/selectors/scores.ts';
import { createPageStore, type Store } from '../store/store.ts';
import { sheetOf } from './sheet.ts';

let store: Store;

beforeEach(async () => {
  let next = 0;
  store = createPageStore({
    engine: createFakeEngine(),
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => path,
    createUrl: () => 'blob:x',
    newId: () => `${next++}`,
  });
  await store.getState().loadAll();
  store.getState().addLabels(Array.from({ length: 30 }, (_, i) => `label ${i}`));
  store.getState().addFiles(Array.from({ length: 50 }, (_, i) => new File([`${i}`], `${i}.png`)));
  const drawn = (): unknown => sheetOf(store.getState(), null).rows[39]?.columns[1]?.bars[3];
  while (!drawn()) await new Promise((resolve) => setImmediate(resolve));
});

test('the page’s sheet has the first pictures with their best labels, and says what it leaves out', () => {
  const sheet = sheetOf(store.getState(), null);
  expect(sheet.rows).toHaveLength(40);
  expect(sheet.footer).toMatch(/^The first 40 of 50 pictures\. Prompt: .*Softmax, logit scale 100/);
  expect(sheet.columns.map(({ title, chance }) => [title, chance])).toEqual([
    ['Complete', false],
    ['Vision-only', true],
  ]);
  for (const { columns } of sheet.rows)
    for (const { bars, note } of columns) {
      expect(bars).toHaveLength(4);
      expect(note).toBe('and 26 more labels');
    }
});

test('a card has the picture’s whole ranking, with the numbers of the page', () => {
  const all = store.getState();
  const [picture] = all.pictures;
  const [column] = all.columns;
  const [row] = sheetOf(all, picture?.id ?? '').rows;
  const bars = row?.columns[0]?.bars ?? [];
  const scores = column && picture ? pictureScores(all, column, picture.id) : null;
  expect(bars).toHaveLength(24);
  expect(bars[0]).toMatchObject({
    label: scores?.scores[scores.winner]?.label.text,
    length: scores?.scores[scores.winner]?.probability,
    wins: true,
    mark: '▸',
  });
  expect(bars.filter(({ wins }) => wins)).toHaveLength(1);
  expect(row?.columns[0]?.chance).toBeCloseTo(1 / 30, 12);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  emptyPage,
  type Figures,
  fitsPage,
  withFigures,
} from '../../scripts/support/peer/figures.ts';

const ORDER = ['labels', 'pictures', 'texts'];
const HEAD = ['work', 'CPU', 'measured'];
const SETTING = 'Two cores; Chromium 156.';
const BEFORE = '# Figures\n\nBy hand, above.\n\n';
const AFTER = '\n\nBy hand | below.\n\n| a table | of its own |\n| --- | --- |\n| labels | 1 |\n';

const figures = (...rows: readonly (readonly string[])[]): Figures => ({
  setting: SETTING,
  head: HEAD,
  rows,
});
const PAGE = withFigures(
  `${BEFORE}<!-- bench:peer begin -->\n<!-- bench:peer end -->${AFTER}`,
  figures(['labels', '3', 'Monday'], ['texts', '2', 'Monday']),
  ORDER,
);
const tableOf = (page: string): readonly string[] =>
  (page.split('<!-- bench:peer end -->')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'));

test('what was written by hand around the table stays to the letter', () => {
  const again = withFigures(PAGE, figures(['pictures', '9', 'Friday']), ORDER);
  expect(again.startsWith(`${BEFORE}<!-- bench:peer begin -->\n${SETTING}\n`)).toBe(true);
  expect(again.endsWith(`<!-- bench:peer end -->${AFTER}`)).toBe(true);
});

test('a row that was measured replaces its own and no other, and a new one comes where it belongs', () => {
  const rows = figures(['texts', '4', 'Friday'], ['pictures', '9', 'Friday']);
  expect(tableOf(withFigures(PAGE, rows, ORDER))).toEqual([
    '| work | CPU | measured |',
    '| --- | --- | --- |',
    '| labels | 3 | Monday |',
    '| pictures | 9 | Friday |',
    '| texts | 4 | Friday |',
  ]);
});

test('the same figures once more change nothing', () => {
  const rows = figures(['texts', '2', 'Monday']);
  expect(withFigures(PAGE, rows, ORDER)).toBe(PAGE);
});

test('rows of another machine or of other columns do not stay beside new ones, and it is known before', () => {
  const now = ['pictures', '9', 'Friday'];
  const others: readonly Figures[] = [
    { setting: 'Four cores.', head: HEAD, rows: [now] },
    { setting: SETTING, head: ['work', 'CPU', 'when'], rows: [now] },
  ];
  for (const other of others) {
    expect(fitsPage(PAGE, other)).toBe(false);
    expect(tableOf(withFigures(PAGE, other, ORDER)).slice(2)).toEqual([
      '| pictures | 9 | Friday |',
    ]);
  }
  expect(fitsPage(PAGE, figures(now))).toBe(true);
  expect(fitsPage(emptyPage('New'), figures(now))).toBe(true);
});

test('a row that no definition makes any longer is left out', () => {
  const rows = tableOf(withFigures(PAGE, figures(), ['texts']));
  expect(rows.slice(2)).toEqual(['| texts | 2 | Monday |']);
});

test('a cell cannot end its cell, its line or the table', () => {
  const rows = figures(['texts', '1 | 2', 'a\nb <!-- bench:peer end -->']);
  const page = withFigures(PAGE, rows, ORDER);
  expect(tableOf(page).at(-1)).toBe('| texts | 1 / 2 | a b bench:peer end --> |');
  expect(withFigures(page, rows, ORDER)).toBe(page);
});

test.each([
  ['no mark', '# Figures\n'],
  ['no end', '<!-- bench:peer begin -->\n'],
  ['no beginning', '<!-- bench:peer end -->\n'],
  ['the end first', '<!-- bench:peer end -->\n<!-- bench:peer begin -->\n'],
  ['two tables', PAGE + PAGE],
])('a page with %s is refused, not overwritten', (_, page) => {
  expect(() => withFigures(page, figures(), ORDER)).toThrow(RangeError);
});

test('the page of figures of this project has its marks', () => {
  const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8');
  expect(() => fitsPage(page, figures())).not.toThrow();
});

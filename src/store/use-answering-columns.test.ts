import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newColumn } from './columns/column.ts';
import type { Column } from './types.ts';
import { answering } from './use-answering-columns.ts';

const built = (id: string): Column => newColumn(id, { kind: 'built-in', file: 'complete' });
const loading = (column: Column, bytes: number): Column => ({
  ...column,
  status: {
    kind: 'loading',
    progress: { stage: 'download', loaded: bytes, total: 100 } as never,
    previous: null,
  },
});

it('is the same list while files come', () => {
  const columns = [built('a'), built('b')].map((column) => loading(column, 0));
  const shown = answering([], columns);
  const later = columns.map((column) => loading(column, 50));
  expect(answering(shown, later)).toBe(shown);
});

it('has every change of anything else, and of that column alone', () => {
  const columns = [built('a'), built('b')].map((column) => loading(column, 0));
  const shown = answering([], columns);
  const changes: Partial<Column>[] = [
    { seed: 7 },
    { crop: 0.9 },
    { barsBy: 'mean' },
    { preview: 'another' },
    { textError: { kind: 'internal', message: '' } as never },
    { status: { kind: 'idle' } },
    { status: { kind: 'loading', progress: null, previous: {} as never } },
  ];
  fc.assert(
    fc.property(fc.constantFrom(...changes), fc.constantFrom(0, 1), (change, place) => {
      const other = (column: Column, at: number): Column =>
        at === place ? { ...column, ...change } : loading(column, 50);
      const now = columns.map(other);
      const answers = answering(shown, now);
      expect(answers[place]).toBe(now[place]);
      expect(answers[1 - place]).toBe(shown[1 - place]);
    }),
  );
});

it('follows columns that come, go and change places', () => {
  const [a, b, c] = [built('a'), built('b'), built('c')];
  const shown = answering([], [a, b]);
  expect(answering(shown, [b, c, a])).toEqual([b, c, a]);
  expect(answering(shown, [b])).toEqual([b]);
});

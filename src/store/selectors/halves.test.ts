import { expect, test } from 'vitest';
import { type Part, PARTS } from '../../core/model/architecture.ts';
import type { PartSummary } from '../../core/checkpoint/load-report.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { newColumn } from '../columns/column.ts';
import type { Column } from '../types.ts';
import { halfState } from './halves.ts';
import { leadOf } from './lead.ts';

const NUMBERS = { numbers: 8, present: 2, loadedNumbers: 8, dropped: 0, reset: 0, initialised: 0 };

const summary = (part: Part, change: Partial<PartSummary>): PartSummary => ({
  part,
  parameters: 2,
  loaded: 2,
  ...NUMBERS,
  ...change,
});

/** A column whose parts are whole but for what is said. */
function columnWith(id: string, change: (part: Part) => Partial<PartSummary>): Column {
  const parts = PARTS.map((part) => summary(part, change(part)));
  const model = { fingerprints: { image: 'same', text: id } };
  const loaded = { id, report: { parts }, model } as unknown as LoadedModel;
  return { ...newColumn(id, { kind: 'files', files: [] }), status: { kind: 'ready', loaded } };
}

const foreignIn = (side: string) =>
  columnWith('a', (part) => (part === `${side}-tower` ? { foreign: 1 } : {}));

test.each([
  ['image', 'text'],
  ['text', 'image'],
] as const)('a half with parts that are not computed is not shown as whole: %s', (side, other) => {
  expect(halfState(foreignIn(side), side)).toBe('not-whole');
  expect(halfState(foreignIn(side), other)).toBe('loaded');
});

test('the sentence over the page calls a model whole only where both halves are', () => {
  const broken = columnWith('b', (part) => (part.startsWith('text') ? { loaded: 0 } : {}));
  const whole = columnWith('a', () => ({}));
  expect(leadOf([whole, broken])?.kind).toBe('pair');
  expect(leadOf([foreignIn('text'), broken])?.kind).toBe('one');
  expect(leadOf([foreignIn('image'), broken])?.kind).toBe('one');
});

import type { Column } from '../types.ts';
import { modelOf } from '../columns/column-model.ts';
import { halfState } from './halves.ts';

/** What happened to the text half of the first column that has only random numbers there. */
export interface Lead {
  /** `pair`: the whole model stands on the left, the broken one on the right, and there is no third. */
  readonly kind: 'pair' | 'one';
  /** Id and number of the broken column. */
  readonly column: string;
  readonly number: number;
  /** Whether its files had no text half, or the load rule dropped it. */
  readonly how: 'no-text' | 'dropped';
}

/** What the sentence over the page says, or `null` where no column has a trained image half and a random text half. */
export function leadOf(columns: readonly Column[]): Lead | null {
  const at = columns.findIndex(isBroken);
  const broken = columns[at];
  if (!broken) return null;
  const text = modelOf(broken)?.report.parts.find(({ part }) => part === 'text-tower');
  const [first] = columns;
  const pair =
    columns.length === 2 && at === 1 && first && isWhole(first) && isSameModel(first, broken);
  return {
    kind: pair ? 'pair' : 'one',
    column: broken.id,
    number: at + 1,
    how: text && text.present > 0 ? 'dropped' : 'no-text',
  };
}

function isBroken(column: Column): boolean {
  return halfState(column, 'image') === 'loaded' && halfState(column, 'text') === 'random';
}

function isWhole(column: Column): boolean {
  return halfState(column, 'image') === 'loaded' && halfState(column, 'text') === 'loaded';
}

/** The page's own two files are one model; others are where their image towers are the same, to the bit. */
function isSameModel(a: Column, b: Column): boolean {
  if (a.source.kind === 'built-in' && b.source.kind === 'built-in') return true;
  const [one, other] = [a, b].map((column) => modelOf(column)?.model.fingerprints.image);
  return one !== undefined && one === other;
}

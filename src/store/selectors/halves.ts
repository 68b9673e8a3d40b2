import type { PartSummary } from '../../core/checkpoint/load-report.ts';
import type { Part } from '../../core/model/architecture.ts';
import { modelOf } from '../columns/column-model.ts';
import type { Column } from '../types.ts';

export type Half = 'image' | 'text';
export type HalfState = 'loaded' | 'trained' | 'random' | 'partly' | 'not-whole' | 'unknown';

const PARTS_OF: Readonly<Record<Half, readonly Part[]>> = {
  image: ['image-tower', 'image-projection'],
  text: ['text-tower', 'text-projection'],
};

/**
 * How much of a half of a column's model, the tower with its projection, is not left to chance. Before anything is loaded
 * the page's own files tell by their names.
 */
export function halfState(column: Column, half: Half): HalfState {
  const parts = modelOf(column)?.report.parts;
  if (parts) return stateOf(parts.filter(({ part }) => PARTS_OF[half].includes(part)));
  const { source, rule, resets } = column;
  if (source.kind !== 'built-in' || rule !== 'openclip' || resets.length > 0) return 'unknown';
  return half === 'text' && source.file === 'vision-only' ? 'random' : 'loaded';
}

function stateOf(parts: readonly PartSummary[]): HalfState {
  const of = (count: (part: PartSummary) => number) =>
    parts.reduce((sum, part) => sum + count(part), 0);
  const all = of(({ parameters }) => parameters);
  const settled = of(({ loaded, trained = 0 }) => loaded + trained);
  if (all === 0) return 'unknown';
  if (settled > 0 && of(({ foreign = 0 }) => foreign) > 0) return 'not-whole';
  if (settled >= all) return parts.some(({ trained = 0 }) => trained > 0) ? 'trained' : 'loaded';
  return settled === 0 ? 'random' : 'partly';
}

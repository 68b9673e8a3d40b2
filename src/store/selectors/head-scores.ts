import { headLogits, type Head } from '../../core/heads/head.ts';
import { dot, unit } from '../../core/scoring/vectors.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { State } from '../state.ts';
import { hasChance } from '../columns/chance.ts';
import type { TaughtHead } from '../teaching/taught-head.ts';
import type { Column } from '../types.ts';

/** The head that a column's bars come from, or `null` where they come from the words: it must hold for model and labels. */
export function taughtHead(
  { heads, labels }: Pick<State, 'heads' | 'labels'>,
  column: Column,
  { model: { fingerprints } }: LoadedModel,
): TaughtHead | null {
  const teaching = heads.get(column.id);
  if (teaching?.kind !== 'taught' || teaching.taught.kind !== column.barsBy) return null;
  const { taught } = teaching;
  const holds =
    taught.image === fingerprints.image &&
    (taught.text ?? fingerprints.text) === fingerprints.text &&
    taught.labels.every((label) => labels.includes(label));
  return holds ? taught : null;
}

interface HeadAnswer {
  readonly cosines: ArrayLike<number>;
  readonly ranks: ArrayLike<number>;
}

const cache = new WeakMap<Float32Array, WeakMap<Head, HeadAnswer>>();

/** A head's logits of one picture, and the picture's cosines with its rows. */
export function headAnswer(head: Head, image: Float32Array): HeadAnswer {
  const known = cache.get(image) ?? new WeakMap<Head, HeadAnswer>();
  cache.set(image, known);
  const found = known.get(head);
  if (found) return found;
  const direction = unit(image);
  const { data: ranks } = headLogits(head, { data: direction, dims: [1, direction.length] });
  const answer = { ranks, cosines: rowsOf(head).map((row) => dot(direction, row)) };
  known.set(head, answer);
  return answer;
}

const unitRows = new WeakMap<Head, readonly Float32Array[]>();

function rowsOf(head: Head): readonly Float32Array[] {
  const known = unitRows.get(head);
  if (known) return known;
  const { data, dims } = head.kind === 'linear' ? head.weights : head.words;
  const rows = Array.from({ length: dims[0] }, (_, row) =>
    unit(data.subarray(row * dims[1], (row + 1) * dims[1])),
  );
  unitRows.set(head, rows);
  return rows;
}

/** Whether chance has a part in a column's bars: those by pictures alone do not pass through the text side. */
export function showsChance(
  inputs: Pick<State, 'heads' | 'labels'>,
  column: Column,
  model: LoadedModel,
): boolean {
  const taught = taughtHead(inputs, column, model);
  if (!taught || taught.text !== null) return hasChance(model);
  return model.report.parts.some(
    ({ part, loaded, parameters }) => part.startsWith('image') && loaded < parameters,
  );
}

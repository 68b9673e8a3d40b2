import { headLogits, type Head } from '../../core/heads/head.ts';
import type { Matrix } from '../../core/scoring/matrix.ts';
import { fillDots, unit } from '../../core/scoring/vectors.ts';
import { finiteRange, tiedPlaces } from '../../core/scoring/winners.ts';
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
  /** Places of the labels with the highest rank. */
  readonly winners: readonly number[];
  /** Lowest and highest finite value. */
  readonly ranges: Readonly<Record<'cosine' | 'logit', readonly [low: number, high: number]>>;
}

const cache = new WeakMap<Float32Array, WeakMap<Head, HeadAnswer>>();

/** Whether a head was asked about a picture already. */
export function hasHeadAnswer(head: Head, image: Float32Array): boolean {
  return cache.get(image)?.has(head) === true;
}

/** Numbers that one answer multiplies. */
export function headProducts(head: Head): number {
  const { dims } = wordsOf(head);
  return 2 * dims[0] * dims[1] + (head.kind === 'cache' ? head.keys.data.length : 0);
}

/** A head's logits of one picture, and the picture's cosines with its rows: each computed once. */
export function headAnswer(head: Head, image: Float32Array): HeadAnswer {
  const known = cache.get(image) ?? new WeakMap<Head, HeadAnswer>();
  cache.set(image, known);
  const found = known.get(head);
  if (found) return found;
  const direction = unit(image);
  const { data: ranks } = headLogits(head, { data: direction, dims: [1, direction.length] });
  const rows = rowsOf(head);
  const cosines = new Float64Array(rows.length);
  fillDots(direction, rows, [...rows.keys()], cosines);
  const answer = {
    ranks,
    cosines,
    winners: tiedPlaces(ranks),
    ranges: { cosine: finiteRange(cosines), logit: finiteRange(ranks) },
  };
  known.set(head, answer);
  return answer;
}

const wordsOf = (head: Head): Matrix => (head.kind === 'linear' ? head.weights : head.words);

const unitRows = new WeakMap<Head, readonly Float32Array[]>();

function rowsOf(head: Head): readonly Float32Array[] {
  const known = unitRows.get(head);
  if (known) return known;
  const { data, dims } = wordsOf(head);
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

import { readsWords, type HeadKind } from '../../core/heads/head-kinds.ts';
import { isTooMuchWork, type HeadRequest } from '../../core/heads/make-head.ts';
import type { Matrix } from '../../core/scoring/matrix.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { State } from '../state.ts';
import { modelOf } from '../columns/column-model.ts';
import { classesOf } from '../selectors/scores.ts';
import type { Column, Label } from '../types.ts';
import type { TaughtHead, Teaching } from './taught-head.ts';

type Inputs = Pick<State, 'examples' | 'pictures' | 'labels' | 'templates' | 'vectors'>;

/** What is to be fitted for a column, with all that the fitted head will hold for; or why nothing can be. */
export type Question =
  | {
      readonly kind: 'ask';
      readonly request: HeadRequest;
      readonly holds: Omit<TaughtHead, 'head' | 'trust'>;
      /** Equal parts in equal order mean an equal question. */
      readonly parts: readonly unknown[];
    }
  | Extract<Teaching, { kind: 'lacking' }>;

/** `null` where the column's bars are by words, or it has no model. */
export function askHead(all: Inputs, column: Column): Question | null {
  const model = modelOf(column);
  const kind = column.barsBy;
  if (!model || !kind) return null;
  const shown = examplesOf(all, model);
  if (shown.length === 0) return lacking(all.examples.size > 0 ? 'waiting' : 'no-examples');
  const words = readsWords(kind) ? classesOf(all, model) : null;
  if (words && words.labels.length < all.labels.length) return lacking('waiting');
  const labels = words?.labels ?? all.labels.filter((label) => shown.some(isOf(label)));
  if (labels.length < 2) return lacking('one-label');
  return questionOf({ kind, column, model, shown, labels, words: words?.vectors ?? null });
}

interface Example {
  readonly label: Label;
  readonly vector: Float32Array;
}

/** The examples that have a vector, label after label. */
function examplesOf({ labels, pictures, examples, vectors }: Inputs, model: LoadedModel) {
  const known = vectors.images.get(model.model.fingerprints.image);
  return labels.flatMap((label) =>
    pictures.flatMap(({ id }): Example[] => {
      const vector = examples.get(id) === label.id ? known?.get(id) : undefined;
      return vector?.every(Number.isFinite) ? [{ label, vector }] : [];
    }),
  );
}

interface Found {
  readonly kind: HeadKind;
  readonly column: Column;
  readonly model: LoadedModel;
  readonly shown: readonly Example[];
  readonly labels: readonly Label[];
  readonly words: readonly Float32Array[] | null;
}

function questionOf({ kind, column, model, shown, labels, words }: Found): Question {
  const { image, text } = model.model.fingerprints;
  const trust = kind === 'both' ? (column.trust ?? null) : null;
  const request: HeadRequest = {
    kind,
    features: stacked(shown.map(({ vector }) => vector)),
    labels: shown.map(({ label }) => labels.indexOf(label)),
    classes: labels.length,
    words: words && stacked(words),
    trust,
  };
  if (isTooMuchWork(request)) return lacking('too-much');
  return {
    kind: 'ask',
    request,
    holds: { kind, labels, image, text: words && text, examples: shown.length },
    parts: [kind, trust, image, ...labels, ...shown.flatMap(Object.values), ...(words ?? [])],
  };
}

const isOf =
  (label: Label) =>
  (example: Example): boolean =>
    example.label === label;

function lacking(why: Extract<Teaching, { kind: 'lacking' }>['why']): Question {
  return { kind: 'lacking', why };
}

function stacked(rows: readonly Float32Array[]): Matrix {
  const width = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * width);
  for (const [row, vector] of rows.entries()) data.set(vector, row * width);
  return { data, dims: [rows.length, width] };
}

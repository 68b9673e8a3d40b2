import { MOST_POINTS, type SpacesRequest } from '../../core/spaces/two-spaces.ts';
import type { Matrix } from '../../core/scoring/matrix.ts';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import { modelOf } from '../columns/column-model.ts';
import { namedPictures } from '../selectors/named-pictures.ts';
import { classesOf } from '../selectors/scores.ts';
import { scaleOf } from '../selectors/scoring-rule.ts';
import type { State } from '../state.ts';
import type { Column } from '../types.ts';
import type { Laid, SpacePoints } from './laid-spaces.ts';

/** What is to be laid out for a column, or why nothing can be. */
export type SpacesQuestion =
  | {
      readonly kind: 'ask';
      readonly request: () => SpacesRequest;
      readonly points: SpacePoints;
      /** Equal parts in equal order mean an equal question. */
      readonly parts: readonly unknown[];
    }
  | Extract<Laid, { kind: 'waiting' | 'no-vectors' | 'too-few' }>;

/** More pictures of a set say nothing new. */
const MOST_PICTURES = 600;
const MOST_LABELS = MOST_POINTS / 2;
/** Pairs of pictures and labels: a fraction of a second. */
const MOST_PAIRS = 300_000;

type Inputs = Pick<State, 'pictures' | 'labels' | 'templates' | 'vectors' | 'scale'>;

/** The page's pictures and labels as a column's towers place them, as far as they are encoded. */
export function askPage(all: Inputs, column: Column): SpacesQuestion {
  const [pictures, labels] = [all.pictures.length, all.labels.length];
  if (pictures < 2 || labels < 2) return { kind: 'too-few', pictures, labels };
  const model = modelOf(column);
  const classes = model && classesOf(all, model);
  if (!model || !classes || classes.labels.length < labels) return { kind: 'waiting' };
  const known = all.vectors.images.get(model.model.fingerprints.image);
  const encoded = all.pictures.flatMap((picture) => {
    const vector = known?.get(picture.id);
    return vector ? [{ picture, vector }] : [];
  });
  if (encoded.length === 0) return { kind: 'waiting' };
  const places = evenly(labels, MOST_LABELS);
  const shown = sampled(encoded, places.length);
  const named = new Map(namedPictures(all));
  const rows = new Map(places.map((place, row) => [classes.labels[place]?.id, row]));
  const truths = Int32Array.from(shown, ({ picture }) => rows.get(named.get(picture.id)) ?? -1);
  const words = places.flatMap((place) => classes.vectors[place] ?? []);
  const vectors = shown.map(({ vector }) => vector);
  const scale = scaleOf(model, all.scale);
  return {
    kind: 'ask',
    request: () => ({ pictures: stacked(vectors), labels: stacked(words), truths, scale }),
    points: {
      pictures: shown.map(({ picture }) => picture),
      labels: places.map((place) => classes.labels[place]?.text ?? ''),
      truths,
      total: { pictures: encoded.length, labels },
    },
    parts: [scale, ...truths, ...all.labels, ...words, ...vectors],
  };
}

/** The pictures of a run whose turn is over, and its classes, as one of its columns places them. */
export function askRun({ document, vectors, done }: ShownRun, index: number): SpacesQuestion {
  const own = vectors[index];
  const column = document.columns[index];
  if (!own || !column) return { kind: 'no-vectors' };
  const { embeddings, dimensions, classVectors } = own;
  const { trueClasses } = document;
  const classes = evenly(document.classes.length, MOST_LABELS);
  const rows = new Map(classes.map((place, row) => [place, row]));
  const rowOf = (place: number): number => rows.get(trueClasses[place] ?? -1) ?? -1;
  const over = nowAndThen(done, document.pictures.length);
  const placed = Array.from({ length: over }, (_, place) => place).filter((p) => rowOf(p) >= 0);
  const pictures = sampled(placed, classes.length);
  if (pictures.length < 2 || classes.length < 2)
    return { kind: 'too-few', pictures: pictures.length, labels: classes.length };
  const truths = Int32Array.from(pictures, rowOf);
  const row = (from: Float32Array) => (place: number) =>
    from.subarray(place * dimensions, (place + 1) * dimensions);
  const { scale } = column.model;
  return {
    kind: 'ask',
    request: () => ({
      pictures: stacked(pictures.map(row(embeddings))),
      labels: stacked(classes.map(row(classVectors))),
      truths,
      scale,
    }),
    points: {
      pictures,
      labels: classes.map((place) => document.classes[place]?.names[0] ?? ''),
      truths,
      total: { pictures: over, labels: document.classes.length },
    },
    parts: [embeddings, classVectors, over],
  };
}

/** A run grows twice a second; what is laid out of it follows each time that there are twice as many pictures. */
function nowAndThen(done: number, total: number): number {
  return done >= total || done < 2 ? done : 2 ** Math.floor(Math.log2(done));
}

/** As many as are laid out beside so many labels, from the beginning to the end of the list. */
function sampled<T>(list: readonly T[], labels: number): readonly T[] {
  const most = Math.min(MOST_PICTURES, Math.floor(MOST_PAIRS / Math.max(labels, 1)));
  return evenly(list.length, most).map((place) => list[place] as T);
}

/** Places from 0 to `count` - 1, all of them or `most` at equal distances. */
export function evenly(count: number, most: number): readonly number[] {
  const length = Math.min(count, most);
  return Array.from({ length }, (_, i) => Math.floor((i * count) / length));
}

function stacked(rows: readonly Float32Array[]): Matrix {
  const width = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * width);
  for (const [row, vector] of rows.entries()) data.set(vector, row * width);
  return { data, dims: [rows.length, width] };
}

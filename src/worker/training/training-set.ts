import type { Matrix } from '../../core/scoring/matrix.ts';
import { normaliseRows } from '../../core/scoring/normalise-rows.ts';
import type { CallOptions } from '../../engine/calls.ts';
import { EngineError } from '../../engine/errors.ts';
import type { TrainingData } from '../../engine/training.ts';
import type { EncodeContext } from '../models/encode-context.ts';
import type { Model } from '../models/model.ts';
import { encodeViewsOf, type EncodedViews } from './picture-views.ts';

/** Most names of a set: more do not fit into a step, and hardly into a lesson. */
export const MOST_NAMES = 5000;

/** What is trained on: image vectors of views of every picture, encoded once. */
export interface TrainingSet {
  readonly names: readonly string[];
  /** Places of pictures by name, among those that could be read. */
  readonly picturesOf: readonly (readonly number[])[];
  /** Names that are taught, and names that are only looked at. */
  readonly taught: readonly number[];
  readonly heldOut: readonly number[];
  readonly pictures: number;
  /** Views of each picture: first `trained` ones, then one that is never trained on, then the plain one. */
  readonly trained: number;
  /** Un-normalised embeddings, [pictures · (trained + 2), D], view after view of a picture; D is `width`. */
  readonly vectors: Float32Array;
  readonly width: number;
  /** Pictures that are only looked at, as rows of unit vectors. */
  readonly tests: { readonly vectors: Matrix; readonly labels: readonly number[] } | null;
}

/** Place of one view of a picture among the vectors' rows. */
export function viewRow(
  { trained }: TrainingSet,
  picture: number,
  view: number | 'unseen' | 'plain',
): number {
  const first = picture * (trained + 2);
  return first + (view === 'unseen' ? trained : view === 'plain' ? trained + 1 : view);
}

/**
 * Checks the data and encodes every view. Pictures that cannot be read are left out.
 * @throws EngineError `training-data` where nothing can be learned from it
 */
export async function openTrainingSet(
  model: Model,
  data: TrainingData,
  {
    heldOut = [],
    views,
    seed,
    ...call
  }: CallOptions & {
    readonly heldOut?: readonly number[];
    readonly views: number;
    readonly seed: number;
  },
  context: EncodeContext,
): Promise<TrainingSet> {
  const { names, labels } = data;
  requireNames(names, labels);
  const count = 'data' in data.pictures ? data.pictures.dims[0] : data.pictures.length;
  if (count !== labels.length) throw unusable('counts', { pictures: count, labels: labels.length });
  const encoded =
    'data' in data.pictures
      ? givenVectors(data.pictures, model)
      : await encodeViewsOf(model, data.pictures, { ...call, views, seed }, context);
  const picturesOf: number[][] = names.map(() => []);
  encoded.read.forEach((source, place) => picturesOf[labels[source] ?? -1]?.push(place));
  const apart = new Set(heldOut);
  const shown = names.flatMap((_, name) => ((picturesOf[name] ?? []).length > 0 ? [name] : []));
  const taught = shown.filter((name) => !apart.has(name));
  if (taught.length < 2) throw unusable('names', { names: taught.length });
  return {
    names,
    picturesOf,
    taught,
    heldOut: shown.filter((name) => apart.has(name)),
    pictures: encoded.read.length,
    trained: encoded.trained,
    vectors: encoded.vectors,
    width: model.info.description.architecture.embedDim,
    tests: data.tests ? openTests(data.tests, names, model) : null,
  };
}

function openTests(
  { vectors, labels }: NonNullable<TrainingData['tests']>,
  names: readonly string[],
  model: Model,
): TrainingSet['tests'] {
  const { vectors: all, read } = givenVectors(vectors, model);
  requireNames(names, labels);
  const { embedDim } = model.info.description.architecture;
  // Each stands there three times, as every view of itself.
  const data = new Float32Array(read.length * embedDim);
  read.forEach((_, row) =>
    data.set(all.subarray(row * 3 * embedDim, (row * 3 + 1) * embedDim), row * embedDim),
  );
  return {
    vectors: normaliseRows({ data, dims: [read.length, embedDim] }),
    labels: read.map((source) => labels[source] ?? -1),
  };
}

function requireNames(names: readonly string[], labels: ArrayLike<number>): void {
  if (names.length > MOST_NAMES) throw unusable('many', { names: names.length, limit: MOST_NAMES });
  const words = names.map((name) => name.trim().toLowerCase());
  const twice = words.find((word, place) => words.indexOf(word) !== place);
  if (twice !== undefined) throw unusable('twice', { name: twice });
  if (words.includes('')) throw unusable('empty', {});
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index] ?? -1;
    if (!Number.isInteger(label) || label < 0 || label >= names.length) {
      throw unusable('label', { label, names: names.length });
    }
  }
}

/** Vectors stand for themselves: every view of a picture is the same. */
function givenVectors(
  { data, dims: [rows, width] }: Extract<TrainingData['pictures'], { dims: unknown }>,
  model: Model,
): EncodedViews {
  const { embedDim } = model.info.description.architecture;
  if (width !== embedDim || data.length !== rows * width) {
    throw unusable('width', { found: width, expected: embedDim });
  }
  const vectors = new Float32Array(rows * 3 * width);
  const read: number[] = [];
  for (let row = 0; row < rows; row++) {
    const vector = data.subarray(row * width, (row + 1) * width);
    if (!vector.every(Number.isFinite)) continue;
    for (let view = 0; view < 3; view++) vectors.set(vector, (read.length * 3 + view) * width);
    read.push(row);
  }
  return { read, trained: 1, vectors: vectors.slice(0, read.length * 3 * width) };
}

/** @param kind what is wrong, for the page's sentence */
export function unusable(
  kind: string,
  facts: Readonly<Record<string, string | number>>,
): EngineError {
  const told = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
  return new EngineError(
    'training-data',
    `Nothing can be learned from this (${[kind, ...told].join(', ')}). Give at least two different names with a readable picture each.`,
    { kind, ...facts },
  );
}

import { rowProbabilities } from '../../core/scoring/probabilities.ts';
import { FRESH_SCALE } from '../../core/scoring/stand-in-scale.ts';
import { winnerOfRow } from '../../core/scoring/winners.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { State } from '../state.ts';
import { modelOf } from '../columns/column-model.ts';
import type { Column, Label, Settings, TextVector } from '../types.ts';
import { classVectors, type ClassVectors } from './class-vectors.ts';
import { headAnswer, taughtHead } from './head-scores.ts';
import { dot, unit } from '../../core/scoring/vectors.ts';

export interface LabelScore {
  readonly label: Label;
  /** With the label's own vector: of its words, or of a head; not a number where there is no such vector. */
  readonly cosine: number;
  /** What labels are ordered by; the cosine, or a head's logit. */
  readonly rank: number;
  readonly logit: number;
  /** Softmax over the labels, or the label's own sigmoid. */
  readonly probability: number;
}

/** What one column says of one picture, in the order of the labels. */
export interface PictureScores {
  readonly scores: readonly LabelScore[];
  /** Place of the winner in `scores`; -1 where there is no label. */
  readonly winner: number;
}

/** What scores are derived from; a part of the whole state. */
export type ScoreInputs = Pick<
  State,
  'labels' | 'templates' | 'vectors' | 'scale' | 'scoring' | 'heads'
>;

/** The factor on cosines: the visitor's, else the checkpoint's own; where that one is missing 100, or a fresh model's. */
export function scaleOf({ model }: LoadedModel, scale: Settings['scale']): number {
  const { value, trained } = model.logitScale;
  if (scale === 'fresh') return trained ? value : FRESH_SCALE;
  return scale ?? value;
}

/** Scores of a picture in a column, or `null` while an embedding of the picture or of any label is missing. */
export function pictureScores(
  inputs: ScoreInputs,
  column: Column,
  pictureId: string,
): PictureScores | null {
  return scoresOf(inputs, answerOf(inputs, column, modelOf(column), pictureId));
}

/**
 * What is on show for a picture: the column's scores over all labels, or while those are missing what stood there before:
 * of the model before it, or over the labels before (then `stale`).
 */
export function shownScores(
  inputs: ScoreInputs,
  column: Column,
  pictureId: string,
): (PictureScores & { readonly stale: boolean }) | null {
  const whole = shownAnswer(inputs, column, pictureId);
  const answer = whole ?? earlierAnswer(inputs, modelOf(column), pictureId);
  const scores = scoresOf(inputs, answer);
  const stale = whole === null || column.status.kind !== 'ready' || whole.model !== modelOf(column);
  return scores && { ...scores, stale };
}

/**
 * The label that wins a picture on show, or `null` while it is not known and where several have the same cosine: a tie is
 * nobody's win. Scale and scoring do not change it.
 */
export function winnerOf(inputs: ScoreInputs, column: Column, pictureId: string): Label | null {
  const [winner, other] = tiedWinners(inputs, column, pictureId);
  return winner && !other ? winner : null;
}

/** All labels that share the highest cosine with a picture on show; none while that is not known. */
export function tiedWinners(
  inputs: ScoreInputs,
  column: Column,
  pictureId: string,
): readonly Label[] {
  const answer = shownAnswer(inputs, column, pictureId);
  if (!answer) return [];
  const { ranks, labels } = answer;
  const best = ranks[winnerOfRow(ranks)];
  return best === undefined ? [] : labels.filter((_, i) => isTied(ranks[i], best));
}

/** Equal as embeddings are: in float32. */
export function isTied(rank: number | undefined, best: number): boolean {
  return rank !== undefined && Math.fround(rank) === Math.fround(best);
}

/** What a model says of one picture, before probabilities are made of it. */
interface Answer {
  readonly model: LoadedModel;
  readonly labels: readonly Label[];
  readonly cosines: ArrayLike<number>;
  /** Cosines, or a head's logits. */
  readonly ranks: ArrayLike<number>;
  /** The factor from ranks to logits; `null`: the model's or the visitor's. */
  readonly factor: 1 | null;
}

function answerOf(
  inputs: ScoreInputs,
  column: Column,
  model: LoadedModel | null,
  pictureId: string,
): Answer | null {
  const image = model && inputs.vectors.images.get(model.model.fingerprints.image)?.get(pictureId);
  if (!model || !image) return null;
  const taught = taughtHead(inputs, column, model);
  if (taught) {
    return { model, labels: taught.labels, ...headAnswer(taught.head, image), factor: 1 };
  }
  const classes = classesOf(inputs, model);
  // Scores over a part of the labels would be taken for scores over all of them.
  if (classes.labels.length === 0 || classes.labels.length < inputs.labels.length) return null;
  lastWhole.set(model, classes);
  return byWords(model, classes, image);
}

function byWords(model: LoadedModel, classes: ClassVectors, image: Float32Array): Answer {
  const cosines = cosinesOf(image, classes);
  return { model, labels: classes.labels, cosines, ranks: cosines, factor: null };
}

/** By model, and no longer than that is held: the classes of the last list of labels that was encoded whole. */
const lastWhole = new WeakMap<LoadedModel, ClassVectors>();

/** What a model said over the labels before, while it has not encoded all of these. */
function earlierAnswer(
  { vectors, labels }: ScoreInputs,
  model: LoadedModel | null,
  pictureId: string,
): Answer | null {
  const classes = model && lastWhole.get(model);
  const image = model && vectors.images.get(model.model.fingerprints.image)?.get(pictureId);
  if (!model || !image || !classes || labels.length === 0) return null;
  return byWords(model, classes, image);
}

function shownAnswer(inputs: ScoreInputs, column: Column, pictureId: string): Answer | null {
  const { status } = column;
  const previous = status.kind === 'ready' ? (status.previous ?? null) : null;
  return (
    answerOf(inputs, column, modelOf(column), pictureId) ??
    answerOf(inputs, column, previous, pictureId)
  );
}

function scoresOf(inputs: ScoreInputs, answer: Answer | null): PictureScores | null {
  if (!answer) return null;
  const { model, labels, cosines, ranks } = answer;
  const scale = answer.factor ?? scaleOf(model, inputs.scale);
  const probabilities = rowProbabilities(ranks, scale, inputs.scoring);
  const scores = labels.map((label, i) => ({
    label,
    cosine: cosines[i] ?? 0,
    rank: ranks[i] ?? 0,
    logit: (ranks[i] ?? 0) * scale,
    probability: probabilities[i] ?? 0,
  }));
  return { scores, winner: winnerOfRow(ranks) };
}

interface LastClasses {
  readonly labels: readonly Label[];
  readonly templates: readonly string[];
  /** Rows of the table then: it grows in place. */
  readonly size: number;
  readonly classes: ClassVectors;
}

type Texts = ReadonlyMap<string, TextVector>;

/** The last answer over each table of embeddings: every row of the page asks for the same one. */
const lastClasses = new WeakMap<Texts, LastClasses>();
const NOTHING: ClassVectors = { labels: [], vectors: [], truncated: new Set() };

/** Class vectors of a model's text tower for the labels of the page. */
export function classesOf(
  { vectors, labels, templates }: Pick<State, 'vectors' | 'labels' | 'templates'>,
  model: LoadedModel,
): ClassVectors {
  const texts = vectors.texts.get(model.model.fingerprints.text);
  if (!texts) return NOTHING;
  const last = lastClasses.get(texts);
  if (last?.labels === labels && last.templates === templates && last.size === texts.size)
    return last.classes;
  const classes = classVectors(texts, labels, templates);
  lastClasses.set(texts, { labels, templates, size: texts.size, classes });
  return classes;
}

const cosineCache = new WeakMap<Float32Array, WeakMap<ClassVectors, readonly number[]>>();

function cosinesOf(image: Float32Array, classes: ClassVectors): readonly number[] {
  const known = cosineCache.get(image) ?? new WeakMap<ClassVectors, readonly number[]>();
  cosineCache.set(image, known);
  const found = known.get(classes);
  if (found) return found;
  const direction = unit(image);
  const cosines = classes.vectors.map((vector) => dot(direction, vector));
  known.set(classes, cosines);
  return cosines;
}

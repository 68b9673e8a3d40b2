import { rowProbabilities } from '../../core/scoring/probabilities.ts';
import { FRESH_SCALE } from '../../core/scoring/stand-in-scale.ts';
import { winnerOfRow } from '../../core/scoring/winners.ts';
import type { LoadedModel } from '../../engine/contract.ts';
import type { All } from '../all.ts';
import { modelOf } from '../columns/column-model.ts';
import type { Column, Label, Settings, Vectors } from '../types.ts';
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
  All,
  'labels' | 'templates' | 'vectors' | 'scale' | 'scoring' | 'heads'
>;

/** The factor on cosines: the visitor's, else the checkpoint's own; where that one is missing 100, or a fresh model's. */
export function scaleOf({ model }: LoadedModel, scale: Settings['scale']): number {
  const { value, trained } = model.logitScale;
  if (scale === 'fresh') return trained ? value : FRESH_SCALE;
  return scale ?? value;
}

/** Scores of a picture in a column, or `null` while an embedding is missing. */
export function pictureScores(
  inputs: ScoreInputs,
  column: Column,
  pictureId: string,
): PictureScores | null {
  return scoresOf(inputs, answerOf(inputs, column, modelOf(column), pictureId));
}

/** What is on show for a picture: the column's scores, or those of the model before it while it has none (then `stale`). */
export function shownScores(
  inputs: ScoreInputs,
  column: Column,
  pictureId: string,
): (PictureScores & { readonly stale: boolean }) | null {
  const answer = shownAnswer(inputs, column, pictureId);
  const scores = scoresOf(inputs, answer);
  const stale = column.status.kind !== 'ready' || answer?.model !== modelOf(column);
  return scores && { ...scores, stale };
}

/** The label that wins a picture on show, or `null` while it is not known. Scale and scoring do not change it. */
export function winnerOf(inputs: ScoreInputs, column: Column, pictureId: string): Label | null {
  const answer = shownAnswer(inputs, column, pictureId);
  return answer?.labels[winnerOfRow(answer.ranks)] ?? null;
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
  if (classes.labels.length === 0) return null;
  const cosines = cosinesOf(image, classes);
  return { model, labels: classes.labels, cosines, ranks: cosines, factor: null };
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
  readonly vectors: Vectors;
  readonly labels: readonly Label[];
  readonly templates: readonly string[];
  readonly classes: ClassVectors;
}

/** The last answer for each text tower: every row of the page asks for the same one. */
const lastClasses = new Map<string, LastClasses>();

/** Class vectors of a model's text tower for the labels of the page. */
export function classesOf(
  { vectors, labels, templates }: Pick<All, 'vectors' | 'labels' | 'templates'>,
  model: LoadedModel,
): ClassVectors {
  const fingerprint = model.model.fingerprints.text;
  const last = lastClasses.get(fingerprint);
  if (
    last?.vectors.texts === vectors.texts &&
    last.labels === labels &&
    last.templates === templates
  )
    return last.classes;
  const classes = classVectors(vectors, fingerprint, labels, templates);
  lastClasses.set(fingerprint, { vectors, labels, templates, classes });
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

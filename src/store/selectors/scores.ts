import { rowProbabilities } from '../../core/scoring/probabilities.ts';
import { FRESH_SCALE } from '../../core/scoring/stand-in-scale.ts';
import { winnerOfRow } from '../../core/scoring/winners.ts';
import type { LoadedModel } from '../../engine/contract.ts';
import type { All } from '../all.ts';
import { modelOf } from '../columns/column-model.ts';
import type { Column, Label, Settings, Vectors } from '../types.ts';
import { classVectors, type ClassVectors } from './class-vectors.ts';
import { dot, unit } from '../../core/scoring/vectors.ts';

export interface LabelScore {
  readonly label: Label;
  readonly cosine: number;
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
export type ScoreInputs = Pick<All, 'labels' | 'templates' | 'vectors' | 'scale' | 'scoring'>;

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
  return scoresOf(inputs, answerOf(inputs, modelOf(column), pictureId));
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
  return answer?.classes.labels[winnerOfRow(answer.cosines)] ?? null;
}

/** A model's cosines of one picture with all labels that it has embedded. */
interface Answer {
  readonly model: LoadedModel;
  readonly classes: ClassVectors;
  readonly cosines: readonly number[];
}

function answerOf(
  inputs: ScoreInputs,
  model: LoadedModel | null,
  pictureId: string,
): Answer | null {
  const image = model && inputs.vectors.images.get(model.model.fingerprints.image)?.get(pictureId);
  if (!model || !image) return null;
  const classes = classesOf(inputs, model);
  if (classes.labels.length === 0) return null;
  return { model, classes, cosines: cosinesOf(image, classes) };
}

function shownAnswer(inputs: ScoreInputs, column: Column, pictureId: string): Answer | null {
  const { status } = column;
  const previous = status.kind === 'ready' ? (status.previous ?? null) : null;
  return answerOf(inputs, modelOf(column), pictureId) ?? answerOf(inputs, previous, pictureId);
}

function scoresOf(inputs: ScoreInputs, answer: Answer | null): PictureScores | null {
  if (!answer) return null;
  const { model, classes, cosines } = answer;
  const scale = scaleOf(model, inputs.scale);
  const probabilities = rowProbabilities(cosines, scale, inputs.scoring);
  const scores = classes.labels.map((label, i) => ({
    label,
    cosine: cosines[i] ?? 0,
    logit: (cosines[i] ?? 0) * scale,
    probability: probabilities[i] ?? 0,
  }));
  return { scores, winner: winnerOfRow(cosines) };
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

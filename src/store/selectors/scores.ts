import { rowProbabilities, type ScoringRule } from '../../core/scoring/probabilities.ts';
import { ruleOf } from './scoring-rule.ts';
import { winnerOfRow } from '../../core/scoring/winners.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { State } from '../state.ts';
import { modelOf } from '../columns/column-model.ts';
import type { Column, Label, TextVector } from '../types.ts';
import { classVectors, type ClassVectors } from './class-vectors.ts';
import { headAnswer, taughtHead } from './head-scores.ts';
import type { TaughtHead } from '../teaching/taught-head.ts';
import { isAwaited } from '../scoring/awaited.ts';
import { cosineRow, cosinesOf, follow } from '../scoring/cosine-rows.ts';

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

/** What one column says of one picture, in the order of the labels. Of a thousand labels a row of the page shows a few. */
export interface PictureScores {
  readonly labels: readonly Label[];
  /** What labels are ordered by; [labels]. */
  readonly ranks: ArrayLike<number>;
  /** Place of the winner; -1 where there is no label. */
  readonly winner: number;
  /** Places of all labels that stand as high as the winner. */
  readonly tied: readonly number[];
  /** The label at a place, made when it is asked for; the same object each time. */
  readonly at: (place: number) => LabelScore | undefined;
  /** All of them: for files and other whole lists. */
  readonly scores: readonly LabelScore[];
}

/** The scores that are on show; `stale`: of the model before, or over the labels before. */
export interface ShownScores {
  readonly of: PictureScores;
  readonly stale: boolean;
}

/** What scores are derived from; a part of the whole state. */
export type ScoreInputs = Pick<
  State,
  'labels' | 'templates' | 'vectors' | 'scale' | 'scoring' | 'heads'
>;

/** Scores of a picture in a column, or `null` while an embedding of the picture or of any label is missing. */
export function pictureScores(
  inputs: ScoreInputs,
  column: Column,
  pictureId: string,
): PictureScores | null {
  return scoresOf(inputs, answerOf(inputs, column, modelOf(column), pictureId));
}

/**
 * The lowest and the highest finite value that a column says of a picture; `null` where it says nothing yet. Of cosines with
 * the labels' own vectors, or of logits.
 */
export function valueRange(
  inputs: ScoreInputs,
  column: Column,
  pictureId: string,
  shown: 'cosine' | 'logit',
): readonly [low: number, high: number] | null {
  const answer = atHand(inputs, column, modelOf(column), pictureId);
  if (!answer) return null;
  const [low, high] = answer.range(shown);
  if (shown === 'cosine') return [low, high];
  const { kind, scale, bias } = ruleOfAnswer(inputs, answer);
  const added = kind === 'sigmoid' ? bias : 0;
  return [low * scale + added, high * scale + added];
}

/** The probability of the label that wins a picture on show; 0 while that is not known. */
export function winningProbability(inputs: ScoreInputs, column: Column, pictureId: string): number {
  const answer =
    shownAnswer(inputs, column, pictureId) ?? earlierAnswer(inputs, modelOf(column), pictureId);
  if (!answer) return 0;
  const { ranks } = answer.values();
  return rowProbabilities(ranks, ruleOfAnswer(inputs, answer))[winnerOfRow(ranks)] ?? 0;
}

/**
 * What is on show for a picture: the column's scores over all labels, or while those are missing what stood there before:
 * of the model before it, or over the labels before (then `stale`).
 */
export function shownScores(
  inputs: ScoreInputs,
  column: Column,
  pictureId: string,
): ShownScores | null {
  const whole = shownAnswer(inputs, column, pictureId);
  const answer = whole ?? earlierAnswer(inputs, modelOf(column), pictureId);
  const scores = scoresOf(inputs, answer);
  const stale = whole === null || column.status.kind !== 'ready' || whole.model !== modelOf(column);
  return scores && { of: scores, stale };
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
  const { labels } = answer;
  return answer.winners().flatMap((place) => labels[place] ?? []);
}

/** What a model says of one picture, before probabilities are made of it. */
interface Answer {
  readonly model: LoadedModel;
  readonly labels: readonly Label[];
  /** Cosines with the labels' own vectors; ranks are the same, or a head's logits. */
  readonly values: () => Record<'cosines' | 'ranks', ArrayLike<number>>;
  /** Places of the labels with the highest rank. */
  readonly winners: () => readonly number[];
  /** Lowest and highest finite cosine, or rank. */
  readonly range: (of: 'cosine' | 'logit') => readonly [number, number];
  /** The factor from ranks to logits; `null`: the model's or the visitor's. */
  readonly factor: 1 | null;
}

/** Computed now, whatever that takes. */
function answerOf(
  inputs: ScoreInputs,
  column: Column,
  model: LoadedModel | null,
  pictureId: string,
): Answer | null {
  const image = model && inputs.vectors.images.get(model.model.fingerprints.image)?.get(pictureId);
  if (!model || !image) return null;
  const taught = taughtHead(inputs, column, model);
  if (taught) return byHead(model, taught, image);
  const classes = wholeClasses(inputs, model);
  return classes && byWords(model, classes, image);
}

/** The same for views, which wait where a long list of labels is compared in slices. */
function atHand(
  inputs: ScoreInputs,
  column: Column,
  model: LoadedModel | null,
  pictureId: string,
): Answer | null {
  if (!model) return null;
  const taught = taughtHead(inputs, column, model);
  const classes = taught ? null : wholeClasses(inputs, model);
  const against = taught?.head ?? classes;
  if (against && isAwaited(against)) return null;
  const answer = answerOf(inputs, column, model, pictureId);
  if (answer && classes) lastWhole.set(model, classes);
  return answer;
}

function byWords(model: LoadedModel, classes: ClassVectors, image: Float32Array): Answer {
  const values = () => {
    const cosines = cosinesOf(image, classes);
    return { cosines, ranks: cosines };
  };
  return {
    model,
    labels: classes.labels,
    values,
    winners: () => cosineRow(image, classes).winners,
    range: () => {
      const { low, high } = cosineRow(image, classes);
      return [low, high];
    },
    factor: null,
  };
}

function byHead(model: LoadedModel, { head, labels }: TaughtHead, image: Float32Array): Answer {
  const values = headAnswer(head, image);
  return {
    model,
    labels,
    values: () => values,
    winners: () => values.winners,
    range: (of) => values.ranges[of],
    factor: 1,
  };
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
    atHand(inputs, column, modelOf(column), pictureId) ??
    atHand(inputs, column, previous, pictureId)
  );
}

interface Made {
  readonly rule: ScoringRule;
  readonly scores: PictureScores;
}

/** The scores that were made of a row of ranks last: whatever else comes to the page, they stay the same. */
const made = new WeakMap<ArrayLike<number>, Made>();

/** Ranks of a head are logits already, and compete. */
function ruleOfAnswer(inputs: ScoreInputs, { model, factor }: Answer): ScoringRule {
  if (factor === null) return ruleOf(model, inputs);
  const kind = inputs.scoring === 'own' ? 'softmax' : inputs.scoring;
  return { kind, scale: factor, bias: 0 };
}

function isSameRule(a: ScoringRule, b: ScoringRule): boolean {
  return a.kind === b.kind && a.scale === b.scale && a.bias === b.bias;
}

function scoresOf(inputs: ScoreInputs, answer: Answer | null): PictureScores | null {
  if (!answer) return null;
  const { cosines, ranks } = answer.values();
  const rule = ruleOfAnswer(inputs, answer);
  const known = made.get(ranks);
  if (known && isSameRule(known.rule, rule)) return known.scores;
  const scores = lazyScores(answer.labels, cosines, ranks, answer.winners(), rule);
  made.set(ranks, { rule, scores });
  return scores;
}

function lazyScores(
  labels: readonly Label[],
  cosines: ArrayLike<number>,
  ranks: ArrayLike<number>,
  tied: readonly number[],
  rule: ScoringRule,
): PictureScores {
  const probabilities = rowProbabilities(ranks, rule);
  const bias = rule.kind === 'sigmoid' ? rule.bias : 0;
  const asked = new Map<number, LabelScore>();
  const at = (place: number): LabelScore | undefined => {
    const label = labels[place];
    const known = asked.get(place);
    if (known || !label) return known;
    const rank = ranks[place] ?? 0;
    const score = {
      label,
      cosine: cosines[place] ?? 0,
      rank,
      logit: rank * rule.scale + bias,
      probability: probabilities[place] ?? 0,
    };
    asked.set(place, score);
    return score;
  };
  return {
    labels,
    ranks,
    winner: winnerOfRow(ranks),
    tied,
    at,
    get scores() {
      return labels.flatMap((_, place) => at(place) ?? []);
    },
  };
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
  if (last?.labels === labels && last.templates === templates) {
    // More rows cannot change what has all of its own.
    const whole = last.classes.labels.length === labels.length;
    if (whole || last.size === texts.size) return last.classes;
  }
  const classes = classVectors(texts, labels, templates);
  if (last) follow(classes, last.classes);
  lastClasses.set(texts, { labels, templates, size: texts.size, classes });
  return classes;
}

/** The classes of all labels of the page, or `null`: scores over a part of them would be taken for scores over all. */
export function wholeClasses(
  inputs: Pick<State, 'vectors' | 'labels' | 'templates'>,
  model: LoadedModel,
): ClassVectors | null {
  const classes = classesOf(inputs, model);
  return classes.labels.length > 0 && classes.labels.length >= inputs.labels.length
    ? classes
    : null;
}

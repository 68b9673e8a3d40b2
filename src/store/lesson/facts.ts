import { loaderAccounts } from '../../core/checkpoint/loaders/loader-accounts.ts';
import { FRESH_SCALE } from '../../core/scoring/stand-in-scale.ts';
import { dot } from '../../core/scoring/vectors.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { modelOf } from '../columns/column-model.ts';
import { classesOf, pictureScores } from '../selectors/scores.ts';
import { scaleOf } from '../selectors/scoring-rule.ts';
import { columnSummary, type SummaryInputs } from '../selectors/summary.ts';
import type { Column } from '../types.ts';

/** Stands in a sentence for a number that is not known yet, as `number` and `percent` write it. */
export const NOT_KNOWN = '–';

/** What a page of the lesson says of one column; `NaN` where it is not known yet. */
interface ColumnFacts {
  readonly right: number;
  /** Pictures whose name is known and that count. */
  readonly known: number;
  /** Mean probability of the winners, at the column's scale and at a fresh model's. */
  readonly sure: number;
  readonly sureFresh: number;
  /** The label that wins most, and how many pictures it wins. */
  readonly top: string;
  readonly wins: number;
  /** Mean cosine of one label's vector with another's. */
  readonly alike: number;
  /** Cosines of the first picture with the label that wins it and with the next one. */
  readonly near: number;
  readonly next: number;
  readonly scale: number;
  /** Single numbers of the model, and those of them that are random. */
  readonly numbers: number;
  readonly random: number;
  readonly seed: number;
  /** Known ways to load it; how many of them say nothing, and how many refuse. */
  readonly loaders: number;
  readonly silent: number;
  readonly refusing: number;
}

export function columnFacts(all: SummaryInputs, column: Column | undefined): ColumnFacts {
  const model = column ? modelOf(column) : null;
  if (!column || !model) return UNKNOWN;
  const summary = columnSummary(all, column);
  const [top] = summary.wins;
  const { labels } = all;
  const [first] = all.pictures;
  const cosines = first && pictureScores(all, column, first.id)?.scores.map(({ cosine }) => cosine);
  const [near = Number.NaN, next = Number.NaN] = cosines?.toSorted((a, b) => b - a) ?? [];
  return {
    right: summary.known > 0 ? summary.right : Number.NaN,
    known: summary.known > 0 ? summary.known : Number.NaN,
    sure: meanSureness(all, column),
    sureFresh: meanSureness({ ...all, scale: FRESH_SCALE }, column),
    top: top?.label.text ?? NOT_KNOWN,
    wins: top?.count ?? Number.NaN,
    alike: labels.length > 1 ? likeness(all, model) : Number.NaN,
    near,
    next,
    scale: scaleOf(model, all.scale),
    ...ofReport(model),
  };
}

const UNKNOWN: ColumnFacts = {
  right: Number.NaN,
  known: Number.NaN,
  sure: Number.NaN,
  sureFresh: Number.NaN,
  top: NOT_KNOWN,
  wins: Number.NaN,
  alike: Number.NaN,
  near: Number.NaN,
  next: Number.NaN,
  scale: Number.NaN,
  numbers: Number.NaN,
  random: Number.NaN,
  seed: Number.NaN,
  loaders: Number.NaN,
  silent: Number.NaN,
  refusing: Number.NaN,
};

function ofReport({ report }: LoadedModel) {
  const accounts = loaderAccounts(report);
  const numbers = report.parts.reduce((sum, part) => sum + part.numbers, 0);
  const trained = report.parts.filter(({ trained = 0 }) => trained > 0);
  const loaded = report.parts.reduce((sum, part) => sum + part.loadedNumbers, 0);
  const made = trained.reduce((sum, part) => sum + part.numbers - part.loadedNumbers, 0);
  return {
    numbers,
    random: numbers - loaded - made,
    seed: report.seed,
    loaders: accounts.length,
    silent: accounts.filter(({ outcome }) => outcome === 'silent').length,
    refusing: accounts.filter(({ outcome }) => outcome === 'refused').length,
  };
}

/** Mean probability of the winner over all pictures that have an answer. */
function meanSureness(all: SummaryInputs, column: Column): number {
  const winners = all.pictures.flatMap(({ id }) => {
    const found = pictureScores(all, column, id);
    const winner = found?.at(found.winner);
    return winner ? [winner.probability] : [];
  });
  return winners.reduce((sum, value) => sum + value, 0) / winners.length;
}

function likeness(all: SummaryInputs, model: LoadedModel): number {
  const { vectors } = classesOf(all, model);
  const pairs = vectors.flatMap((a, i) => vectors.slice(i + 1).map((b) => dot(a, b)));
  return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
}

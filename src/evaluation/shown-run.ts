import { version } from '../../package.json';
import type { RunColumn, RunDocument, RunModel } from '../core/evaluation/run-document.ts';
import type { Tally } from '../core/evaluation/tally.ts';
import type { TallyDocument } from '../core/evaluation/tally-document.ts';
import type { ScoringRule } from '../core/scoring/probabilities.ts';
import type { LoadedModel } from '../engine/loading.ts';
import type { EvaluatedColumn, Evaluation } from './run.ts';
import type { EvaluationSet } from './sets/set.ts';

/** Vectors that a column's scores are computed from. */
export interface ShownVectors {
  /** [N, D] */
  readonly embeddings: Float32Array;
  readonly dimensions: number;
  /** [C, D] */
  readonly classVectors: Float32Array;
}

/** A run as the results show it: one of this visit, or one that came from a file. */
export interface ShownRun {
  readonly origin: 'run' | 'run-file' | 'vectors' | 'tally';
  /** Name of the file that was opened; empty for a run of this visit. */
  readonly file: string;
  readonly document: RunDocument;
  /** Pictures whose turn is over. The outcomes grow in place; this tells how far they are. */
  readonly done: number;
  /** For each column its vectors and its model; `null` where only the outcomes are known. */
  readonly vectors: readonly (ShownVectors | null)[];
  readonly models: readonly (LoadedModel | null)[];
  /** The set with the pictures themselves, where they are at hand. */
  readonly set: EvaluationSet | null;
  /** Vectors of a file that belong to no class of it. */
  readonly leftOut: number;
  /** For each column its counts, where nothing is known of single pictures: then the document lists none. */
  readonly tallies: readonly TallyDocument[] | null;
  /** For each column its counts, where its outcomes grow no more; `null`: they are counted when they are drawn. */
  readonly counted: readonly Tally[] | null;
}

/** A run of this visit as it stands. */
export function shownRun(run: Evaluation): ShownRun {
  return {
    origin: 'run',
    file: '',
    document: documentOf(run),
    done: run.done,
    vectors: run.columns,
    models: run.columns.map(({ model }) => model),
    set: run.set,
    leftOut: 0,
    tallies: null,
    counted: null,
  };
}

/** Version of the page, for files that it writes. */
export const PAGE_VERSION = version;

/** The run as a file would hold it; its arrays are the run's own. */
function documentOf({ set, settings, columns }: Evaluation): RunDocument {
  return {
    page: PAGE_VERSION,
    madeAt: new Date().toISOString(),
    set: set.title,
    settings: { templates: settings.templates, alpha: settings.alpha },
    ...listsOf(set),
    columns: columns.map(columnOf),
  };
}

function columnOf({ model, rule, outcomes, nearestMean }: EvaluatedColumn): RunColumn {
  return { model: runModelOf(model, rule), outcomes, nearestMean };
}

/** What files say of a column's model. */
export function runModelOf({ model, report }: LoadedModel, rule: ScoringRule): RunModel {
  return {
    name: model.name,
    files: report.files,
    rule: report.rule.id,
    seed: report.seed,
    activation: model.description.activation,
    verdict: report.verdict.kind,
    scale: rule.scale,
    ...(rule.kind === 'sigmoid' && { bias: rule.bias }),
    fingerprints: model.fingerprints,
  };
}

type Lists = Pick<RunDocument, 'classes' | 'pictures' | 'trueClasses'>;
const known = new WeakMap<EvaluationSet, Lists>();

/** Names and classes as lists; made once for each set, because results are drawn several times a second. */
function listsOf(set: EvaluationSet): Lists {
  const found = known.get(set) ?? {
    classes: set.classes.map(({ names }) => ({ names })),
    pictures: set.pictures.map(({ name }) => name),
    trueClasses: Int32Array.from(set.pictures, ({ trueClass }) => trueClass),
  };
  known.set(set, found);
  return found;
}

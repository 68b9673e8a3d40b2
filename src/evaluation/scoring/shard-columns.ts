import { CodedError } from '../../core/errors.ts';
import type { ClassNames } from '../../core/evaluation/class-prompts.ts';
import type { RunModel } from '../../core/evaluation/run-document.ts';
import { ownRule } from '../../engine/own-rule.ts';
import { classVectors } from '../../store/selectors/class-vectors.ts';
import type { State } from '../../store/state.ts';
import type { Scorer } from './score-shards.ts';
import { runModelOf } from '../shown-run.ts';

/** Labels, and for each column their vectors. */
export interface ShardColumns {
  readonly classes: readonly ClassNames[];
  readonly templates: readonly string[];
  readonly columns: readonly (Scorer & { readonly model: RunModel; readonly dimensions: number })[];
}

type Inputs = Pick<State, 'columns' | 'labels' | 'templates' | 'vectors'>;

/**
 * The page's labels with the vectors that its columns have of them: every column that has all of them.
 *
 * @throws CodedError `shards-columns` where none has
 */
export function columnsOfPage({ columns, labels, templates, vectors }: Inputs): ShardColumns {
  const ready = columns.flatMap(({ status }) => {
    if (status.kind !== 'ready') return [];
    const { model } = status.loaded;
    const texts = vectors.texts.get(model.fingerprints.text);
    const own = texts && classVectors(texts, labels, templates).vectors;
    const [first] = own ?? [];
    if (!own || !first || own.length < labels.length) return [];
    const rows = new Float32Array(own.length * first.length);
    own.forEach((vector, index) => rows.set(vector, index * first.length));
    const rule = ownRule(model);
    return {
      classVectors: rows,
      dimensions: first.length,
      rule,
      model: runModelOf(status.loaded, rule),
    };
  });
  if (ready.length === 0) {
    throw new CodedError(
      'shards-columns',
      'No column has vectors of its labels yet. Give the page labels and wait for a model, or choose a file of class vectors.',
    );
  }
  return { classes: labels.map(({ text }) => ({ names: [text] })), templates, columns: ready };
}

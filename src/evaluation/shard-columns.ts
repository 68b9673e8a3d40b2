import { CodedError } from '../core/errors.ts';
import type { ClassNames } from '../core/evaluation/class-prompts.ts';
import type { RunModel } from '../core/evaluation/run-document.ts';
import { classesOf, unitRows, USUAL_SCALE } from '../core/evaluation/scored-vectors.ts';
import { biasIn, readVectorTable, scaleIn } from '../core/evaluation/vector-table.ts';
import { ownRule } from '../engine/own-rule.ts';
import { classVectors } from '../store/selectors/class-vectors.ts';
import type { State } from '../store/state.ts';
import { createBreath } from './breathe.ts';
import type { Scorer } from './score-shards.ts';
import { runModelOf } from './shown-run.ts';
import { requireSize, unpacked, VECTORS_MAX_BYTES } from './vector-files.ts';

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

/** The class vectors of files, as one column of which nothing else is known. */
export async function columnOfFiles(
  files: readonly File[],
  scale: number | null,
): Promise<ShardColumns> {
  requireSize(files, VECTORS_MAX_BYTES);
  const all = await unpacked(files);
  const texts = readVectorTable(all, 'text_embeds', true);
  if (!texts) {
    throw new CodedError(
      'vectors-none',
      'No file holds text_embeds. Name the tensor so, or choose the files of pictures and of classes apart.',
      { tensor: 'text_embeds' },
    );
  }
  const bias = biasIn(all) ?? texts.bias;
  const factor = scale ?? scaleIn(all) ?? texts.scale ?? USUAL_SCALE;
  const kind = bias === null ? 'softmax' : 'sigmoid';
  const model = {
    name: texts.file,
    files: [texts.file],
    rule: null,
    seed: null,
    activation: null,
    verdict: null,
    scale: factor,
    ...(bias !== null && { bias }),
    fingerprints: null,
  };
  const rule = { kind, scale: factor, bias: bias ?? 0 } as const;
  const { dimensions } = texts;
  const vectors = await unitRows(texts, createBreath());
  return {
    classes: classesOf(texts),
    templates: [],
    columns: [{ classVectors: vectors, dimensions, rule, model }],
  };
}

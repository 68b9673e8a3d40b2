import type { ClassNames } from './class-prompts.ts';
import { averageDirection } from '../scoring/average-direction.ts';
import { createOutcomes, type Outcomes } from './outcomes.ts';
import { CodedError } from '../errors.ts';
import { type Scorable, scoreInSlices } from '../scoring/score-rows.ts';
import type { VectorTable } from './vector-table.ts';

/** The factor on cosines of OpenAI's models, and of OpenCLIP's evaluation whatever the model. */
export const USUAL_SCALE = 100;

/** Vectors from elsewhere, scored. */
export interface ScoredVectors {
  readonly classes: readonly ClassNames[];
  /** [N] */
  readonly pictures: readonly string[];
  readonly trueClasses: Int32Array;
  readonly outcomes: Outcomes;
  readonly scale: number;
  /** Of a model that was trained with a sigmoid. */
  readonly bias: number | null;
  /** [N, D] */
  readonly embeddings: Float32Array;
  readonly dimensions: number;
  /** [C, D], of length 1 */
  readonly classVectors: Float32Array;
  /** Vectors without a class; they are left out. */
  readonly leftOut: number;
}

type Score = (column: Scorable, trueClasses: Int32Array) => Promise<void>;

/**
 * Scores vectors of pictures (or of texts, or of anything) against vectors of classes. The class of a row is what its
 * label says, by name or by number from 0; a row without a label belongs to the class whose name it bears. Rows that
 * belong nowhere are left out.
 *
 * @param breathe a pause that is asked for between slices of the work
 * @param score enters all rows into a column's outcomes; by default in slices on this thread
 * @throws CodedError where the tables do not fit together or no row has a class
 */
export async function scoreVectors(
  images: VectorTable,
  texts: VectorTable,
  breathe: () => Promise<void>,
  scale: number = images.scale ?? texts.scale ?? USUAL_SCALE,
  bias: number | null = images.bias ?? texts.bias ?? null,
  score: Score = (column, truth) => scoreInSlices(column, truth, 0, truth.length, breathe),
): Promise<ScoredVectors> {
  const { dimensions } = images;
  if (dimensions !== texts.dimensions) throw differentWidths(images, texts);
  const classes = classesOf(texts);
  const classVectors = await unitRows(texts, breathe);
  const { rows, trueClasses, pictures } = await rowsWithClass(images, classes, breathe);
  if (rows.length === 0) {
    throw new CodedError(
      'vectors-classes',
      'No picture vector belongs to a class. Add a table file,label, or give the rows the names of their classes.',
    );
  }
  const embeddings =
    rows.length === images.rows ? images.data : await rowsOf(images, rows, breathe);
  const outcomes = createOutcomes(rows.length);
  const rule = { kind: bias === null ? 'softmax' : 'sigmoid', scale, bias: bias ?? 0 } as const;
  const column = { embeddings, dimensions, classVectors, rule, outcomes };
  await score(column, trueClasses);
  return {
    embeddings,
    dimensions,
    classVectors,
    scale,
    bias,
    outcomes,
    classes,
    pictures,
    trueClasses,
    leftOut: images.rows - rows.length,
  };
}

/** Numbers, and labels, that are gone through between two breaths: a few milliseconds. */
const STEP_NUMBERS = 2e5;
const STEP_LABELS = 2000;

/** Where all rows are taken, the table itself is: a copy would hold every vector twice. */
async function rowsOf(
  { data, dimensions }: VectorTable,
  rows: readonly number[],
  breathe: () => Promise<void>,
): Promise<Float32Array> {
  const taken = new Float32Array(rows.length * dimensions);
  const step = Math.ceil(STEP_NUMBERS / dimensions);
  for (const [index, row] of rows.entries()) {
    if (index % step === 0) await breathe();
    taken.set(data.subarray(row * dimensions, (row + 1) * dimensions), index * dimensions);
  }
  return taken;
}

/** The names of every row; synonyms are separated by a bar. */
export function classesOf({ rows, names }: VectorTable): ClassNames[] {
  return Array.from({ length: rows }, (_, row) => {
    const own = (names?.[row] ?? '')
      .split('|')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    return { names: own.length > 0 ? own : [String(row)] };
  });
}

/**
 * [C, D] of length 1. Class vectors are compared with every picture, so one that is no direction would spoil all scores.
 *
 * @param breathe a pause that is asked for between slices of the work
 * @throws CodedError
 */
export async function unitRows(
  { file, rows, dimensions, data }: VectorTable,
  breathe: () => Promise<void>,
): Promise<Float32Array> {
  const result = new Float32Array(data.length);
  const step = Math.ceil(STEP_NUMBERS / dimensions);
  for (let row = 0; row < rows; row++) {
    if (row % step === 0) await breathe();
    const unit = averageDirection(data, dimensions, [row]);
    if (!unit.every(Number.isFinite)) {
      throw new CodedError(
        'vectors-values',
        `Row ${row + 1} of ${file} is zero or not finite, so nothing can be compared with it. Compute it again.`,
        { file, row: row + 1 },
      );
    }
    result.set(unit, row * dimensions);
  }
  return result;
}

/** Finds the class that a text means, by one of its names or by its number from 0. */
export function classFinder(classes: readonly ClassNames[]): (label: string) => number | undefined {
  const byName = namesOf(classes);
  return (label) => classOfLabel(label, byName, classes.length);
}

function namesOf(classes: readonly ClassNames[]): ReadonlyMap<string, number> {
  const byName = new Map<string, number>();
  classes.forEach((own, index) => {
    for (const name of own.names) {
      const key = nameKey(name);
      if (!byName.has(key)) byName.set(key, index);
    }
  });
  return byName;
}

async function rowsWithClass(
  { rows, names, labels }: VectorTable,
  classes: readonly ClassNames[],
  breathe: () => Promise<void>,
) {
  const byName = namesOf(classes);
  const kept: number[] = [];
  const found: number[] = [];
  const pictures: string[] = [];
  for (let row = 0; row < rows; row++) {
    if (row % STEP_LABELS === 0) await breathe();
    const own = labels
      ? classOfLabel(labels[row] ?? '', byName, classes.length)
      : byName.get(nameKey(names?.[row] ?? ''));
    if (own === undefined) continue;
    kept.push(row);
    found.push(own);
    pictures.push(names?.[row] ?? String(row + 1));
  }
  return { rows: kept, trueClasses: Int32Array.from(found), pictures };
}

function classOfLabel(label: string, byName: ReadonlyMap<string, number>, classCount: number) {
  const named = byName.get(nameKey(label));
  if (named !== undefined) return named;
  const number = /^\d{1,9}$/.test(label) ? Number(label) : -1;
  return number >= 0 && number < classCount ? number : undefined;
}

function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ');
}

function differentWidths(images: VectorTable, texts: VectorTable): CodedError {
  return new CodedError(
    'vectors-widths',
    `The picture vectors have ${images.dimensions} numbers each, the class vectors ${texts.dimensions}. Compute both with one model.`,
    { pictures: images.dimensions, classes: texts.dimensions },
  );
}

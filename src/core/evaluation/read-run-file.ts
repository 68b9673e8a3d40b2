import type { ClassNames } from './class-prompts.ts';
import { BoundError } from '../bounds/bound-error.ts';
import { parseBoundedJson, TABLE_JSON } from '../bounds/bounded-json.ts';
import {
  type Checked,
  fault,
  field,
  list,
  numberIn,
  orNull,
  text,
  wholeIn,
  wholeNumbers,
} from './checked-json.ts';
import { NOT_READABLE, type Outcomes } from './outcomes.ts';
import type { NearestMeanFigure, RunColumn, RunDocument, RunModel } from './run-document.ts';
import { RUN_FILE_FORMAT, RUN_FILE_VERSION } from './run-file.ts';
import { CodedError } from '../errors.ts';

/** Bytes of the largest run file that is read: ImageNet's 50,000 pictures in four columns take 8 MB. */
export const RUN_FILE_MAX_BYTES = 256_000_000;

/** More than any set that a browser scores. */
const MOST = { pictures: 5_000_000, classes: 100_000, names: 1000, columns: 64, templates: 10_000 };
const LONGEST_TEXT = 4000;
/** A softmax may round above 1 by this. */
const ABOVE_ONE = 1e-6;

/**
 * Reads a run file as untrusted input: every list has the length that the others imply, every class and rank exists,
 * and every probability is one.
 *
 * @throws BoundError; CodedError, `run-file-version` where the file is of another version of the layout
 */
export function readRunFile(json: string): RunDocument {
  const root: Checked = { value: parsed(json), path: '' };
  if (field(root, 'format').value !== RUN_FILE_FORMAT) throw fault('format');
  const version = field(root, 'version').value;
  if (version !== RUN_FILE_VERSION) throw otherVersion(version);
  const classes = readClasses(field(root, 'classes'));
  const pictures = texts(field(root, 'pictures'), MOST.pictures);
  const settings = field(root, 'settings');
  const alpha = field(settings, 'alpha').value;
  if (alpha !== 'white' && alpha !== 'as-pillow') throw fault('settings.alpha');
  return {
    page: text(field(root, 'page'), 100),
    madeAt: date(field(root, 'madeAt')),
    set: text(field(root, 'set'), LONGEST_TEXT),
    settings: { templates: readTemplates(field(settings, 'templates')), alpha },
    classes,
    pictures,
    trueClasses: wholeNumbers(field(root, 'trueClasses'), pictures.length, 0, classes.length - 1),
    columns: list(field(root, 'columns'), MOST.columns).map((entry) =>
      column(entry, pictures.length, classes.length),
    ),
  };
}

/** Names of at least one class, and of each at least one. */
export function readClasses(entry: Checked): ClassNames[] {
  const classes = list(entry, MOST.classes).map((names) => ({ names: texts(names, MOST.names) }));
  if (classes.length === 0 || classes.some(({ names }) => names.length === 0)) {
    throw fault(entry.path);
  }
  return classes;
}

export function readTemplates(entry: Checked): string[] {
  return texts(entry, MOST.templates);
}

function parsed(json: string): unknown {
  try {
    return parseBoundedJson(json, TABLE_JSON);
  } catch (error) {
    if (error instanceof BoundError) throw error;
    throw fault('');
  }
}

function date(entry: Checked): string {
  const value = text(entry, 40);
  if (Number.isNaN(Date.parse(value))) throw fault(entry.path);
  return value;
}

function texts(entry: Checked, most: number): string[] {
  return list(entry, most).map((item) => text(item, LONGEST_TEXT));
}

function column(entry: Checked, pictures: number, classCount: number): RunColumn {
  return {
    model: readRunModel(field(entry, 'model')),
    nearestMean: orNull(field(entry, 'nearestMean'), nearestMean),
    outcomes: outcomes(entry, pictures, classCount),
  };
}

/** A column's model. */
export function readRunModel(entry: Checked): RunModel {
  const word = (key: string) => orNull(field(entry, key), (item) => text(item, LONGEST_TEXT));
  return {
    name: text(field(entry, 'name'), LONGEST_TEXT),
    files: texts(field(entry, 'files'), MOST.names),
    rule: word('rule'),
    seed: orNull(field(entry, 'seed'), (item) => wholeIn(item, 0, 0xffffffff)),
    activation: word('activation'),
    verdict: word('verdict'),
    scale: numberIn(field(entry, 'scale'), -1e6, 1e6),
    ...biasOf(entry),
    fingerprints: orNull(field(entry, 'fingerprints'), (item) => ({
      image: text(field(item, 'image'), LONGEST_TEXT),
      text: text(field(item, 'text'), LONGEST_TEXT),
    })),
  };
}

/** Files from before sigmoids have no such field. */
function biasOf(entry: Checked): Pick<RunModel, 'bias'> {
  const value = field(entry, 'bias');
  if (value.value === undefined || value.value === null) return {};
  return { bias: numberIn(value, -1e6, 1e6) };
}

function nearestMean(entry: Checked): NearestMeanFigure {
  const pictures = wholeIn(field(entry, 'pictures'), 0, Number.MAX_SAFE_INTEGER);
  return {
    k: wholeIn(field(entry, 'k'), 1, MOST.pictures),
    right: wholeIn(field(entry, 'right'), 0, pictures),
    pictures,
  };
}

function outcomes(entry: Checked, pictures: number, classCount: number): Outcomes {
  const shares = field(entry, 'confidence');
  if (!Array.isArray(shares.value) || shares.value.length !== pictures) throw fault(shares.path);
  const confidence = new Float32Array(pictures);
  shares.value.forEach((value: unknown, index) => {
    const checked = { value, path: `${shares.path}[${index}]` };
    confidence[index] = numberIn(checked, 0, 1 + ABOVE_ONE);
  });
  return {
    predicted: wholeNumbers(field(entry, 'predicted'), pictures, NOT_READABLE, classCount - 1),
    rank: wholeNumbers(field(entry, 'rank'), pictures, 0, classCount - 1),
    confidence,
  };
}

function otherVersion(found: unknown): CodedError {
  const shown = typeof found === 'number' ? found : '?';
  return new CodedError(
    'run-file-version',
    `The run file has version ${shown} of the layout, and this page reads version ${RUN_FILE_VERSION}. Open it with the page that made it, or run the evaluation again.`,
    { found: String(shown), expected: RUN_FILE_VERSION },
  );
}

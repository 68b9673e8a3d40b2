import { BoundError } from '../bounds/bound-error.ts';
import { parseBoundedJson, TABLE_JSON } from '../bounds/bounded-json.ts';
import { CodedError } from '../errors.ts';
import { quote } from '../quote.ts';
import { type Checked, fault, field, list, text, wholeIn, wholeNumbers } from './checked-json.ts';
import { readClasses, readRunModel, readTemplates } from './read-run-file.ts';
import {
  CONFIDENCE_UNIT,
  TALLY_FORMAT,
  TALLY_VERSION,
  type TallyDocument,
  type TallyShard,
} from './tally-document.ts';
import { createTally, type Tally } from './tally.ts';

/** Bytes of the largest tally that is read: a thousand classes, each taken for each, take 13 MB. */
export const TALLY_MAX_BYTES = 50_000_000;

/** Every picture of a tally has its number below this; sums of confidences stay exact far above it. */
const MOST_PICTURES = 2 ** 31 - 1;
const MOST_SHARDS = 1_000_000;
const LONGEST_TEXT = 4000;

/** Whether a file calls itself a tally; its first characters are enough. */
export function isTally(beginning: string): boolean {
  return /"format"\s*:\s*"zero-shot-playground-tally"/.test(beginning);
}

/**
 * Reads a tally that `score.py` folded or the page saved, as untrusted input: every count must follow from the others.
 *
 * @param file its name, for the sentence
 * @throws BoundError; CodedError `tally-invalid`, `tally-version`
 */
export function readTally(json: string, file: string): TallyDocument {
  try {
    return documentOf({ value: parseBoundedJson(json, TABLE_JSON), path: '' }, file);
  } catch (error) {
    if (error instanceof BoundError) throw error;
    if (error instanceof CodedError && error.code === 'run-file-invalid') {
      throw invalid(file, String(error.details['path']));
    }
    if (error instanceof SyntaxError) throw invalid(file, '1');
    throw error;
  }
}

function documentOf(root: Checked, file: string): TallyDocument {
  if (field(root, 'format').value !== TALLY_FORMAT) throw fault('format');
  const version = field(root, 'version').value;
  if (version !== TALLY_VERSION) throw otherVersion(version, file);
  const classes = readClasses(field(root, 'classes'));
  const truth = field(root, 'truth').value;
  if (typeof truth !== 'boolean') throw fault('truth');
  const tally = readCounts(root, classes.length, truth);
  return {
    set: text(field(root, 'set'), LONGEST_TEXT),
    templates: readTemplates(field(root, 'templates')),
    classes,
    model: readRunModel(field(root, 'model')),
    vectors: text(field(root, 'vectors'), LONGEST_TEXT),
    truth,
    shards: readShards(field(root, 'shards'), tally.pictures + tally.unscored),
    tally,
  };
}

function readShards(entry: Checked, pictures: number): TallyShard[] {
  const shards = list(entry, MOST_SHARDS).map((shard) => ({
    name: text(field(shard, 'name'), LONGEST_TEXT),
    fingerprint: text(field(shard, 'fingerprint'), LONGEST_TEXT),
    pictures: wholeIn(field(shard, 'pictures'), 0, MOST_PICTURES),
  }));
  const names = new Set(shards.map(({ name }) => name));
  const sum = shards.reduce((total, shard) => total + shard.pictures, 0);
  if (names.size < shards.length || sum !== pictures) throw fault(entry.path);
  return shards;
}

/** The counts, each of which is held against the others. */
function readCounts(root: Checked, classCount: number, truth: boolean): Tally {
  const tally = createTally(classCount);
  tally.pictures = wholeIn(field(root, 'pictures'), 0, MOST_PICTURES);
  tally.unscored = wholeIn(field(root, 'unscored'), 0, MOST_PICTURES);
  const { pictures } = tally;
  const known = truth ? pictures : 0;
  const counts = (key: string, sum: number): Int32Array => summed(root, key, classCount, sum);
  tally.ranks.set(counts('ranks', known));
  tally.classTotals.set(counts('totals', known));
  tally.classRight.set(counts('right', tally.ranks[0] ?? 0));
  tally.predicted.set(counts('predicted', pictures));
  for (let index = 0; index < classCount; index++) {
    const right = tally.classRight[index] ?? 0;
    const most = Math.min(tally.classTotals[index] ?? 0, tally.predicted[index] ?? 0);
    if (right > most) throw fault(`right[${index}]`);
  }
  readConfusion(field(root, 'confusion'), tally, truth);
  readReliability(field(root, 'calibration'), tally);
  return tally;
}

function summed(root: Checked, key: string, length: number, sum: number): Int32Array {
  const entry = field(root, key);
  const counts = wholeNumbers(entry, length, 0, MOST_PICTURES);
  if (counts.reduce((total, count) => total + count, 0) !== sum) throw fault(entry.path);
  return counts;
}

/** A row for each true class: predicted class, count, predicted class, count. Its sums are the other counts. */
function readConfusion(entry: Checked, { confusion, ...tally }: Tally, truth: boolean): void {
  if (!confusion || !truth) {
    if (entry.value !== null) throw fault(entry.path);
    return;
  }
  const { classCount, counts } = confusion;
  const columns = new Float64Array(classCount);
  const rows = list(entry, classCount);
  if (rows.length < classCount) throw fault(entry.path);
  rows.forEach((row, trueClass) => {
    const pairs = Array.isArray(row.value) ? row.value.length : 0;
    if (pairs > 2 * classCount || pairs % 2 === 1) throw fault(row.path);
    const values = wholeNumbers(row, pairs, 0, MOST_PICTURES);
    let total = 0;
    for (let at = 0; at < pairs; at += 2) {
      const [predicted = 0, count = 0] = values.subarray(at, at + 2);
      const cell = trueClass * classCount + predicted;
      if (predicted >= classCount || counts[cell] !== 0) throw fault(row.path);
      counts[cell] = count;
      columns[predicted] = (columns[predicted] ?? 0) + count;
      total += count;
    }
    const right = counts[trueClass * classCount + trueClass];
    const fits = total === tally.classTotals[trueClass] && right === tally.classRight[trueClass];
    if (!fits) throw fault(row.path);
  });
  if (columns.some((count, index) => count !== tally.predicted[index])) throw fault(entry.path);
}

function readReliability(entry: Checked, { reliability, pictures, ranks }: Tally): void {
  const bins = reliability.counts.length;
  reliability.counts.set(summed(entry, 'counts', bins, pictures));
  reliability.right.set(summed(entry, 'right', bins, ranks[0] ?? 0));
  const sums = list(field(entry, 'confidence'), bins);
  if (sums.length < bins) throw fault(`${entry.path}.confidence`);
  sums.forEach((sum, bin) => {
    const count = reliability.counts[bin] ?? 0;
    if ((reliability.right[bin] ?? 0) > count) throw fault(`${entry.path}.right[${bin}]`);
    reliability.confidence[bin] = wholeIn(sum, 0, count / CONFIDENCE_UNIT) * CONFIDENCE_UNIT;
  });
}

function invalid(file: string, path: string): CodedError {
  return new CodedError(
    'tally-invalid',
    `${quote(file)} is no tally, or it is damaged at ${path}. Fold it again with score.py.`,
    { file: quote(file), path },
  );
}

function otherVersion(found: unknown, file: string): CodedError {
  const shown = typeof found === 'number' ? found : '?';
  return new CodedError(
    'tally-version',
    `${quote(file)} has version ${shown} of the layout of tallies, and this page reads version ${TALLY_VERSION}. Fold it with the score.py that this page saves.`,
    { file: quote(file), found: String(shown), expected: TALLY_VERSION },
  );
}

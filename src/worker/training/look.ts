import { winnerOfRow } from '../../core/scoring/winners.ts';
import { rowProducts } from '../../core/heads/head.ts';
import { normaliseRows } from '../../core/scoring/normalise-rows.ts';
import type { Matrix } from '../../core/scoring/matrix.ts';
import { fillTemplate } from '../../core/text/fill-template.ts';
import { UNSEEN_TEMPLATES } from '../../core/training/templates.ts';
import type { Tally, TrainingLook } from '../../engine/training-progress.ts';
import { viewRow, type TrainingSet } from './training-set.ts';

/** Embeds texts, un-normalised [texts, D]. */
type Read = (texts: readonly string[]) => Promise<Float32Array>;

/** The sentence in which a name is asked for, where nothing else is said. */
export const PLAIN_TEMPLATE = 'a photo of a {label}';

/** How the text side does now: on what it was taught, in sentences and views it never saw, and on names held out. */
export async function lookAt(set: TrainingSet, step: number, read: Read): Promise<TrainingLook> {
  const plain = (names: readonly number[]): string[] =>
    names.map((name) => fillTemplate(PLAIN_TEMPLATE, set.names[name] ?? ''));
  // Another sentence for each name, so that one lucky sentence does not decide.
  const unseen = set.taught.map((name, place) =>
    fillTemplate(
      UNSEEN_TEMPLATES[place % UNSEEN_TEMPLATES.length] ?? PLAIN_TEMPLATE,
      set.names[name] ?? '',
    ),
  );
  const texts = [...plain(set.taught), ...unseen, ...plain(set.heldOut)];
  const embeds = await read(texts);
  const rows = (from: number, count: number): Matrix =>
    normaliseRows({
      data: embeds.subarray(from * set.width, (from + count) * set.width),
      dims: [count, set.width],
    });
  const { length } = set.taught;
  return {
    step,
    taught: tally(set, set.taught, rows(0, length), 'plain'),
    unseen: tally(set, set.taught, rows(length, length), 'unseen'),
    heldOut: tally(set, set.heldOut, rows(2 * length, set.heldOut.length), 'plain'),
    ...(set.tests && { tests: testTally(set, set.tests, rows(0, length)) }),
  };
}

/** Right answers among the taught names on pictures that were never trained on. */
function testTally(
  { taught }: TrainingSet,
  { vectors, labels }: NonNullable<TrainingSet['tests']>,
  words: Matrix,
): Tally {
  const cosines = rowProducts(vectors, words);
  const shown = labels.flatMap((label, row) => (taught.includes(label) ? [row] : []));
  const right = shown.filter((row) => {
    const own = cosines.subarray(row * taught.length, (row + 1) * taught.length);
    return taught[winnerOfRow(own)] === labels[row];
  });
  return { right: right.length, of: shown.length };
}

/** Right answers among `names`, each picture once. Of equal cosines the first name counts, as everywhere on the page. */
function tally(
  set: TrainingSet,
  names: readonly number[],
  words: Matrix,
  view: 'plain' | 'unseen',
): Tally {
  const shown = names.flatMap((name, place) =>
    (set.picturesOf[name] ?? []).map((picture) => ({ picture, place })),
  );
  if (shown.length === 0) return { right: 0, of: 0 };
  const data = new Float32Array(shown.length * set.width);
  shown.forEach(({ picture }, row) => {
    const from = viewRow(set, picture, view) * set.width;
    data.set(set.vectors.subarray(from, from + set.width), row * set.width);
  });
  const cosines = rowProducts(normaliseRows({ data, dims: [shown.length, set.width] }), words);
  const right = shown.filter(({ place }, row) => {
    const own = cosines.subarray(row * names.length, (row + 1) * names.length);
    return winnerOfRow(own) === place;
  });
  return { right: right.length, of: shown.length };
}

import { modelOf } from '../columns/column-model.ts';
import type { State } from '../state.ts';
import type { Column, ColumnSource, Picture } from '../types.ts';

/** Fingerprint of the same image tower in fp32: another column's, or one that was loaded for the comparison. */
export function referenceOf(
  { columns, references }: Pick<State, 'columns' | 'references'>,
  column: Column,
): string | undefined {
  const twin = columns.find(
    (other) =>
      other.status.kind === 'ready' && other.precision === 'fp32' && sameModel(other, column),
  );
  const own = modelOf(column)?.model.fingerprints.image;
  return (twin && modelOf(twin)?.model.fingerprints.image) ?? references.get(own ?? '');
}

/** The samples on the page, or where there are none the visitor's pictures; a few are enough. */
export function samplePictures(pictures: readonly Picture[]): readonly Picture[] {
  const samples = pictures.filter(({ sample }) => sample !== null);
  return (samples.length > 0 ? samples : pictures).slice(0, MOST_SAMPLES);
}

const MOST_SAMPLES = 8;

function sameModel(a: Column, b: Column): boolean {
  const choice = ({ source, rule, seed, activation, resets, crop, stateDict }: Column) =>
    JSON.stringify([source, rule, seed, activation, resets, crop, stateDict]);
  // Files of the disk all look alike as JSON.
  const [files, others] = [filesOf(a.source), filesOf(b.source)];
  const sameFiles =
    files.length === others.length && files.every((file, index) => file === others[index]);
  return sameFiles && choice(a) === choice(b);
}

function filesOf(source: ColumnSource): readonly File[] {
  if (source.kind === 'files') return source.files;
  return source.kind === 'towers' ? [source.image, source.text].flatMap(filesOf) : [];
}

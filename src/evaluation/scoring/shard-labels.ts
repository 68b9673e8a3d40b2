import { classFinder } from '../../core/evaluation/scored-vectors.ts';
import type { ClassNames } from '../../core/evaluation/class-prompts.ts';
import { CodedError } from '../../core/errors.ts';
import { quote } from '../../core/quote.ts';
import type { Shard } from './shards.ts';

const LIST = /(\d{1,9})\.(txt|cls)$/;

/** Whether a file that lies beside shards lists their labels by its name. */
export function isLabelList({ name }: Pick<File, 'name'>): boolean {
  return /^labels_\d{1,9}\.txt$|^\d{1,9}\.cls$/.test(name);
}

/**
 * The classes of the rows of every shard: from one list for all of them, or from one for each, by the number in its name
 * (`labels_3.txt`, `3.cls`). A list has a class a line, by name or by number from 0.
 *
 * @returns for each shard [rows]; `null` where no list is given
 * @throws CodedError `shards-labels` where a list is missing or has another length, `shards-label` for what is no class
 */
export async function labelsOfShards(
  lists: readonly File[],
  shards: readonly Shard[],
  classes: readonly ClassNames[],
): Promise<readonly Int32Array[] | null> {
  const [only] = lists;
  if (!only) return null;
  const find = classFinder(classes);
  if (lists.length === 1) {
    const all = await readList(only, find);
    const rows = shards.reduce((sum, shard) => sum + shard.rows, 0);
    if (all.length !== rows) throw otherLength(only.name, rows, all.length);
    let from = 0;
    return shards.map((shard) => all.subarray(from, (from += shard.rows)));
  }
  const byNumber = new Map(lists.map((file) => [Number(LIST.exec(file.name)?.[1] ?? -1), file]));
  const found: Int32Array[] = [];
  for (const { file: shard, number, rows } of shards) {
    const list = byNumber.get(number);
    if (!list) throw otherLength(`labels_${number}.txt`, rows, 0);
    const labels = await readList(list, find);
    if (labels.length !== rows) throw otherLength(list.name, rows, labels.length, shard.name);
    found.push(labels);
  }
  return found;
}

async function readList(file: File, find: (label: string) => number | undefined) {
  const lines = (await file.text()).replace(/\s+$/, '').split(/\r\n|\r|\n/);
  const given = lines.length === 1 && lines[0] === '' ? [] : lines;
  return Int32Array.from(given, (line, at) => {
    const found = find(line.trim());
    if (found !== undefined) return found;
    throw new CodedError(
      'shards-label',
      `Line ${at + 1} of ${quote(file.name)} says ${quote(line.trim())}, which is no label and no number of one, counted from 0.`,
      { file: quote(file.name), line: at + 1, text: quote(line.trim()) },
    );
  });
}

function otherLength(file: string, vectors: number, labels: number, shard = 'img_emb'): CodedError {
  return new CodedError(
    'shards-labels',
    `${quote(file)} has ${labels} labels for ${vectors} vectors of ${shard}. Give a list for every shard, or one for all, with a line for each vector.`,
    { file: quote(file), names: labels, rows: vectors },
  );
}

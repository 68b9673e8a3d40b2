import { createSha256 } from '../browser/sha256.ts';
import { CodedError } from '../core/errors.ts';
import { createOutcomes } from '../core/evaluation/outcomes.ts';
import { TALLY_MAX_BYTES } from '../core/evaluation/read-tally.ts';
import type { TallyDocument } from '../core/evaluation/tally-document.ts';
import { quote } from '../core/quote.ts';
import { readApart, withScoring } from './scoring/scoring.ts';
import type { ShardColumns } from './scoring/shard-columns.ts';
import { isLabelList } from './scoring/shard-labels.ts';
import { paced, type ShardProgress } from './scoring/shard-progress.ts';
import { openShards, shardNumber } from './scoring/shards.ts';
import { PAGE_VERSION, type ShownRun } from './shown-run.ts';
import { requireSize } from './scoring/vector-files.ts';

/** Lists of labels of tens of millions of pictures. */
const LABELS_MAX_BYTES = 256_000_000;

/** Tallies of one set as one run, a column each. Rejects with a `CodedError`. */
export async function openTallies(files: readonly File[], signal: AbortSignal): Promise<ShownRun> {
  for (const file of files) requireSize([file], TALLY_MAX_BYTES);
  const documents = await readApart('tallies', files, files, signal);
  const labels = documents.map(({ classes }) => JSON.stringify(classes));
  const other = labels.findIndex((list) => list !== labels[0]);
  if (other > 0) {
    const [first, second] = [files[0]?.name ?? '', files[other]?.name ?? ''];
    throw new CodedError(
      'tally-labels',
      `${quote(second)} was made with another list of labels than ${quote(first)}, so they cannot stand side by side. Open them one after the other.`,
      { file: quote(second), source: quote(first) },
    );
  }
  return tallyRun(files.map(({ name }) => name).join(', '), documents);
}

/**
 * Shards of vectors, scored from the disk against every column whose label vectors have their width.
 *
 * @param files shards by their names, and whatever lies in their folder
 * @param lists labels of the pictures; where none are given, those that lie beside the shards
 */
export async function openShardFiles(
  files: readonly File[],
  lists: readonly File[],
  { classes, templates, columns }: ShardColumns,
  signal: AbortSignal,
  onProgress: (progress: ShardProgress) => void,
): Promise<ShownRun> {
  const widths = columns.map(({ dimensions }) => dimensions);
  const { shards, dimensions } = await openShards(files, widths);
  const fitting = columns.filter((column) => column.dimensions === dimensions);
  const given = lists.length > 0 ? lists : files.filter(isLabelList);
  requireSize(given, LABELS_MAX_BYTES);
  const labels = await readApart('labels', { lists: given, shards, classes }, given, signal);
  const total = shards.reduce((sum, { rows }) => sum + rows, 0);
  const products = total * fitting.length * classes.length * dimensions;
  const { tallies, shards: scored } = await withScoring(products, signal, (scoring) =>
    scoring.shards({
      shards,
      dimensions,
      labels,
      scorers: fitting.map(({ classVectors, rule }) => ({ classVectors, rule })),
      classCount: classes.length,
      signal,
      onRows: paced(total, onProgress),
    }),
  );
  const set = setName(files);
  const about = { set, templates, classes, truth: labels !== null, shards: scored };
  const documents: TallyDocument[] = [];
  for (const [index, tally] of tallies.entries()) {
    const column = fitting[index];
    if (!column) continue;
    const vectors = await digestOf(column.classVectors);
    documents.push({ ...about, model: column.model, vectors, tally });
  }
  return tallyRun(set, documents);
}

/** Name of the folder that was chosen, else of the first shard. */
function setName(files: readonly File[]): string {
  const first = files.find((file) => shardNumber(file) !== null);
  const [folder, inside] = (first?.webkitRelativePath ?? '').split('/');
  return (inside === undefined ? first?.name : folder) ?? '';
}

async function digestOf(vectors: Float32Array): Promise<string> {
  const hash = await createSha256();
  hash.update(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength));
  return hash.digest();
}

function tallyRun(file: string, documents: readonly TallyDocument[]): ShownRun {
  const [first] = documents;
  const pictures = (first?.tally.pictures ?? 0) + (first?.tally.unscored ?? 0);
  return {
    origin: 'tally',
    file,
    document: {
      page: PAGE_VERSION,
      madeAt: new Date().toISOString(),
      set: first?.set ?? '',
      settings: { templates: first?.templates ?? [], alpha: 'white' },
      classes: first?.classes ?? [],
      pictures: [],
      trueClasses: new Int32Array(),
      columns: documents.map(({ model }) => ({
        model,
        outcomes: createOutcomes(0),
        nearestMean: null,
      })),
    },
    done: pictures,
    vectors: documents.map(() => null),
    models: documents.map(() => null),
    set: null,
    leftOut: 0,
    tallies: documents,
    counted: documents.map(({ tally }) => tally),
  };
}

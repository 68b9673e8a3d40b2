import { RUN_FILE_MAX_BYTES } from '../core/evaluation/read-run-file.ts';
import { isTally } from '../core/evaluation/read-tally.ts';
import { nextTask } from '../engine/next-task.ts';
import type { State } from '../store/state.ts';
import { readApart } from './scoring/scoring.ts';
import type { FileResults } from './scoring/scoring-messages.ts';
import { columnsOfPage } from './scoring/shard-columns.ts';
import { PAGE_VERSION, type ShownRun } from './shown-run.ts';
import { openShardFiles, openTallies } from './tally-run.ts';
import type { ShardProgress } from './scoring/shard-progress.ts';
import { requireSize, VECTORS_MAX_BYTES } from './scoring/vector-files.ts';

/** Shards that wait to be scored. */
export interface ShardsAsked {
  readonly shards: readonly File[];
  /** Lists of the pictures' labels; may be none. */
  readonly labels: readonly File[];
  /** Class vectors; where there are none, the page's columns have them. */
  readonly classes: readonly File[];
  readonly scale: number | null;
}

/** Characters in which a file says what it is. */
const BEGINNING = 1000;

/** A run file of this page as results to show, or tallies, one for each column: only those can be opened together. Rejects with a `CodedError`. */
export async function openRunFiles(files: readonly File[], signal: AbortSignal): Promise<ShownRun> {
  const [file] = files;
  if (!file) throw new RangeError('There is no file to open.');
  const tallies = files.length > 1 || isTally(await file.slice(0, BEGINNING).text());
  return tallies ? openTallies(files, signal) : openRunFile(file, signal);
}

/** Shards of vectors against the labels of the page's columns, or against class vectors of files. Rejects with a `CodedError`. */
export async function openShards(
  { shards, labels, classes, scale }: ShardsAsked,
  state: State,
  signal: AbortSignal,
  onProgress: (progress: ShardProgress) => void,
): Promise<ShownRun> {
  requireSize(classes, VECTORS_MAX_BYTES);
  const columns =
    classes.length > 0
      ? await readApart('columns', { files: classes, scale }, classes, signal)
      : columnsOfPage(state);
  return openShardFiles(shards, labels, columns, signal, (progress) => {
    // What another opening has taken the place of is not told of any more.
    if (!signal.aborted) onProgress(progress);
  });
}

async function openRunFile(file: File, signal: AbortSignal): Promise<ShownRun> {
  requireSize([file], RUN_FILE_MAX_BYTES);
  const { document, counted } = await readApart('run', file, [file], signal);
  return {
    origin: 'run-file',
    file: file.name,
    document,
    done: document.pictures.length,
    vectors: document.columns.map(() => null),
    models: document.columns.map(() => null),
    set: null,
    leftOut: 0,
    tallies: null,
    counted,
  };
}

/**
 * Files of vectors as results to show. `pictures` may hold the class vectors too: in the same safetensors file, or in
 * files whose names begin with `text` or `class`.
 *
 * @param scale the factor on cosines; `null`: what the files say, else 100
 */
export async function openVectors(
  pictures: readonly File[],
  classes: readonly File[],
  scale: number | null,
  signal: AbortSignal,
): Promise<ShownRun> {
  const files = [...pictures, ...classes];
  requireSize(files, VECTORS_MAX_BYTES);
  const found = await readApart('vectors', { pictures, classes, scale }, files, signal);
  // Drawing the results is work enough for a turn.
  await nextTask();
  return vectorRun(found);
}

function vectorRun({ file, scored, mean, counted }: FileResults['vectors']): ShownRun {
  const { classes, pictures, trueClasses, outcomes, scale, bias } = scored;
  const model = {
    name: file,
    files: [file],
    rule: null,
    seed: null,
    activation: null,
    verdict: null,
    scale,
    ...(bias !== null && { bias }),
    fingerprints: null,
  };
  return {
    origin: 'vectors',
    file,
    document: {
      page: PAGE_VERSION,
      madeAt: new Date().toISOString(),
      set: file,
      settings: { templates: [], alpha: 'white' },
      classes,
      pictures,
      trueClasses,
      columns: [{ model, outcomes, nearestMean: mean }],
    },
    done: pictures.length,
    vectors: [scored],
    models: [null],
    set: null,
    leftOut: scored.leftOut,
    tallies: null,
    counted: [counted],
  };
}

import { NOT_READABLE } from '../core/evaluation/outcomes.ts';
import { tallyInSlices } from '../core/evaluation/outcome-counts.ts';
import type { NearestMeanFigure, RunDocument } from '../core/evaluation/run-document.ts';
import { isTally } from '../core/evaluation/read-tally.ts';
import { readRunFile, RUN_FILE_MAX_BYTES } from '../core/evaluation/read-run-file.ts';
import { CodedError } from '../core/errors.ts';
import { scoreVectors, type ScoredVectors } from '../core/evaluation/scored-vectors.ts';
import {
  extension,
  type NamedBytes,
  readVectorTable,
  roleOfName,
  biasIn,
  scaleIn,
  type VectorRole,
  type VectorTable,
} from '../core/evaluation/vector-table.ts';
import type { Tally } from '../core/evaluation/tally.ts';
import { nextTask } from '../engine/next-task.ts';
import { createBreath } from './breathe.ts';
import { nearestMean } from './nearest-mean.ts';
import type { State } from '../store/state.ts';
import { openScoring } from './scoring.ts';
import { columnOfFiles, columnsOfPage } from './shard-columns.ts';
import { PAGE_VERSION, type ShownRun } from './shown-run.ts';
import { openShardFiles, openTallies } from './tally-run.ts';
import type { ShardProgress } from './shard-progress.ts';
import { requireSize, unpacked, VECTORS_MAX_BYTES } from './vector-files.ts';

/** Shards that wait to be scored. */
export interface ShardsAsked {
  readonly shards: readonly File[];
  /** Lists of the pictures' labels; may be none. */
  readonly labels: readonly File[];
  /** Class vectors; where there are none, the page's columns have them. */
  readonly classes: readonly File[];
  readonly scale: number | null;
}

/** Pictures a class for the class means, as the set-up offers it. */
const MEAN_PICTURES = 10;

/** Characters in which a file says what it is. */
const BEGINNING = 1000;

/** A run file of this page as results to show, or tallies, one for each column: only those can be opened together. Rejects with a `CodedError`. */
export async function openRunFiles(files: readonly File[]): Promise<ShownRun> {
  const [file] = files;
  if (!file) throw new RangeError('There is no file to open.');
  if (files.length > 1 || isTally(await file.slice(0, BEGINNING).text())) return openTallies(files);
  return openRunFile(file);
}

/** Shards of vectors against the labels of the page's columns, or against class vectors of files. Rejects with a `CodedError`. */
export async function openShards(
  { shards, labels, classes, scale }: ShardsAsked,
  state: State,
  signal: AbortSignal,
  onProgress: (progress: ShardProgress) => void,
): Promise<ShownRun> {
  const columns = classes.length > 0 ? await columnOfFiles(classes, scale) : columnsOfPage(state);
  return openShardFiles(shards, labels, columns, signal, onProgress);
}

async function openRunFile(file: File): Promise<ShownRun> {
  requireSize([file], RUN_FILE_MAX_BYTES);
  const document = readRunFile(await file.text());
  const counted = await countsOf(document, createBreath());
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
): Promise<ShownRun> {
  requireSize([...pictures, ...classes], VECTORS_MAX_BYTES);
  const own = await unpacked(pictures);
  const others = await unpacked(classes);
  const breathe = createBreath();
  const images = tableOf(own, 'image_embeds', others.length > 0);
  await breathe();
  const texts =
    others.length > 0
      ? readVectorTable(others, 'text_embeds', true)
      : tableOf(own, 'text_embeds', false);
  if (!images || !texts) throw noVectors(images ? 'text_embeds' : 'image_embeds');
  const all = [...own, ...others];
  const bias = biasIn(all) ?? undefined;
  const factor = scale ?? scaleIn(all) ?? undefined;
  const scored = await scoreVectors(images, texts, breathe, factor, bias, async (column, truth) => {
    const scoring = openScoring(truth.length * column.classVectors.length);
    await scoring.rows(column, truth, 0, truth.length).finally(() => scoring.end());
  });
  const { embeddings, dimensions, trueClasses, classes: names } = scored;
  const data = { embeddings, dimensions, classes: trueClasses, classCount: names.length };
  const mean = await nearestMean(data, unreadable(scored), MEAN_PICTURES, breathe);
  const run = vectorRun(images.file, scored, mean);
  const counted = await countsOf(run.document, breathe);
  // Drawing the results is work enough for a turn.
  await nextTask();
  return { ...run, counted };
}

async function countsOf(
  { columns, trueClasses, classes }: RunDocument,
  breathe: () => Promise<void>,
): Promise<Tally[]> {
  const counts: Tally[] = [];
  for (const { outcomes } of columns)
    counts.push(await tallyInSlices(outcomes, trueClasses, classes.length, breathe));
  return counts;
}

/** Files without a role in their names are taken for pictures where the classes came on their own. */
function tableOf(
  files: readonly NamedBytes[],
  role: VectorRole,
  alone: boolean,
): VectorTable | null {
  const mine = files.filter(({ name }) => {
    if (alone || extension(name) === 'safetensors') return true;
    return roleOfName(name) === role;
  });
  return readVectorTable(mine, role, alone);
}

function vectorRun(file: string, scored: ScoredVectors, mean: NearestMeanFigure | null): ShownRun {
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
    counted: null,
  };
}

/** Places of vectors that are not finite. */
function unreadable({ outcomes }: ScoredVectors): Set<number> {
  const places = new Set<number>();
  outcomes.predicted.forEach((predicted, place) => {
    if (predicted === NOT_READABLE) places.add(place);
  });
  return places;
}

function noVectors(role: VectorRole): CodedError {
  return new CodedError(
    'vectors-none',
    `No file holds ${role}. Name the tensor so, or choose the files of pictures and of classes apart.`,
    { tensor: role },
  );
}

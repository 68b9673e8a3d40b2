import { blobSource } from '../core/archive/byte-source.ts';
import { readZipDirectory } from '../core/archive/zip-directory.ts';
import { readZipEntry } from '../core/archive/zip-entry.ts';
import { NOT_READABLE } from '../core/evaluation/outcomes.ts';
import type { NearestMeanFigure } from '../core/evaluation/run-document.ts';
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
import { createBreath } from './breathe.ts';
import { nearestMean } from './nearest-mean.ts';
import { PAGE_VERSION, type ShownRun } from './shown-run.ts';

/** A million vectors of 512 numbers take 2 GB, which no tab should hold twice. */
const VECTORS_MAX_BYTES = 1_000_000_000;

/** Pictures a class for the class means, as the set-up offers it. */
const MEAN_PICTURES = 10;

/** A run file of this page as results to show. Rejects with a `CodedError`. */
export async function openRunFile(file: File): Promise<ShownRun> {
  requireSize([file], RUN_FILE_MAX_BYTES);
  const document = readRunFile(await file.text());
  return {
    origin: 'run-file',
    file: file.name,
    document,
    done: document.pictures.length,
    vectors: document.columns.map(() => null),
    models: document.columns.map(() => null),
    set: null,
    leftOut: 0,
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
  const images = tableOf(own, 'image_embeds', others.length > 0);
  const texts =
    others.length > 0
      ? readVectorTable(others, 'text_embeds', true)
      : tableOf(own, 'text_embeds', false);
  if (!images || !texts) throw noVectors(images ? 'text_embeds' : 'image_embeds');
  const all = [...own, ...others];
  const bias = biasIn(all) ?? undefined;
  const scored = scoreVectors(images, texts, scale ?? scaleIn(all) ?? undefined, bias);
  const { embeddings, dimensions, trueClasses, classes: names } = scored;
  const data = { embeddings, dimensions, classes: trueClasses, classCount: names.length };
  const mean = await nearestMean(data, unreadable(scored), MEAN_PICTURES, createBreath());
  return vectorRun(images.file, scored, mean);
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

/** The files' bytes; zip archives among them give their own files. */
async function unpacked(files: readonly File[]): Promise<NamedBytes[]> {
  const result: NamedBytes[] = [];
  for (const file of files) {
    if (['zip', 'npz'].includes(extension(file.name))) result.push(...(await filesInZip(file)));
    else result.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  }
  return result;
}

async function filesInZip(file: File): Promise<NamedBytes[]> {
  const source = blobSource(file);
  const entries = await readZipDirectory(source);
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  if (total > VECTORS_MAX_BYTES) throw tooLarge(total, VECTORS_MAX_BYTES);
  const files: NamedBytes[] = [];
  for (const entry of entries) {
    const bytes = new Uint8Array(await readZipEntry(source, entry, VECTORS_MAX_BYTES));
    files.push({ name: entry.name, bytes });
  }
  return files;
}

function requireSize(files: readonly File[], limit: number): void {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > limit) throw tooLarge(total, limit);
}

function tooLarge(bytes: number, limit: number): CodedError {
  return new CodedError(
    'run-file-too-large',
    `The files hold ${bytes} bytes; at most ${limit} are read. Choose a smaller part.`,
    { megabytes: Math.ceil(bytes / 1e6), limit: Math.floor(limit / 1e6) },
  );
}

function noVectors(role: VectorRole): CodedError {
  return new CodedError(
    'vectors-none',
    `No file holds ${role}. Name the tensor so, or choose the files of pictures and of classes apart.`,
    { tensor: role },
  );
}

import type { State } from '../state.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import { samplePicture } from '../pictures/picture.ts';
import type { Picture } from '../types.ts';
import type { BenchData } from './bench.ts';
import { PHOTOGRAPH_SETS, type PhotographSet, type TrainingRecipe } from './training-recipe.ts';
import { readPhotographVectors } from '../../core/training/photograph-vectors.ts';

/** Pictures that a recipe asks for, each with its name in lower case. */
export function namedPictures(
  { samples, pictures }: Pick<State, 'samples' | 'pictures'>,
  data: TrainingRecipe['data'],
  address: Outside['address'],
): readonly Picture[] {
  const all = data === 'samples' ? samples.map((one) => samplePicture(one, address)) : pictures;
  return all.filter(({ known }) => known.length > 0);
}

function everySecond(names: readonly string[], half: boolean): readonly number[] {
  return half && names.length >= FEWEST ? names.flatMap((_, at) => (at % 2 === 1 ? [at] : [])) : [];
}

function isPhotographs(data: TrainingRecipe['data']): data is PhotographSet {
  return PHOTOGRAPH_SETS.some((one) => one === data);
}

/** Ready vectors, fetched when they are asked for; the built-in image tower made them. */
async function openPhotographs(
  set: PhotographSet,
  half: boolean,
  { address, fetch }: Pick<Outside, 'address' | 'fetch'>,
  signal: AbortSignal,
): Promise<BenchData> {
  const url = address(`models/mini/${set}-vectors.safetensors`);
  const blob = await blobOf({ url, blob: null }, fetch, signal);
  const { names, train, test } = readPhotographVectors(new Uint8Array(await blob.arrayBuffer()));
  return {
    names,
    pictures: train.vectors,
    files: [],
    labels: train.labels,
    tests: test,
    heldOut: everySecond(names, half),
  };
}

/** Fewer names than these leave nothing to be held out. */
const FEWEST = 4;

/** Fetches what a recipe asks for. */
export async function openTrainingData(
  all: Pick<State, 'samples' | 'pictures'>,
  { data, half }: TrainingRecipe,
  { address, fetch }: Pick<Outside, 'address' | 'fetch'>,
  signal: AbortSignal,
): Promise<BenchData> {
  if (isPhotographs(data)) return openPhotographs(data, half, { address, fetch }, signal);
  const shown = namedPictures(all, data, address);
  const names = [...new Set(shown.map(({ known }) => known[0] ?? ''))];
  const blobs: Blob[] = [];
  for (const picture of shown) blobs.push(await blobOf(picture, fetch, signal));
  return {
    names,
    pictures: blobs,
    files: shown.map(({ sample, name }) => sample ?? name),
    labels: shown.map(({ known }) => names.indexOf(known[0] ?? '')),
    heldOut: everySecond(names, half),
  };
}

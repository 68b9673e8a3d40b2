import type { State } from '../state.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import { samplePicture } from '../pictures/picture.ts';
import type { Picture } from '../types.ts';
import type { BenchData } from './bench.ts';
import type { TrainingRecipe } from './training-recipe.ts';

/** Pictures that a recipe asks for, each with its name in lower case. */
export function namedPictures(
  { samples, pictures }: Pick<State, 'samples' | 'pictures'>,
  data: TrainingRecipe['data'],
  address: Outside['address'],
): readonly Picture[] {
  const all = data === 'samples' ? samples.map((one) => samplePicture(one, address)) : pictures;
  return all.filter(({ known }) => known.length > 0);
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
  const shown = namedPictures(all, data, address);
  const names = [...new Set(shown.map(({ known }) => known[0] ?? ''))];
  const blobs: Blob[] = [];
  for (const picture of shown) blobs.push(await blobOf(picture, fetch, signal));
  return {
    names,
    pictures: blobs,
    files: shown.map(({ sample, name }) => sample ?? name),
    labels: shown.map(({ known }) => names.indexOf(known[0] ?? '')),
    heldOut:
      half && names.length >= FEWEST ? names.flatMap((_, at) => (at % 2 === 1 ? [at] : [])) : [],
  };
}

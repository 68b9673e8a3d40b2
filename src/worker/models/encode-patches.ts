import { cropPicture } from '../../core/image/crop-picture.ts';
import { normaliseCrop } from '../../core/image/normalise-crop.ts';
import { gridRegion, patchGrid, patchSize } from '../../core/maps/patch-grid.ts';
import type { ImageOptions } from '../../engine/encoding.ts';
import { EngineError } from '../../engine/errors.ts';
import type { PatchEmbeddings } from '../../engine/maps.ts';
import type { EncodeContext } from './encode-context.ts';
import type { Model } from './model.ts';

/**
 * A vector for each place of one picture, in one pass.
 * @throws EngineError `patches-unavailable`, or `invalid-input` for a size that the model cannot take
 */
export async function encodePatches(
  model: Model,
  picture: Blob,
  options: Omit<ImageOptions, 'keepGoing'> & { readonly size?: number },
  { patches, lastPicture }: EncodeContext,
): Promise<PatchEmbeddings> {
  const { signal, onProgress, alpha = 'white', cropFraction } = options;
  const { architecture, preprocessing } = model.info.description;
  const { mean, std } = preprocessing;
  if (model.report.ready?.image !== undefined) {
    throw new EngineError(
      'patches-unavailable',
      'The file of this model brings a graph that gives one vector for a whole picture, and none for its patches. Score parts of the picture on their own, by encodeViews.',
    );
  }
  const size = sizeOf(model, options.size);
  const progress = { stage: 'encode', total: 1, unit: 'pictures' } as const;
  onProgress?.({ ...progress, done: 0 });
  const { picture: decoded } = await (await lastPicture(picture, alpha)).read();
  const rule = { ...preprocessing, size, crop: cropFraction ?? preprocessing.crop ?? 1 };
  const crop = cropPicture(decoded, rule, alpha);
  signal?.throwIfAborted();
  const pixels = normaliseCrop(crop.data, size, mean, std);
  const data = await patches.encode(model, { data: pixels, dims: [1, 3, size, size] }, options);
  onProgress?.({ ...progress, done: 1 });
  const { side, seen } = patchGrid(architecture.image, size);
  const region = gridRegion(decoded, rule, seen);
  const dims = [side * side, architecture.embedDim] as const;
  return { data, dims, rows: side, columns: side, size, region };
}

function sizeOf({ info }: Model, wanted: number | undefined): number {
  try {
    return patchSize(info.description.architecture.image, wanted);
  } catch (error) {
    if (error instanceof RangeError) throw new EngineError('invalid-input', error.message);
    throw error;
  }
}

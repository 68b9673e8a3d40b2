import { cropPicture } from '../../core/image/crop-picture.ts';
import { normaliseCrop } from '../../core/image/normalise-crop.ts';
import type { Preprocessing } from '../../core/model/architecture.ts';
import type {
  EngineErrorData,
  ImageEmbeddings,
  ImageInput,
  ImageOptions,
} from '../../engine/contract.ts';
import { EngineError, engineErrorData } from '../../engine/errors.ts';
import { fingerprint } from '../prepare/fingerprint.ts';
import { imageBatchSize } from './batch-size.ts';
import type { EncodeContext } from './encode-context.ts';
import { gather } from './gather.ts';
import type { Model } from './model.ts';

/** Raised whenever decoding or resizing changes its numbers, so that no older embedding is taken for a new one. */
const PIPELINE_VERSION = 1;

/**
 * Embeds pictures: equal files once, those that were embedded before not at all. A picture that cannot be read rejects
 * the call, or with `keepGoing` leaves a row of NaN and its error in `failures`.
 */
export function encodeImages(
  model: Model,
  images: ImageInput,
  options: ImageOptions,
  context: EncodeContext,
): Promise<ImageEmbeddings> {
  return 'pixelValues' in images
    ? encodePixels(model, images, options, context)
    : encodePictures(model, images, options, context);
}

/** One picture, ready for a batch. */
interface Prepared {
  readonly index: number;
  readonly key: string;
  readonly pixels: Float32Array;
}

async function encodePictures(
  model: Model,
  pictures: readonly Blob[],
  options: ImageOptions,
  context: EncodeContext,
): Promise<ImageEmbeddings> {
  const { architecture, preprocessing } = model.info.description;
  const { signal, onProgress, alpha = 'white', keepGoing = false } = options;
  const { cropFraction = preprocessing.crop ?? 1 } = options;
  const { embedDim, image: tower } = architecture;
  const vectors: (Float32Array | undefined)[] = pictures.map(() => undefined);
  const failures: { index: number; error: EngineErrorData }[] = [];
  const prefix = `${model.image.fingerprint} ${JSON.stringify(preprocessing)} ${alpha} ${cropFraction} ${PIPELINE_VERSION}`;
  let batch: Prepared[] = [];
  let done = 0;

  const flush = async (): Promise<void> => {
    const unique = [...new Map(batch.map((item) => [item.key, item.pixels]))];
    const embeds = await model.image.encode(
      pixelBatch(
        unique.map(([, pixels]) => pixels),
        tower.imageSize,
      ),
    );
    for (const [row, [key]] of unique.entries()) {
      const vector = embeds.slice(row * embedDim, (row + 1) * embedDim);
      context.cache.set(key, vector);
      for (const item of batch) if (item.key === key) vectors[item.index] = vector;
    }
    done += batch.length;
    batch = [];
    progress();
  };
  const progress = (): void =>
    onProgress?.({ stage: 'encode', done, total: pictures.length, unit: 'pictures' });

  progress();
  for (const [index, picture] of pictures.entries()) {
    signal?.throwIfAborted();
    try {
      const bytes = await bytesOf(picture);
      const key = `${prefix} ${fingerprint([bytes])}`;
      vectors[index] = context.cache.get(key);
      if (!vectors[index]) {
        const pixels = await pixelsOf(bytes, preprocessing, { alpha, cropFraction }, context);
        batch.push({ index, key, pixels });
      } else done++;
    } catch (error) {
      if (!keepGoing) throw error;
      failures.push({ index, error: engineErrorData(error) });
      done++;
    }
    if (batch.length === imageBatchSize(tower, context.pool.kind())) await flush();
  }
  signal?.throwIfAborted();
  if (batch.length > 0) await flush();
  progress();
  return { ...gather(vectors, embedDim), failures };
}

async function bytesOf(picture: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await picture.arrayBuffer());
  } catch (error) {
    throw new EngineError(
      'picture-unreadable',
      'The browser can no longer read this file: it was moved, changed or removed. Add it again.',
      { detail: error instanceof Error ? error.message : String(error) },
    );
  }
}

async function pixelsOf(
  bytes: Uint8Array<ArrayBuffer>,
  { size, mean, std }: Preprocessing,
  { alpha, cropFraction }: Required<Pick<ImageOptions, 'alpha' | 'cropFraction'>>,
  { readPicture }: EncodeContext,
): Promise<Float32Array> {
  const { picture } = await readPicture(bytes);
  return normaliseCrop(cropPicture(picture, size, alpha, cropFraction).data, size, mean, std);
}

function pixelBatch(pictures: readonly Float32Array[], size: number) {
  const length = 3 * size * size;
  const data = new Float32Array(pictures.length * length);
  for (const [index, pixels] of pictures.entries()) data.set(pixels, index * length);
  return { data, dims: [pictures.length, 3, size, size] };
}

async function encodePixels(
  model: Model,
  { pixelValues, dims }: Extract<ImageInput, { pixelValues: Float32Array }>,
  { signal, onProgress }: ImageOptions,
  { pool }: EncodeContext,
): Promise<ImageEmbeddings> {
  const { embedDim, image: tower } = model.info.description.architecture;
  const [total, ...shape] = dims;
  const length = 3 * tower.imageSize ** 2;
  const wanted = [3, tower.imageSize, tower.imageSize];
  if (shape.join() !== wanted.join() || pixelValues.length !== total * length) {
    throw new EngineError(
      'invalid-input',
      `Pixel values must have the shape [N, ${wanted.join(', ')}] for this model, not [${dims.join(', ')}] with ${pixelValues.length} numbers.`,
    );
  }
  const data = new Float32Array(total * embedDim);
  for (let done = 0; done < total;) {
    signal?.throwIfAborted();
    const count = Math.min(imageBatchSize(tower, pool.kind()), total - done);
    const values = pixelValues.slice(done * length, (done + count) * length);
    data.set(await model.image.encode({ data: values, dims: [count, ...wanted] }), done * embedDim);
    done += count;
    onProgress?.({ stage: 'encode', done, total, unit: 'pictures' });
  }
  return { data, dims: [total, embedDim], failures: [] };
}

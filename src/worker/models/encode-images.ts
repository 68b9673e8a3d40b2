import { cropPicture } from '../../core/image/crop-picture.ts';
import { normaliseCrop } from '../../core/image/normalise-crop.ts';
import { type EngineErrorData, EngineError, engineErrorData } from '../../engine/errors.ts';
import type {
  ImageEmbeddings,
  ImageInput,
  ImageOptions,
  PictureFile,
} from '../../engine/encoding.ts';
import { imageBatchSize } from './batch-size.ts';
import type { EncodeContext } from './encode-context.ts';
import { gather } from './gather.ts';
import { createLane, laneName, type Lane } from './lane.ts';
import type { Model } from './model.ts';
import { openAhead, type OpenedPicture } from './open-ahead.ts';

/**
 * Embeds pictures: equal files once, those that were embedded before not at all. A picture that cannot be read rejects
 * the call, or with `keepGoing` leaves a row of NaN and its error in `failures`.
 */
export async function encodeImages(
  model: Model,
  images: ImageInput,
  options: ImageOptions,
  context: EncodeContext,
): Promise<ImageEmbeddings> {
  if ('pixelValues' in images) return encodePixels(model, images, options, context);
  const [embeddings] = await encodePictures([model], images, options, context);
  if (!embeddings) throw new RangeError('One model gives one result.');
  return embeddings;
}

/**
 * Embeds pictures with several models at once, as {@link encodeImages} does with one. Each picture is read and decoded
 * once, and models whose image towers are the same share its embedding. One result for each model, in their order.
 */
export async function encodePictures(
  models: readonly Model[],
  pictures: readonly PictureFile[],
  options: ImageOptions,
  context: EncodeContext,
): Promise<ImageEmbeddings[]> {
  const { signal, onProgress, keepGoing = false, alpha = 'white' } = options;
  const lanes = new Map<string, Lane>();
  for (const model of models) {
    const name = laneName(model);
    if (!lanes.has(name)) lanes.set(name, createLane(model, pictures.length, options, context));
  }
  const all = [...lanes.values()];
  const failures: { index: number; error: EngineErrorData }[] = [];
  const progress = (): void => {
    const done = Math.min(...all.map((lane) => lane.done()));
    onProgress?.({ stage: 'encode', done, total: pictures.length, unit: 'pictures' });
  };

  const open = openAhead(pictures, {
    isNew: (hash) => all.some((lane) => !lane.knows(hash)),
    read: (bytes) => context.readPicture(bytes, alpha),
  });
  progress();
  for (const index of pictures.keys()) {
    signal?.throwIfAborted();
    let prepared: readonly Prepared[] = [];
    try {
      prepared = await prepare(all, index, await open(index), options);
    } catch (error) {
      if (!keepGoing) throw error;
      failures.push({ index, error: engineErrorData(error) });
      for (const lane of all) lane.skip(index);
    }
    const before = all.map((lane) => lane.done());
    for (const { lane, hash, pixels } of prepared) await lane.add(index, hash, pixels);
    if (all.some((lane, i) => lane.done() !== before[i])) progress();
  }
  signal?.throwIfAborted();
  for (const lane of all) await lane.flush();
  progress();
  return models.map((model) => {
    const result = lanes.get(laneName(model))?.result();
    return { ...(result ?? gather([], 0)), failures };
  });
}

/** A picture that a tower has yet to see. */
interface Prepared {
  readonly lane: Lane;
  readonly hash: string;
  readonly pixels: Float32Array;
}

/** Reads a picture, and decodes it if any tower has not embedded it before; none of them where all have. */
async function prepare(
  lanes: readonly Lane[],
  index: number,
  { hash, read }: OpenedPicture,
  { alpha = 'white', cropFraction }: ImageOptions,
): Promise<readonly Prepared[]> {
  const unknown = lanes.filter((lane) => !lane.recall(index, hash));
  if (unknown.length === 0) return [];
  const { picture: decoded } = await read();
  return unknown.map((lane) => {
    const { size, mean, std, ...rule } = lane.model.info.description.preprocessing;
    const { crop: own = 1 } = rule;
    const crop = cropPicture(decoded, { ...rule, size, crop: cropFraction ?? own }, alpha);
    return { lane, hash, pixels: normaliseCrop(crop.data, size, mean, std) };
  });
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

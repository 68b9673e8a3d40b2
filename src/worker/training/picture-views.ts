import { normaliseCrop } from '../../core/image/normalise-crop.ts';
import type { Picture } from '../../core/image/picture.ts';
import { drawViews, PLAIN_VIEW, viewCrop, type View } from '../../core/image/view-crop.ts';
import { fingerprint } from '../../core/numbers/fingerprint.ts';
import type { CallOptions } from '../../engine/calls.ts';
import { imageBatchSize } from '../models/batch-size.ts';
import type { EncodeContext } from '../models/encode-context.ts';
import type { Model } from '../models/model.ts';

export interface EncodedViews {
  /** Places of the readable pictures among those given. */
  readonly read: readonly number[];
  /** Views of each that are trained on. */
  readonly trained: number;
  /** Un-normalised, [pictures · (trained + 2), D]: the trained views, one that is never trained on, the plain one. */
  readonly vectors: Float32Array;
}

/** Encodes every view of every picture that can be read; what was encoded before, as before a pause, is not encoded again. */
export async function encodeViewsOf(
  model: Model,
  pictures: readonly Blob[],
  options: CallOptions & { readonly views: number; readonly seed: number },
  { cache, readPicture, pool }: EncodeContext,
): Promise<EncodedViews> {
  const { views, seed, signal, onProgress } = options;
  const { preprocessing, architecture } = model.info.description;
  const drawn = drawViews(seed, pictures.length, views + 1);
  const batch = imageBatchSize(architecture.image, pool.kind());
  const read: number[] = [];
  const vectors: Float32Array[] = [];
  const say = (done: number): void =>
    onProgress?.({ stage: 'encode', done, total: pictures.length, unit: 'pictures' });
  for (const [index, picture] of pictures.entries()) {
    signal?.throwIfAborted();
    say(index);
    const bytes = new Uint8Array(await picture.arrayBuffer());
    const own =
      views === 1
        ? [PLAIN_VIEW, ...drawn.slice(index * 2, index * 2 + 1)]
        : drawn.slice(index * (views + 1), (index + 1) * (views + 1));
    const asked = [...own, PLAIN_VIEW];
    const key = JSON.stringify([
      model.image.fingerprint,
      preprocessing,
      fingerprint([bytes]),
      asked,
    ]);
    const encode = async (): Promise<Float32Array | null> => {
      const decoded = await readPicture(bytes, 'white').catch(() => null);
      return decoded && encodeViews(model, decoded.picture, asked, batch, signal);
    };
    const encoded = cache.get(key) ?? (await encode());
    if (!encoded) continue;
    cache.set(key, encoded);
    vectors.push(encoded);
    read.push(index);
  }
  say(pictures.length);
  const width = (views + 2) * architecture.embedDim;
  const joined = new Float32Array(vectors.length * width);
  vectors.forEach((own, row) => joined.set(own, row * width));
  return { read, trained: views, vectors: joined };
}

/** Un-normalised embeddings of views of one picture, [views, D]. */
async function encodeViews(
  { image, info }: Model,
  picture: Picture,
  views: readonly View[],
  batch: number,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const { preprocessing, architecture } = info.description;
  const { size, mean, std } = preprocessing;
  const pixels = views.map((view) =>
    normaliseCrop(viewCrop(picture, preprocessing, view), size, mean, std),
  );
  const all = new Float32Array(pixels.length * architecture.embedDim);
  for (let at = 0; at < pixels.length; at += batch) {
    signal?.throwIfAborted();
    const some = pixels.slice(at, at + batch);
    const joined = new Float32Array(some.length * 3 * size * size);
    some.forEach((values, row) => joined.set(values, row * values.length));
    const embeds = await image.encode({ data: joined, dims: [some.length, 3, size, size] });
    all.set(embeds, at * architecture.embedDim);
  }
  return all;
}

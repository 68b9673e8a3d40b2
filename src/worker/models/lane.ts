import { PIPELINE_VERSION } from '../../core/image/pipeline-version.ts';
import type { ImageEmbeddings, ImageOptions } from '../../engine/encoding.ts';
import type { EncodeContext } from './encode-context.ts';
import { imageBatchSize } from './batch-size.ts';
import { gather } from './gather.ts';
import type { Model } from './model.ts';

/** The pictures of one call on their way through one image tower. */
export interface Lane {
  readonly model: Model;
  /** Whether an equal picture was embedded before, or waits in the batch. */
  knows(hash: string): boolean;
  /** Takes the vector of an equal picture, also of one that waits in the batch; `false` where there is none. */
  recall(index: number, hash: string): boolean;
  /** Puts the pixels of a picture that `recall` did not know into the batch; encodes the batch when it is full. */
  add(index: number, hash: string, pixels: Float32Array): Promise<void>;
  /** A picture that cannot be read counts as done. */
  skip(index: number): void;
  /** Encodes what is left in the batch. */
  flush(): Promise<void>;
  /** Pictures that are through. */
  done(): number;
  result(): Omit<ImageEmbeddings, 'failures'>;
}

/** Models with the same name here give the same embeddings under the same options. */
export function laneName({ image, info }: Model): string {
  return `${image.fingerprint} ${JSON.stringify(info.description.preprocessing)}`;
}

/** A lane for `count` pictures. */
export function createLane(
  model: Model,
  count: number,
  { alpha = 'white', cropFraction }: ImageOptions,
  { cache, pool }: EncodeContext,
): Lane {
  const { embedDim, image: tower } = model.info.description.architecture;
  // Without a wish it is the model's own crop, which the name holds.
  const prefix = `${laneName(model)} ${alpha} ${cropFraction ?? ''} ${PIPELINE_VERSION}`;
  const vectors: (Float32Array | undefined)[] = Array.from({ length: count }, () => undefined);
  /** Different pictures that wait, by their keys, each with every place in which it stands. */
  const batch = new Map<string, { readonly pixels: Float32Array; readonly places: number[] }>();
  let done = 0;
  const keyOf = (hash: string): string => `${prefix} ${hash}`;

  const flush = async (): Promise<void> => {
    if (batch.size === 0) return;
    const waiting = [...batch];
    const pixels = waiting.map(([, item]) => item.pixels);
    const embeds = await model.image.encode(pixelBatch(pixels, tower.imageSize));
    for (const [row, [key, { places }]] of waiting.entries()) {
      const vector = embeds.slice(row * embedDim, (row + 1) * embedDim);
      cache.set(key, vector);
      for (const place of places) vectors[place] = vector;
      done += places.length;
    }
    batch.clear();
  };

  return {
    model,
    knows: (hash) => batch.has(keyOf(hash)) || cache.get(keyOf(hash)) !== undefined,
    recall(index, hash) {
      const equal = batch.get(keyOf(hash));
      if (equal) {
        equal.places.push(index);
        return true;
      }
      vectors[index] = cache.get(keyOf(hash));
      if (vectors[index]) done++;
      return vectors[index] !== undefined;
    },
    async add(index, hash, pixels) {
      batch.set(keyOf(hash), { pixels, places: [index] });
      if (batch.size >= imageBatchSize(tower, pool.kind())) await flush();
    },
    skip(index) {
      const waits = [...batch.values()].some(({ places }) => places.includes(index));
      if (!vectors[index] && !waits) done++;
    },
    flush,
    done: () => done,
    result: () => gather(vectors, embedDim),
  };
}

function pixelBatch(pictures: readonly Float32Array[], size: number) {
  const length = 3 * size * size;
  const data = new Float32Array(pictures.length * length);
  for (const [index, pixels] of pictures.entries()) data.set(pixels, index * length);
  return { data, dims: [pictures.length, 3, size, size] };
}

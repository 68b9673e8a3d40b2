import { PIPELINE_VERSION } from '../../core/image/pipeline-version.ts';
import type { ImageEmbeddings, ImageOptions } from '../../engine/encoding.ts';
import type { EncodeContext } from './encode-context.ts';
import { imageBatchSize } from './batch-size.ts';
import { gather } from './gather.ts';
import type { Model } from './model.ts';

/** The pictures of one call on their way through one image tower. */
export interface Lane {
  readonly model: Model;
  /** Whether an equal picture was embedded before. */
  knows(hash: string): boolean;
  /** Takes the vector of an equal picture that was embedded before; `false` where there is none. */
  recall(index: number, hash: string): boolean;
  /** Puts a picture's pixels into the batch; encodes the batch when it is full. */
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
  let batch: { readonly index: number; readonly key: string; readonly pixels: Float32Array }[] = [];
  let done = 0;

  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const unique = [...new Map(batch.map((item) => [item.key, item.pixels]))];
    const pixels = unique.map(([, values]) => values);
    const embeds = await model.image.encode(pixelBatch(pixels, tower.imageSize));
    for (const [row, [key]] of unique.entries()) {
      const vector = embeds.slice(row * embedDim, (row + 1) * embedDim);
      cache.set(key, vector);
      for (const item of batch) if (item.key === key) vectors[item.index] = vector;
    }
    done += batch.length;
    batch = [];
  };

  return {
    model,
    knows: (hash) => cache.get(`${prefix} ${hash}`) !== undefined,
    recall(index, hash) {
      vectors[index] = cache.get(`${prefix} ${hash}`);
      if (vectors[index]) done++;
      return vectors[index] !== undefined;
    },
    async add(index, hash, pixels) {
      batch.push({ index, key: `${prefix} ${hash}`, pixels });
      if (batch.length >= imageBatchSize(tower, pool.kind())) await flush();
    },
    skip(index) {
      if (!vectors[index]) done++;
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

import type { PictureView } from '../../core/image/picture-view.ts';
import { normaliseCrop } from '../../core/image/normalise-crop.ts';
import { viewsOf } from '../../core/maps/crop-view.ts';
import type { Embeddings } from '../../engine/embeddings.ts';
import type { ImageOptions } from '../../engine/encoding.ts';
import { EngineError } from '../../engine/errors.ts';
import { MOST_VIEWS } from '../../engine/maps.ts';
import type { EncodeContext } from './encode-context.ts';
import { createLane } from './lane.ts';
import type { Model } from './model.ts';

/**
 * Embeds views of one picture, [V, D]. The picture is decoded once, and not at all where every view was embedded before; a view
 * of the whole picture has the vector that `encodeImages` gives.
 * @throws EngineError `invalid-input` for no view, more than 64, or one that is no part of a picture
 */
export async function encodeViews(
  model: Model,
  picture: Blob,
  views: readonly PictureView[],
  options: Omit<ImageOptions, 'keepGoing'>,
  context: EncodeContext,
): Promise<Embeddings> {
  if (views.length === 0 || views.length > MOST_VIEWS) {
    throw new EngineError('invalid-input', `Give 1 to ${MOST_VIEWS} views, not ${views.length}.`);
  }
  const { signal, onProgress, alpha = 'white', cropFraction } = options;
  const { preprocessing } = model.info.description;
  const { size, mean, std } = preprocessing;
  const { hash, read } = await context.lastPicture(picture, alpha);
  const lane = createLane(model, views.length, options, context);
  const progress = (): void =>
    onProgress?.({ stage: 'encode', done: lane.done(), total: views.length, unit: 'pictures' });
  progress();
  const rule = { ...preprocessing, crop: cropFraction ?? preprocessing.crop ?? 1 };
  let bytesOf: ReturnType<typeof viewsOf> | undefined;
  for (const [index, view] of views.entries()) {
    const key = isWhole(view) ? hash : `${hash} ${JSON.stringify(view)}`;
    if (lane.recall(index, key)) continue;
    signal?.throwIfAborted();
    bytesOf ??= viewsOf((await read()).picture, { rule, alpha });
    const bytes = inRange(() => bytesOf?.(view)) ?? new Uint8Array();
    const before = lane.done();
    await lane.add(index, key, normaliseCrop(bytes, size, mean, std));
    if (lane.done() !== before) progress();
  }
  signal?.throwIfAborted();
  await lane.flush();
  progress();
  return lane.result();
}

function isWhole({ crop, covered = [] }: PictureView): boolean {
  return crop === undefined && covered.length === 0;
}

function inRange<Result>(make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) throw new EngineError('invalid-input', error.message);
    throw error;
  }
}

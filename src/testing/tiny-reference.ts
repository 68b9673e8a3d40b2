import type { Engine } from '../engine/contract.ts';
import { goldenFloats, goldenJson, relativeError } from './golden.ts';

interface Reference {
  readonly config: object;
  readonly pixel_values: {
    readonly shape: readonly [number, number, number, number];
    readonly file: string;
  };
  readonly input_ids: readonly (readonly number[])[];
  readonly checkpoints: Readonly<
    Record<
      string,
      { readonly image_embeds: readonly number[][]; readonly text_embeds: readonly number[][] }
    >
  >;
}

const reference = goldenJson('index.json') as Reference;

/** The configuration that the tiny references were made from: their heads are not 64 wide. */
export const TINY_CONFIG = JSON.stringify(reference.config);
export const TINY_CONFIG_FILE = new File([TINY_CONFIG], 'open_clip_config.json');

/** How far a loaded model's embeddings are from those that PyTorch gave for a tiny reference, relative to their largest value. */
export async function embeddingErrors(engine: Engine, id: string, checkpoint: string) {
  const right = reference.checkpoints[checkpoint];
  const { file, shape } = reference.pixel_values;
  const image = await engine.encodeImages(id, { pixelValues: goldenFloats(file), dims: shape });
  const ids = reference.input_ids;
  const dims = [ids.length, ids[0]?.length ?? 0] as const;
  const text = await engine.encodeTexts(id, { inputIds: ids.flat(), dims });
  return {
    image: relativeError(image.data, right?.image_embeds.flat() ?? []),
    text: relativeError(text.data, right?.text_embeds.flat() ?? []),
  };
}

import type { TestConfig } from './checkpoint.ts';
import { goldenFloats, goldenJson } from './golden.ts';

interface GoldenReference {
  readonly image_embeds: readonly (readonly number[])[];
  readonly text_embeds: readonly (readonly number[])[];
}

interface GoldenIndex {
  readonly config: TestConfig;
  readonly input_ids: readonly (readonly number[])[];
  readonly pixel_values: { readonly shape: readonly [number, number, number, number] };
  readonly checkpoints: Readonly<Record<string, GoldenReference>>;
}

const index = goldenJson('index.json') as GoldenIndex;

/** OpenCLIP's configuration of the small reference checkpoints. */
export const goldenConfig: TestConfig = index.config;

/** The reference pictures as `encodeImages` takes them. */
export const goldenPixels = {
  pixelValues: goldenFloats('pixel_values.f32'),
  dims: index.pixel_values.shape,
};

/** The reference texts as `encodeTexts` takes them. */
export const goldenIds = {
  inputIds: index.input_ids.flat(),
  dims: [index.input_ids.length, index.input_ids[0]?.length ?? 0],
} as const;

/** PyTorch's embeddings of these pictures and texts by that checkpoint. */
export function goldenReference(name: string): GoldenReference {
  const found = index.checkpoints[name];
  if (!found) throw new Error(`There is no reference of ${name}.`);
  return found;
}

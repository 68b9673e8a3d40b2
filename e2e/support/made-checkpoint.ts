import { writeSafetensors } from '../../src/core/checkpoint/write-safetensors.ts';
import { elementCount, parametersOf } from '../../src/core/model/parameters.ts';

const MODEL = {
  embed_dim: 128,
  vision_cfg: { image_size: 32, layers: 2, width: 256, patch_size: 16 },
  text_cfg: { context_length: 16, vocab_size: 4000, width: 256, heads: 4, layers: 2 },
};

const ARCHITECTURE = {
  embedDim: 128,
  image: {
    kind: 'vit',
    imageSize: 32,
    patchSize: 16,
    width: 256,
    layers: 2,
    heads: 4,
    mlpWidth: 1024,
  },
  text: { contextLength: 16, vocabSize: 4000, width: 256, heads: 4, layers: 2, mlpWidth: 1024 },
} as const;

/** Configuration of the checkpoint that `madeCheckpoint` writes. */
export const MADE_CONFIG = new TextEncoder().encode(JSON.stringify({ model_cfg: MODEL }));

/** Names of all its parameters. */
export const MADE_NAMES: readonly string[] = parametersOf(ARCHITECTURE).map(({ name }) => name);

/** A checkpoint of some 17 MB in OpenCLIP's layout, or those of its parameters that `keep` names; small numbers everywhere. */
export function madeCheckpoint(
  keep: (name: string) => boolean = () => true,
): Uint8Array<ArrayBuffer> {
  const kept = parametersOf(ARCHITECTURE).filter(({ name }) => keep(name));
  const tensors = kept.map(({ name, shape }, seed) => {
    const values = new Float32Array(elementCount(shape)).map(
      (_, i) => Math.sin(i * 0.7 + seed) / 20,
    );
    return { name, shape, dtype: 'F32' as const, bytes: new Uint8Array(values.buffer) };
  });
  return new Uint8Array(Buffer.concat(writeSafetensors(tensors)));
}

import { closeSync, openSync, writeSync } from 'node:fs';
import { writeSafetensors } from '../../src/core/checkpoint/write-safetensors.ts';
import { readOpenClipConfig } from '../../src/core/model/openclip-config.ts';
import { elementCount, parametersOf } from '../../src/core/model/parameters.ts';

/** Configurations of full-size models, as OpenCLIP writes them. */
export const FULL_SIZE = {
  'ViT-B/32': {
    embed_dim: 512,
    vision_cfg: { image_size: 224, layers: 12, width: 768, patch_size: 32 },
    text_cfg: { context_length: 77, vocab_size: 49408, width: 512, heads: 8, layers: 12 },
  },
  'ViT-B/16': {
    embed_dim: 512,
    vision_cfg: { image_size: 224, layers: 12, width: 768, patch_size: 16 },
    text_cfg: { context_length: 77, vocab_size: 49408, width: 512, heads: 8, layers: 12 },
  },
  'ViT-L/14': {
    embed_dim: 768,
    vision_cfg: { image_size: 224, layers: 24, width: 1024, patch_size: 14 },
    text_cfg: { context_length: 77, vocab_size: 49408, width: 768, heads: 12, layers: 12 },
  },
} as const;

/**
 * Writes a complete fp32 checkpoint of that model with random numbers, in OpenCLIP's layout. Returns its length in bytes.
 * The tensors are cut from one pool of numbers, so that writing costs no more memory than the largest of them.
 */
export function writeFullSize(model: keyof typeof FULL_SIZE, path: string): number {
  const { architecture } = readOpenClipConfig({
    file: 'open_clip_config.json',
    path: '',
    values: FULL_SIZE[model],
  });
  const parameters = parametersOf(architecture);
  const counts = parameters.map(({ shape }) => elementCount(shape));
  const pool = new Float32Array(Math.max(...counts) + parameters.length);
  let state = 1;
  for (let i = 0; i < pool.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    pool[i] = state / 2 ** 36;
  }
  const tensors = parameters.map(({ name, shape }, index) => ({
    name,
    shape,
    dtype: 'F32' as const,
    // Each begins elsewhere, so that no two are alike.
    bytes: new Uint8Array(pool.buffer, index * 4, (counts[index] ?? 0) * 4),
  }));
  const file = openSync(path, 'w');
  const length = writeSafetensors(tensors).reduce((sum, part) => sum + writeSync(file, part), 0);
  closeSync(file);
  return length;
}
